using Xunit;

namespace Steward.Testing;

/// <summary>
/// Files that are too large or not ours to publish: the folder <c>shared/data</c> beside the checkout, or the one that
/// <c>STEWARD_SHARED</c> names (the folder that holds <c>data</c>).
/// </summary>
public static class SharedData
{
    private const string Variable = "STEWARD_SHARED";

    /// <summary>Full path of a shared file or folder, whether or not it exists.</summary>
    /// <param name="relative">Path below <c>data</c>: <c>c_irc_ubuntu/dev.tsv</c>.</param>
    public static string Path(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Root(), "data", relative));

    /// <summary>Whether the shared file or folder is there.</summary>
    public static bool Has(string relative) => System.IO.Path.Exists(Path(relative));

    private static string Root() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : System.IO.Path.Combine(Checkout.Root, "..", "shared");
}

/// <summary>A test that needs shared files; skipped, saying which one is missing, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Names what the test needs.</summary>
    /// <param name="needed">Paths below <c>shared/data</c>.</param>
    public SharedDataFactAttribute(params string[] needed)
    {
        Needed = needed;
        if (needed.FirstOrDefault(path => !SharedData.Has(path)) is { } missing)
        {
            Skip = $"{SharedData.Path(missing)} is not there (STEWARD_SHARED names another folder).";
        }
    }

    /// <summary>Paths below <c>shared/data</c>.</summary>
    public IReadOnlyList<string> Needed { get; }
}
