using Steward.Contracts.Events.Channels;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Rules;

/// <summary>What the model says of a message that broke a rule of the kind <c>model</c>.</summary>
/// <param name="Version">Of the model.</param>
/// <param name="Pieces">Places in the text that weigh most, the heaviest first.</param>
internal sealed record ModelVerdict(string Label, float Probability, string Version, IReadOnlyList<Reason> Pieces);

/// <summary>All model rules that hold, over one look at the text. Immutable.</summary>
internal sealed class ModelCheck
{
    private const int MostPieces = 5;
    private const string TextKind = "text";
    private readonly LinearModel _model;
    private readonly (EffectiveRule Rule, int Order, int Column, int Letters, float Decide, float Act)[] _rules;

    public ModelCheck(IEnumerable<(EffectiveRule Rule, int Order)> holding, LinearModel model)
    {
        _model = model;
        _rules =
        [
            .. from one in holding
               let rule = one.Rule.Rule as ModelRule
               where rule is not null && rule.Column() >= 0
               let reading = model.Readings[rule.Column()]
               select (one.Rule, one.Order, rule.Column(), rule.Letters, (float)(rule.Threshold ?? reading.Decide), (float)(rule.Threshold ?? reading.Act)),
        ];
    }

    /// <summary>Adds what the model finds in a message. Titles of cards and links are not what it has learnt.</summary>
    public void Find(ReceivedMessage message, Scratch scratch)
    {
        if (_rules.Length == 0 || message.Kind != TextKind || message.Text.Length == 0) { return; }

        scratch.Scored.Read(_model, message.Text);
        var letters = SimHash.LettersOf(message.Text);
        foreach (var (rule, order, column, fewest, decide, act) in _rules)
        {
            var probability = scratch.Scored.Probability(column);
            if (letters < fewest || probability < decide) { continue; }

            var pieces = scratch.Scored.Why(column, MostPieces);
            var place = pieces is [var heaviest, ..] ? new Place(heaviest.Start, heaviest.Length) : default;
            var severity = rule.Rule.Severity == Severity.Act && (probability < act || scratch.Scored.Familiarity < LinearModel.Familiar) ? Severity.Review : rule.Rule.Severity;
            scratch.Add(Finding.Of(rule, order, 3, place) with { Severity = severity, Model = new ModelVerdict(Label.All[column], probability, _model.Version, pieces) });
        }
    }
}
