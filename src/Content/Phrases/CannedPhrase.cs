using System.Text;
using System.Text.RegularExpressions;
using Steward.Contracts.Words;
using Steward.Kernel;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Phrases;

/// <summary>What a brand's people say often, under a shortcut.</summary>
internal sealed partial record CannedPhrase
{
    public const int MaxTitleCharacters = 60;
    public const int MaxTextBytes = 2000;
    public const int MaxCategoryCharacters = 30;
    public const int MostSteps = 9;
    public const int MaxHintCharacters = 100;

    private static readonly string[] Languages = ["zh-CN", "en"];

    public Guid PhraseId { get; init; }
    public string Shortcut { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string Category { get; init; } = "";
    public string Language { get; init; } = "";

    /// <summary>Its place in the brand's playbook for upset members, 1 to 9; 0: it is not in it.</summary>
    public int PlaybookStep { get; init; }

    /// <summary>What to do beside saying it.</summary>
    public string PlaybookHint { get; init; } = "";

    /// <summary>It is the agency's, as a brand's people have it at hand.</summary>
    public bool Inherited { get; init; }

    /// <summary>Moves with every change, from 1 on.</summary>
    public int Version { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>A phrase as its author wrote it; its shortcut in small letters, so that one is not there twice.</summary>
    public static Result<CannedPhrase> Read(Wire.CannedPhrase wire)
    {
        if (!Guid.TryParse(wire.PhraseId, out var id) || id == Guid.Empty) { return Wrong("phrase_id", "must be a UUID."); }

        var shortcut = ShortcutOf(wire.Shortcut);
        if (!Shape().IsMatch(shortcut)) { return Wrong("shortcut", "must be a slash and 1 to 24 letters, digits or hyphens, such as /fahuo."); }

        if (Size(wire.Title) is 0 or > MaxTitleCharacters || wire.Title.Contains('\0', StringComparison.Ordinal)) { return Wrong("title", $"must have 1 to {MaxTitleCharacters} characters."); }

        if (Size(wire.Text) == 0 || Encoding.UTF8.GetByteCount(wire.Text.Trim()) > MaxTextBytes || wire.Text.Contains('\0', StringComparison.Ordinal)) { return Wrong("text", $"must have 1 to {MaxTextBytes} bytes of UTF-8."); }

        if (PhraseVariables.Unknown(wire.Text) is [_, ..] unknown)
        {
            return Wrong("text", $"has {string.Join(", ", unknown.Select(Braced))}, which nothing fills in; there are {string.Join(", ", PhraseVariables.Names.Select(Braced))}.");
        }

        if (Size(wire.Category) > MaxCategoryCharacters || wire.Category.Contains('\0', StringComparison.Ordinal)) { return Wrong("category", $"must have at most {MaxCategoryCharacters} characters."); }

        if (wire.PlaybookStep is < 0 or > MostSteps) { return Wrong("playbook_step", $"must be 0 to {MostSteps}."); }

        if (Size(wire.PlaybookHint) > MaxHintCharacters || wire.PlaybookHint.Contains('\0', StringComparison.Ordinal)) { return Wrong("playbook_hint", $"must have at most {MaxHintCharacters} characters."); }

        return Languages.Contains(wire.Language)
            ? new CannedPhrase
            {
                PhraseId = id, Shortcut = shortcut, Title = wire.Title.Trim(), Text = wire.Text.Trim(), Category = wire.Category.Trim(), Language = wire.Language, PlaybookStep = wire.PlaybookStep, PlaybookHint = wire.PlaybookHint.Trim(),
            }
            : Wrong("language", $"must be one of {string.Join(", ", Languages)}.");
    }

    /// <summary>A shortcut as it is kept, however it is typed.</summary>
    public static string ShortcutOf(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>Whether both say the same.</summary>
    public bool SaysAs(CannedPhrase other) => (Shortcut, Title, Text, Category, Language, PlaybookStep, PlaybookHint) == (other.Shortcut, other.Title, other.Text, other.Category, other.Language, other.PlaybookStep, other.PlaybookHint);

    private static Problem Wrong(string field, string why) => PhraseProblems.Wrong(field, why);

    private static string Braced(string name) => $"{{{name}}}";

    private static int Size(string text) => text.Trim().Length;

    [GeneratedRegex(@"^/[\p{L}\p{Nd}-]{1,24}$")]
    private static partial Regex Shape();
}
