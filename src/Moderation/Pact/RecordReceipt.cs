using System.Buffers;
using System.Collections.Frozen;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Matching;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Writes down what came of a notice or a reminder. What was settled is settled once: the first outcome stays.</summary>
internal sealed class RecordReceipt : IHandle<ActSettledV1>
{
    public Task HandleAsync(ActSettledV1 message, BrandTransaction transaction, CancellationToken ct) => message.Origin != GroupNotices.Origin ? Task.CompletedTask : transaction.ExecuteAsync(
        """
        with notice as (
            update pact_notices set outcome = @Outcome, reason = @Reason, settled_at = @At where brand_id = @BrandId and command_id = @CommandId and outcome = '')
        update pact_receipts set outcome = @Outcome, reason = @Reason, settled_at = @At where brand_id = @BrandId and command_id = @CommandId and outcome = ''
        """,
        message,
        ct);
}

/// <summary>
/// Who was reminded and then says so in the group has accepted: nothing but one of a few words, within days. Private answers reach us by no channel. It says what somebody wrote, which is evidence, not proof, that they meant the pact:
/// their words are kept with it.
/// </summary>
internal static class RecordAcceptance
{
    private const int Longest = 12;
    private const int Days = 7;
    private static readonly FrozenSet<string> Words = new[] { "已阅", "已读", "同意", "收到", "已收到", "遵守", "已阅读", "同意遵守" }.Select(Fold).ToFrozenSet(StringComparer.Ordinal);

    // Every message of every group is asked: most are answered here.
    private static readonly SearchValues<char> Signs = SearchValues.Create("阅閱閲读讀同收遵");

    /// <summary>Whether a text says nothing else.</summary>
    public static bool Accepts(string text) => text.Length is > 0 and <= Longest && text.AsSpan().ContainsAny(Signs) && Words.Contains(Fold(text));

    public static void Run(BrandId brand, IReadOnlyList<ReceivedMessage> messages, BrandTransaction transaction)
    {
        var answers = messages.Where(message => !message.FromStaff && message.Kind == "text" && Accepts(message.Text)).ToList();
        if (answers.Count == 0) { return; }

        var update = new NpgsqlBatchCommand(
            $"""
            update pact_receipts r set accepted_at = a.sent_at, accepted_text = a.text
            from (select distinct on (group_id, member_id) * from unnest($2, $3, $4, $5) as t (group_id, member_id, sent_at, text) order by group_id, member_id, sent_at) a
            where r.brand_id = $1 and r.member_id = a.member_id and r.group_id = a.group_id and r.accepted_at is null and a.sent_at > r.asked_at - interval '1 minute' and a.sent_at < r.asked_at + interval '{Days} days'
            """);
        update.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        update.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. answers.Select(message => message.GroupId)] });
        update.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. answers.Select(message => message.SenderId)] });
        update.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. answers.Select(message => message.SentAt.UtcDateTime)] });
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. answers.Select(message => message.Text)] });
        transaction.AtCommit(update);
    }

    private static string Fold(string text) => string.Concat(SymbolTable.OfRules.Fold(text).Where(char.IsLetterOrDigit));
}
