using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>A word of a rule and how exactly it is meant. In a document it is a string, or an object where something is said about it.</summary>
[JsonConverter(typeof(TermConverter))]
internal sealed record Term(string Text)
{
    public const int MostSkip = 8;

    /// <summary>How many signs other than letters and digits (blanks, punctuation, emoji, invisible ones) may stand between two neighbouring characters: 1 finds 加.微.信. 0: none.</summary>
    public int Skip { get; init; }

    /// <summary>Whether the word must stand alone: no Latin letter or digit right before or after it. Between ideographs there are no boundaries.</summary>
    public bool Word { get; init; }

    /// <summary>Phrases around the word in which it is meant well: 兼职 is none in 不招兼职.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// Whether other spellings count too: width, case, traditional characters, and where the word is hidden behind characters of the same sound, parts of characters, pinyin, figures or pictures
    /// (<see cref="VariantMatcher"/>). False: exactly as written.
    /// </summary>
    public bool Variants { get; init; } = true;

    [JsonIgnore]
    public bool IsPlain => this is { Skip: 0, Word: false, Exclude.Count: 0, Variants: true };

    /// <summary>Whether a place where the word was found, and in no phrase that excludes it, is one that is meant.</summary>
    public bool Means(ReadOnlySpan<char> text, Place found)
    {
        var (start, end) = (found.Start, found.Start + found.Length);
        if (Word && ((start > 0 && IsLatin(text[start - 1])) || (end < text.Length && IsLatin(text[end])))) { return false; }

        return Variants || Skip > 0 || text.Slice(start, found.Length).SequenceEqual(Text);
    }

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(FoldTable.Fold(c));

    /// <summary>Reports what is wrong with the word and its options.</summary>
    public void Check(RuleCheck check, string field)
    {
        check.Word(field, Text);
        check.Range($"{field}.skip", Skip, 0, MostSkip);
        if (Skip > 0 && (Text.Length < 2 || !Text.All(char.IsLetterOrDigit))) { check.Error($"{field}.skip", "needs a word of two or more letters or digits without signs between them"); }

        if (Skip > 0 && !Variants) { check.Error($"{field}.variants", "cannot be false together with skip: with signs in between it is not exactly as written"); }

        for (var i = 0; i < Exclude.Count; i++)
        {
            check.Word($"{field}.exclude[{i}]", Exclude[i]);
            if (!SymbolTable.OfRules.Fold(Exclude[i]).Contains(SymbolTable.OfRules.Fold(Text), StringComparison.Ordinal)) { check.Error($"{field}.exclude[{i}]", $"does not hold the word '{Text}' itself: write the whole phrase in which the word is meant well"); }
        }
    }
}

/// <summary>Reads and writes a term as the shorter of its two forms.</summary>
internal sealed class TermConverter : JsonConverter<Term>
{
    public override bool HandleNull => true;

    public override Term Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) { return new Term(reader.GetString()!); }

        var written = JsonSerializer.Deserialize<Written>(ref reader, options) ?? throw new JsonException("A term is a string or an object.");
        return new Term(written.Text) { Skip = written.Skip, Word = written.Word, Exclude = written.Exclude, Variants = written.Variants };
    }

    public override void Write(Utf8JsonWriter writer, Term value, JsonSerializerOptions options)
    {
        if (value.IsPlain) { writer.WriteStringValue(value.Text); }
        else { JsonSerializer.Serialize(writer, new Written { Text = value.Text, Skip = value.Skip, Word = value.Word, Exclude = value.Exclude, Variants = value.Variants }, options); }
    }

    /// <summary>The long form.</summary>
    internal sealed record Written
    {
        public required string Text { get; init; }
        public int Skip { get; init; }
        public bool Word { get; init; }
        public IReadOnlyList<string> Exclude { get; init; } = [];
        public bool Variants { get; init; } = true;
    }
}
