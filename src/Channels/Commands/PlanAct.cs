using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Tasks;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Enters an act into the ledger, once: as a call where the account's channel has one, else as a task for a person. What can never be done fails at once.</summary>
internal sealed class PlanAct(AccountDirectory accounts, ChannelAdapters adapters, IOptions<CommandOptions> options, TimeProvider clock) : IHandle<ActV1>
{
    private const int LongestText = 4000;
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Planned = Meter.CreateCounter<long>("steward.acts.planned", description: "Acts entered into the ledger, by kind and way: call, person, refused, repeated.");

    public async Task HandleAsync(ActV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (brand, id) = (new BrandId(message.BrandId), new CommandId(message.CommandId));
        var account = await accounts.FindAsync(new AccountId(message.AccountId), ct) is { } found && found.Brand == brand ? found : null;
        var deadline = message.Deadline ?? ActKind.DeadlineOf(message.Kind, now, TimeSpan.FromHours(options.Value.DeadlineHours));
        var priority = PlanCommand.PriorityOf(message.Origin);
        var entered = await transaction.ExecuteAsync(
            """
            with entered as (
                insert into commands (brand_id, command_id, account_id, kind, origin, state, body, groups, requested_by, created_at, channel, priority, deadline)
                values (@BrandId, @CommandId, @AccountId, @Kind, @Origin, 'planned', @Text, 1, @RequestedBy, @now, @channel, @priority, @deadline) on conflict do nothing returning command_id)
            insert into command_history (brand_id, command_id, at, state) select @BrandId, command_id, @now, 'planned' from entered
            """,
            new { message.BrandId, message.CommandId, message.AccountId, message.Kind, message.Origin, message.Text, message.RequestedBy, now, priority, deadline, channel = account?.Channel ?? "" },
            ct);
        if (entered == 0)
        {
            Count(message, "repeated");
            return;
        }

        var target = await FindAsync(message, transaction, ct);
        var kind = ActKind.Of(message.Kind);
        if ((Refusal(message, kind, account, target, deadline, now) ?? Impossible(kind!, account!)) is { } refusal)
        {
            var consent = target.OptedOut && message.Kind is "send-private";
            if (consent) { await transaction.ExecuteAsync("update commands set blocked_reason = 'consent' where brand_id = @brand and command_id = @id", new { brand, id }, ct); }

            await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, refusal, now, ct);
            Count(message, "refused");
            return;
        }

        var call = message.Kind == ActKind.Remind ? ChannelCapability.SendToGroup : kind!.ByCall(capability => adapters.Capability(capability, account!), target.CausedAt, now);
        await WriteAsync(message, call?.ToString() ?? "", target, transaction, ct);
        var dueAt = now;
        if (call is null)
        {
            dueAt = Min(now.AddMinutes(options.Value.TaskMinutes), deadline);
            await OpenTask.RecordAsync(transaction, brand, id, message.Kind, kind!.Proof, TaskLink.Of(account!.Channel, target.ChatId, target.GroupName, target.MemberName, target.MessageExternal), dueAt, deadline, "the channel has no call for it", now, ct);
        }
        else
        {
            await transaction.ExecuteAsync(
                "insert into command_calls (brand_id, command_id, account_id, call_no, sender, state) values (@BrandId, @CommandId, @AccountId, 0, '', 'planned')", new { message.BrandId, message.CommandId, message.AccountId }, ct);
        }

        await transaction.ExecuteAsync("insert into command_work (command_id, brand_id, due_at, priority) values (@id, @brand, @dueAt, @priority)", new { id, brand, dueAt, priority }, ct);
        Count(message, call is null ? "person" : "call");
    }

    internal static string? Refusal(ActV1 message, ActKind? kind, Account? account, ActTarget target, DateTimeOffset deadline, DateTimeOffset now) =>
        kind is null ? $"there is no kind of act {message.Kind}"
        : account is null ? "the account is not connected"
        : deadline <= now ? "its deadline had passed when it arrived"
        : message.Text.Length > LongestText ? $"the text is longer than {LongestText} characters"
        : kind.Needs.FirstOrDefault(need => !Names(message, target, need)) is { } missing ? $"Channels does not know the {missing} of this act"
        : target.OptedOut && message.Kind == "send-private" ? "the person has asked to get nothing"
        : null;

    /// <summary>A person is asked for what the channel has no call for, but not for what it has not at all, such as muting on WeCom.</summary>
    private string? Impossible(ActKind kind, Account account) =>
        kind.Capabilities.All(capability => adapters.Capability(capability, account).Mode is CapabilityMode.Unsupported) ? $"{account.Channel} has no such thing, not even by hand" : null;

    private static bool Names(ActV1 message, ActTarget target, string need) => need switch
    {
        "group" => target.ChatId.Length > 0,
        "member" => target.MemberExternal.Length > 0,
        "message" => message.MessageId is not null,
        "text" => message.Text.Length > 0,
        _ => message.Arguments.Any(argument => argument.Name == need && argument.Value.Length > 0),
    };

    private static Task<ActTarget> FindAsync(ActV1 message, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleAsync<ActTarget>(
            """
            select coalesce(g.chat_id, '') as chat_id, coalesce(g.name, '') as group_name, coalesce(p.external_id, '') as member_external, coalesce(p.name, '') as member_name,
                   coalesce(nullif(@external, ''), x.external_id, '') as message_external,
                   coalesce(x.sent_at, (select m.sent_at from messages m where m.brand_id = @BrandId and m.group_id = @GroupId and m.message_id = @MessageId limit 1)) as caused_at,
                   exists (select from opt_outs o where o.brand_id = @BrandId and o.subject_id = @MemberId and o.withdrawn_at is null) as opted_out
            from (select 1) one
            left join groups g on g.brand_id = @BrandId and g.account_id = @AccountId and g.group_id = @GroupId
            left join message_externals x on x.brand_id = @BrandId and x.message_id = @MessageId
            left join people p on p.brand_id = @BrandId and p.account_id = @AccountId and p.member_id = @MemberId
            """,
            new { message.BrandId, message.AccountId, message.GroupId, message.MemberId, message.MessageId, external = message.Arguments.FirstOrDefault(argument => argument.Name == "message")?.Value ?? "" },
            ct);

    private static Task<int> WriteAsync(ActV1 message, string capability, ActTarget target, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            insert into acts (brand_id, command_id, capability, group_id, chat_id, member_id, member_external, message_id, message_external, arguments, evidence, caused_at)
            values (@BrandId, @CommandId, @capability, @GroupId, @ChatId, @MemberId, @MemberExternal, @MessageId, @MessageExternal, @arguments::jsonb, @Evidence, @CausedAt)
            """,
            new
            {
                message.BrandId, message.CommandId, capability, message.GroupId, target.ChatId, message.MemberId, target.MemberExternal, message.MessageId, target.MessageExternal,
                arguments = JsonSerializer.Serialize(message.Arguments), message.Evidence, target.CausedAt,
            },
            ct);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void Count(ActV1 message, string way) =>
        Planned.Add(1, new KeyValuePair<string, object?>("kind", ActKind.Of(message.Kind) is null ? "unknown" : message.Kind), new KeyValuePair<string, object?>("way", way));
}

/// <summary>Whom and what an act is about, in the channel's own ids; empty where it is not named or not known.</summary>
internal sealed record ActTarget
{
    public string ChatId { get; init; } = "";
    public string GroupName { get; init; } = "";
    public string MemberExternal { get; init; } = "";
    public string MemberName { get; init; } = "";
    public string MessageExternal { get; init; } = "";
    public DateTimeOffset? CausedAt { get; init; }
    public bool OptedOut { get; init; }
}
