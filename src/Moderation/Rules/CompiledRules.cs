using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>The rules that hold for a group, made ready for screening. Immutable and without memory: lanes share one, and a publish replaces it as a whole.</summary>
internal sealed class CompiledRules
{
    public static readonly CompiledRules None = Compile(EffectiveRules.Of());

    private readonly Dictionary<(RuleLevel, string), (EffectiveRule Rule, int Order)> _holding = [];
    private readonly TermLayer[] _terms;
    private readonly LinkCheck _links;
    private readonly ModelCheck _model;
    private readonly SignalCheck _signals;
    private readonly (EffectiveRule Rule, int Order, IMessageMatch Match)[] _matches;
    private readonly NewcomerRule[] _newcomers;

    private CompiledRules(EffectiveRules effective, TermLayer? shared, LinearModel model)
    {
        Effective = effective;
        for (var order = 0; order < effective.Rules.Count; order++)
        {
            var rule = effective.Rules[order];
            if (rule.Holds) { _holding[(rule.Level, rule.Rule.RuleId)] = (rule, order); }
        }

        var own = effective.Layers.Where(layer => shared is null || !shared.Levels.Contains(layer)).ToList();
        _terms = [.. shared is null ? [] : (TermLayer[])[shared], .. own.Count == 0 ? [] : (TermLayer[])[new TermLayer(own)]];
        _links = new LinkCheck(_holding.Values.OrderBy(one => one.Order));
        _model = new ModelCheck(_holding.Values.OrderBy(one => one.Order), model);
        _matches = [.. from one in _holding.Values let match = one.Rule.Rule.Compile() where match is not null orderby one.Order select (one.Rule, one.Order, match)];
        var rules = _holding.Values.OrderBy(one => one.Order).Select(one => one.Rule.Rule).ToList();
        _newcomers = [.. rules.OfType<NewcomerRule>()];
        _signals = new SignalCheck(rules, model);
        Names = [.. rules.OfType<NicknameRule>().Select(rule => rule.CompileName())];
        NeedsPosts = rules.OfType<RateRule>().Any();
        NeedsCopies = rules.OfType<CopyRule>().Any();
    }

    /// <summary>What was compiled, explained.</summary>
    public EffectiveRules Effective { get; }

    /// <summary>The term automaton, for the sets that hold these levels and more.</summary>
    public TermLayer? Terms => _terms.Length == 1 ? _terms[0] : null;

    /// <summary>Whether a rule counts what a member wrote before.</summary>
    public bool NeedsPosts { get; }

    /// <summary>Whether a rule compares texts with each other.</summary>
    public bool NeedsCopies { get; }

    /// <summary>Whether a rule asks since when a member is in the group.</summary>
    public bool NeedsJoins => _newcomers.Length > 0;

    /// <summary>The rules for names.</summary>
    public IReadOnlyList<NicknameRule.NameMatch> Names { get; }

    /// <param name="shared">The automaton of levels that the effective rules begin with; null: none is ready.</param>
    /// <param name="model">What judges texts; null: the shipped one.</param>
    public static CompiledRules Compile(EffectiveRules effective, TermLayer? shared = null, LinearModel? model = null) => new(effective, shared, model ?? ShippedModel.Model);

    /// <summary>Everything in a message that breaks a rule, into the scratch, and the one that is named; null when there is none, and then nothing was allocated.</summary>
    public Finding? Find(in Subject subject, Scratch scratch)
    {
        scratch.Findings.Clear();
        var text = subject.Message.Text;
        if (text.Length > 0)
        {
            foreach (var layer in _terms) { layer.Find(text, _holding, scratch); }

            _links.Find(text, scratch);
        }

        foreach (var (rule, order, match) in _matches)
        {
            if (match.TryMatch(subject, out var place)) { scratch.Add(Finding.Of(rule, order, 2, place)); }
        }

        _model.Find(subject.Message, scratch);
        return scratch.Findings.Count == 0 ? null : First(subject, scratch.Findings);
    }

    /// <summary>What the message says beside its label, once its findings are in the scratch; null: nothing, and then nothing was allocated.</summary>
    public IReadOnlyList<MessageSignal>? Signals(ReceivedMessage message, Scratch scratch) => _signals.Of(message, scratch);

    private Finding First(in Subject subject, List<Finding> findings)
    {
        var first = findings[0];
        for (var i = 0; i < findings.Count; i++)
        {
            foreach (var newcomer in _newcomers) { findings[i] = newcomer.Sharpen(subject, findings[i]); }

            if (i == 0 || findings[i].Precedes(first)) { first = findings[i]; }
        }

        return first;
    }
}
