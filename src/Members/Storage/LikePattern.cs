namespace Steward.Members.Storage;

/// <summary>Search text as a pattern for LIKE.</summary>
internal static class LikePattern
{
    /// <summary>Matches what contains the text literally: <c>%</c>, <c>_</c> and <c>\</c> mean themselves.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
