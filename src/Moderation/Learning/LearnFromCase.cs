using Steward.Kernel;
using Steward.Moderation.Cases;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Learning;

/// <summary>Makes samples of a decided case's messages, in the transaction of the decision, when whoever decides says so; and takes them back when the decision is overturned.</summary>
internal static class LearnFromCase
{
    /// <summary>What a flood says after its newest messages says nothing new.</summary>
    private const int MostMessages = 50;

    /// <summary>Why samples were removed that nobody removed by hand.</summary>
    public const string Overturned = "appeal-overturned";

    /// <param name="label">What the messages are when the case was upheld, and are not when it was dismissed.</param>
    /// <returns>How many samples are new.</returns>
    public static async Task<Result<int>> RunAsync(Case decided, string label, BrandTransaction transaction, CancellationToken ct)
    {
        if (!Label.All.Contains(label)) { return LearningProblems.UnknownLabel("learn"); }

        var messages = await transaction.QueryAsync<Said>(
            "select message_id, text from offences where brand_id = @BrandId and case_id = @CaseId order by sent_at desc, message_id desc limit @most", new { decided.BrandId, decided.CaseId, most = MostMessages }, ct);
        SampleDraft[] drafts =
        [
            .. from message in messages
               let text = Beginning(message.Text)
               where !string.IsNullOrEmpty(StoredSamples.Folded(text))
               select new SampleDraft(text, label, decided.State == CaseState.Upheld, message.MessageId, decided.CaseId, SampleSource.Case),
        ];
        var added = await StoredSamples.AddAsync(new BrandId(decided.BrandId), drafts, decided.DecidedBy!, decided.DecidedAt!.Value, transaction, ct);
        return added.Failed ? added.Problem : added.Value.Added;
    }

    /// <summary>Takes away what a case taught, as a removal that can be undone like any other; nothing where it taught nothing.</summary>
    public static Task TakeBackAsync(Guid brand, Guid caseId, string by, DateTimeOffset at, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        $"""
        with taken as (update learning_samples set removal_id = @removal where brand_id = @brand and case_id = @caseId and removal_id is null returning sample_id),
        counted as (select count(*)::int as samples from taken)
        insert into learning_removals (brand_id, removal_id, samples, reason, removed_by, removed_at)
        select @brand, @removal, samples, '{Overturned}', @by, @at from counted where samples > 0
        """,
        new { brand, caseId, removal = Guid.CreateVersion7(at), by, at },
        ct);

    /// <summary>As much as a sample may have, without half a pair at its end.</summary>
    private static string Beginning(string text) =>
        text.Length <= LearningProblems.LongestText ? text : text[..(LearningProblems.LongestText - (char.IsHighSurrogate(text[LearningProblems.LongestText - 1]) ? 1 : 0))];

    private sealed record Said
    {
        public required Guid MessageId { get; init; }
        public required string Text { get; init; }
    }
}
