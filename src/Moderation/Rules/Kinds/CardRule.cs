using Steward.Moderation.Matching;

namespace Steward.Moderation.Rules.Kinds;

/// <summary>Cards and media by the channel's type and their title: mini-programs (<c>weapp</c>), QR codes and posters whose title says so, files, red packets. A picture without a title is judged by its type alone.</summary>
internal sealed record CardRule : Rule
{
    public const string Kind = "card";
    private const int MostKinds = 32;
    private const int MostTitles = 1000;

    public override string KindName => Kind;

    /// <summary>Types in the channel's spelling: weapp, link, image, file, card …; empty: any but typed text.</summary>
    public IReadOnlyList<string> MessageKinds { get; init; } = [];

    /// <summary>Words of which the title must hold one; empty: whatever it is.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    public override void Check(RuleCheck check)
    {
        if (MessageKinds.Count == 0 && Titles.Count == 0) { check.Error("message_kinds", "or titles must not be empty"); }

        if (MessageKinds.Count > MostKinds) { check.Error("message_kinds", $"has {MessageKinds.Count}; {MostKinds} are the most"); }

        if (Titles.Count > MostTitles) { check.Error("titles", $"has {Titles.Count}; {MostTitles} are the most"); }

        for (var i = 0; i < MessageKinds.Count; i++)
        {
            if (MessageKinds[i].Length is 0 or > 32 || !MessageKinds[i].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) { check.Error($"message_kinds[{i}]", "must be a type such as weapp: 1 to 32 Latin letters, digits, '_' or '-'"); }
        }

        for (var i = 0; i < Titles.Count; i++) { check.Word($"titles[{i}]", Titles[i]); }
    }

    public override IMessageMatch Compile() => new Match([.. MessageKinds], Titles.Count == 0 ? null : new TermMatcher(Titles));

    private sealed class Match(HashSet<string> kinds, TermMatcher? titles) : IMessageMatch
    {
        public bool TryMatch(in Subject subject, out Place place)
        {
            place = default;
            var message = subject.Message;
            if (kinds.Count == 0 ? message.Kind == "text" : !kinds.Contains(message.Kind)) { return false; }

            if (titles is null) { return true; }

            if (!titles.TryFind(message.Text, 0, out var hit)) { return false; }

            place = new Place(hit.Start, hit.Length);
            return true;
        }
    }
}
