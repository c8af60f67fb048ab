namespace Steward.Channels.Accounts;

/// <summary>How an account's messages may be read. WeCom allows a corp, or its own private deployment, to read its archive; nobody else may.</summary>
internal enum ArchiveMode
{
    /// <summary>Not at all; everything else works.</summary>
    None,

    /// <summary>With the corp's own native library, on a machine of the corp's.</summary>
    CorpOwnedSdk,

    /// <summary>Only inside the channel's own zone, which lets ids and labels out but no words: nothing is read here.</summary>
    DataZone,

    /// <summary>From the stand-in.</summary>
    Simulator,
}

/// <summary>How modes are spelled in the database and on the wire.</summary>
internal static class ArchiveModes
{
    private static readonly Dictionary<string, ArchiveMode> Known = new(StringComparer.Ordinal)
    {
        ["none"] = ArchiveMode.None, ["corp-owned-sdk"] = ArchiveMode.CorpOwnedSdk, ["data-zone"] = ArchiveMode.DataZone, ["simulator"] = ArchiveMode.Simulator,
    };

    /// <summary>The spellings, for people.</summary>
    public static string All { get; } = string.Join(", ", Known.Keys);

    public static bool TryParse(string text, out ArchiveMode mode) => Known.TryGetValue(text, out mode);

    public static string Text(this ArchiveMode mode) => Known.First(known => known.Value == mode).Key;
}
