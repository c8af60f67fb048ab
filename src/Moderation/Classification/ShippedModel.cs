using System.Reflection;

namespace Steward.Moderation.Classification;

/// <summary>The model that comes with the program: trained on texts that were written for it and on permissively licensed ones, see <c>shipped/README.md</c>.</summary>
internal static class ShippedModel
{
    private static readonly Lazy<LinearModel> Loaded = new(Load);

    public static LinearModel Model => Loaded.Value;

    private static LinearModel Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("model.swc")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ModelFile.Read(bytes);
    }
}
