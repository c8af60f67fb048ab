using Steward.Channels.Commands;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>Hands an act to a person. A task has the id of its command: one act, at most one task.</summary>
internal static class OpenTask
{
    /// <summary>The kind of a task that asks to look whether something has happened.</summary>
    public const string Check = "check";

    /// <summary>Opens it, to be closed by the <paramref name="proof"/> when that is observed; without one only by a person's word. The reason goes into the history.</summary>
    public static Task<int> RecordAsync(
        BrandTransaction transaction, BrandId brand, CommandId command, string kind, string proof, string link, DateTimeOffset dueAt, DateTimeOffset deadline, string reason, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with opened as (
                insert into human_tasks (brand_id, task_id, account_id, kind, state, origin, group_id, member_id, message_id, proof, link, evidence, due_at, deadline, created_at)
                select c.brand_id, c.command_id, c.account_id, @kind, 'open', c.origin, a.group_id, a.member_id, a.message_id, @proof, @link, a.evidence, @dueAt, @deadline, @now
                from commands c join acts a using (brand_id, command_id) where c.brand_id = @brand and c.command_id = @command returning task_id),
            shown as (update commands set state = 'awaiting-confirm', next_try_at = null, deadline = @deadline where brand_id = @brand and command_id = @command and settled_at is null)
            insert into command_history (brand_id, command_id, at, state, reason) select @brand, task_id, @now, 'awaiting-confirm', @reason from opened
            """,
            new { brand, command, kind, proof, link, dueAt, deadline, reason, now },
            ct);

    /// <summary>Closes it and settles its command, once.</summary>
    /// <returns>Whether it was open.</returns>
    public static async Task<bool> CloseAsync(BrandTransaction transaction, BrandId brand, CommandId command, string state, string by, string note, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var closed = await transaction.ExecuteAsync(
            "update human_tasks set state = @state, closed_at = @now, closed_by = @by, note = @note where brand_id = @brand and task_id = @command and state = 'open'",
            new { brand, command, state, by, note, now },
            ct);
        if (closed == 0) { return false; }

        await SettleAct.RecordAsync(transaction, brand, command, state == "done", SettleAct.ByPerson, reason, now, ct);
        return true;
    }
}

/// <summary>Where in the channel's client a task is done, for people: WeCom has no address that opens somebody else's message.</summary>
internal static class TaskLink
{
    private const string Next = " › ";
    private const string InWeCom = "企业微信";

    /// <summary>Where an administrator of WeCom makes join ways by hand.</summary>
    public static string JoinWays { get; } = string.Join(Next, InWeCom, "管理后台", "客户联系", "加客户", "加入群聊");

    public static string Of(string channel, string chatId, string groupName, string memberName, string messageId)
    {
        if (channel == "telegram" && chatId.StartsWith("-100", StringComparison.Ordinal)) { return messageId.Length > 0 ? $"https://t.me/c/{chatId[4..]}/{messageId}" : $"https://t.me/c/{chatId[4..]}"; }

        string[] steps = [channel == "wecom" ? InWeCom : channel, groupName.Length > 0 ? groupName : chatId, memberName];
        return string.Join(Next, steps.Where(step => step.Length > 0));
    }

    /// <summary>The steps of such a way, the channel by its code; none where it is an address.</summary>
    public static IReadOnlyList<string> PlaceOf(string link) =>
        link.Length == 0 || link.StartsWith("https://", StringComparison.Ordinal) ? [] : [.. link.Split(Next).Select((step, number) => number == 0 && step == InWeCom ? "wecom" : step)];
}
