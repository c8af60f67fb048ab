namespace Steward.Testing;

/// <summary>The checkout the tests run from.</summary>
public static class Checkout
{
    private const string Marker = "Directory.Packages.props";

    /// <summary>Full path of the repository's root.</summary>
    /// <exception cref="InvalidOperationException">The tests were copied out of the checkout.</exception>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Marker}.");
    }
}
