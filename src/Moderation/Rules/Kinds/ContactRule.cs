namespace Steward.Moderation.Rules.Kinds;

/// <summary>Soliciting: telephone numbers, WeChat ids, QQ numbers and e-mail addresses of members' own, however they are spread or spelled. Found by <see cref="Contacts"/>.</summary>
internal sealed record ContactRule : Rule
{
    public const string Kind = "contact";
    private const int MostAllowed = 1000;

    public override string KindName => Kind;

    public bool Phone { get; init; }

    public bool Wechat { get; init; }

    public bool Qq { get; init; }

    public bool Email { get; init; }

    /// <summary>The brand's own numbers, ids and addresses, in any spelling: never an offence.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    public override void Check(RuleCheck check)
    {
        if (this is { Phone: false, Wechat: false, Qq: false, Email: false }) { check.Error("phone", "or wechat, qq or email must be true"); }

        if (Allowed.Count > MostAllowed) { check.Error("allowed", $"has {Allowed.Count}; {MostAllowed} are the most"); }

        for (var i = 0; i < Allowed.Count; i++) { check.Word($"allowed[{i}]", Allowed[i]); }
    }

    public override IMessageMatch Compile() => new Match(this);

    private sealed class Match(ContactRule rule) : IMessageMatch
    {
        private readonly HashSet<string> _allowed = [.. rule.Allowed.Select(Contacts.Normalise)];

        public bool TryMatch(in Subject subject, out Place place)
        {
            var text = subject.Message.Text;
            var search = new ContactSearch(text, rule.Phone, rule.Wechat, rule.Qq, rule.Email);
            while (search.TryNext(out place))
            {
                if (_allowed.Count == 0 || !_allowed.Contains(Contacts.Normalise(text.Substring(place.Start, place.Length)))) { return true; }
            }

            place = default;
            return false;
        }
    }
}
