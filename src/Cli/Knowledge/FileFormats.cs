namespace Steward.Cli.Knowledge;

/// <summary>The format of a file of entries, by its name.</summary>
internal static class FileFormats
{
    /// <exception cref="UserException">It is none of them.</exception>
    public static string Of(FileInfo file) => file.Extension.ToLowerInvariant() switch
    {
        ".csv" => "csv",
        ".tsv" => "tsv",
        ".md" or ".markdown" => "md",
        _ => throw new UserException($"{file.Name} must be a .csv, .tsv or .md file."),
    };
}
