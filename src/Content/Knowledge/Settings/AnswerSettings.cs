using Steward.Kernel;

namespace Steward.Content.Knowledge.Settings;

/// <summary>When a brand's knowledge base answers, and in which tone.</summary>
internal readonly record struct AnswerSettings(Confidence Confidence, Voice Voice)
{
    /// <summary>Everything that is wrong with these; null: nothing.</summary>
    public Problem? Wrong()
    {
        (string Field, string Why)[] wrong = [.. Confidence.Wrong(), .. Voice.Wrong()];
        return wrong.Length == 0 ? null : Problem.InvalidField("CNT-024", string.Join(',', wrong.Select(one => one.Field)), $"{string.Join("; ", wrong.Select(one => $"{one.Field} {one.Why}"))}.");
    }
}
