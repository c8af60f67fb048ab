using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening.Traffic;

namespace Steward.Moderation.Rules;

/// <summary>
/// What a message says beside its label: complaint and buying intent where the model says so, rumour and competitor where a rule of that class found something, a hint included. Immutable; a
/// message that says nothing allocates nothing.
/// </summary>
internal sealed class SignalCheck
{
    /// <summary>As many letters as a rule of the kind model asks for when it does not say.</summary>
    private const int FewestLetters = 6;
    private const string TextKind = "text";
    private static readonly (string Label, string Name)[] Judged = [(Label.Complaint, SignalName.Complaint), (Label.Intent, SignalName.Intent)];
    private static readonly (string Class, string Name)[] Found = [(OffenceClass.Rumour, SignalName.Rumour), (OffenceClass.Competitor, SignalName.Competitor)];

    private readonly LinearModel _model;
    private readonly (int Column, string Name, float From, int Letters)[] _judged;

    /// <param name="holding">A model rule for complaint or intent decides from which probability on, and from how many letters; without one it is where the model told texts apart best.</param>
    public SignalCheck(IEnumerable<Rule> holding, LinearModel model)
    {
        _model = model;
        var rules = holding.OfType<ModelRule>().ToLookup(rule => rule.Label);
        _judged = [.. from one in Judged
                      let column = Label.All.ToList().IndexOf(one.Label)
                      let decide = model.Readings[column].Decide
                      let own = rules[one.Label].Select(rule => (From: (float)(rule.Threshold ?? decide), rule.Letters)).DefaultIfEmpty((From: decide, Letters: FewestLetters)).Min()
                      select (column, one.Name, own.From, own.Letters)];
    }

    /// <summary>What a message says, after the rules have left their findings in the scratch; null: nothing.</summary>
    public IReadOnlyList<MessageSignal>? Of(ReceivedMessage message, Scratch scratch)
    {
        if (message.FromStaff) { return null; }

        List<MessageSignal>? signals = null;
        if (message.Kind == TextKind && message.Text.Length > 0) { Judge(message.Text, scratch, ref signals); }

        foreach (var (offenceClass, name) in Found)
        {
            foreach (var finding in scratch.Findings)
            {
                if (finding.OffenceClass != offenceClass) { continue; }

                (signals ??= []).Add(new MessageSignal { Name = name, Probability = finding.Model is { } model ? Rounded(model.Probability) : null, Model = finding.Model?.Version });
                break;
            }
        }

        return signals;
    }

    /// <summary>As many digits as mean something.</summary>
    private static double Rounded(float probability) => Math.Round((double)probability, 3);

    private void Judge(string text, Scratch scratch, ref List<MessageSignal>? signals)
    {
        // Shorter in characters is shorter in letters, and most of what is said is short.
        if (text.Length < _judged[0].Letters && text.Length < _judged[1].Letters) { return; }

        scratch.Scored.Read(_model, text);
        foreach (var (column, name, from, letters) in _judged)
        {
            var probability = scratch.Scored.Probability(column);
            if (probability >= from && SimHash.LettersOf(text) >= letters) { (signals ??= []).Add(new MessageSignal { Name = name, Probability = Rounded(probability), Model = _model.Version }); }
        }
    }
}
