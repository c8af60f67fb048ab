using System.Text.Json;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Roster;
using Steward.Channels.Tasks;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Who does an act.</summary>
internal enum ActWay
{
    /// <summary>Nobody: it has failed.</summary>
    Refused,

    /// <summary>Nobody yet: no roster names its group or person, and one is being read.</summary>
    Waits,

    /// <summary>A person, by a task.</summary>
    Person,

    /// <summary>The channel, by a call.</summary>
    Call,
}

/// <summary>Who does an act, and when to go on with it.</summary>
internal readonly record struct Assignment(ActWay Way, DateTimeOffset At);

/// <summary>
/// Decides who does an act: a call where the account's channel has one, else a person. What can never be done fails at once; what is about somebody whom no roster names yet, as it happens with who joins and
/// writes in the same second, waits for the roster, which is asked for.
/// </summary>
internal sealed class AssignAct(ChannelAdapters adapters, RosterQueue rosters, IOptions<CommandOptions> options, TimeProvider clock)
{
    private const int LongestText = 4000;
    private static readonly TimeSpan SoonestLook = TimeSpan.FromSeconds(5);

    /// <summary>Assigns an act that is entered, for the first time or after it has waited.</summary>
    /// <param name="message">What is to be done.</param>
    /// <param name="account">By which account; null: it is not connected.</param>
    /// <param name="since">When it was entered.</param>
    /// <param name="deadline">When it is pointless.</param>
    /// <param name="transaction">Gets it all.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Assignment> HandleAsync(ActV1 message, Account? account, DateTimeOffset since, DateTimeOffset deadline, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (brand, id) = (new BrandId(message.BrandId), new CommandId(message.CommandId));
        var target = await FindAsync(message, transaction, ct);
        var kind = ActKind.Of(message.Kind);
        var waitsUntil = Min(since.AddMinutes(options.Value.RosterMinutes), deadline);
        var refusal = Refusal(message, kind, account, target, deadline, now) ?? Impossible(kind!, account!);
        string[] missing = refusal is null ? [.. kind!.Needs.Where(need => !Names(message, target, need))] : [];
        if (missing.Length > 0 && now < waitsUntil && Array.TrueForAll(missing, need => IsNamed(message, need)))
        {
            // Ever later: each look asks WeCom for the roster, and who has left meanwhile will be in none.
            var next = Min(now + (now - since > SoonestLook ? now - since : SoonestLook), waitsUntil);
            await WriteAsync(message, "", target, transaction, ct);
            await HoldAsync(transaction, brand, id, $"no roster names the {missing[0]} of this act yet", next, now, ct);
            if (target.ChatId.Length > 0) { await rosters.AddAsync(transaction.Connection, account!.Id, brand, target.ChatId, now, ct); }

            return new Assignment(ActWay.Waits, next);
        }

        refusal ??= missing.Length == 0 ? null : $"Channels does not know the {missing.FirstOrDefault(need => !IsNamed(message, need), missing[0])} of this act";
        if (refusal is not null)
        {
            if (target.OptedOut && message.Kind is "send-private") { await transaction.ExecuteAsync("update commands set blocked_reason = 'consent' where brand_id = @brand and command_id = @id", new { brand, id }, ct); }

            await SettleAct.RecordAsync(transaction, brand, id, done: false, SettleAct.ByApi, refusal, now, ct);
            return new Assignment(ActWay.Refused, now);
        }

        return await GiveAsync(message, kind!, account!, target, deadline, now, transaction, ct);
    }

    internal static string? Refusal(ActV1 message, ActKind? kind, Account? account, ActTarget target, DateTimeOffset deadline, DateTimeOffset now) =>
        kind is null ? $"there is no kind of act {message.Kind}"
        : account is null ? "the account is not connected"
        : deadline <= now ? "its deadline had passed when it arrived"
        : message.Text.Length > LongestText ? $"the text is longer than {LongestText} characters"
        : target.OptedOut && message.Kind == "send-private" ? "the person has asked to get nothing"
        : null;

    /// <summary>A person is asked for what the channel has no call for, but not for what it has not at all, such as muting on WeCom.</summary>
    private string? Impossible(ActKind kind, Account account) =>
        kind.Capabilities.All(capability => adapters.Capability(capability, account).Mode is CapabilityMode.Unsupported) ? $"{account.Channel} has no such thing, not even by hand" : null;

    /// <summary>Whether what an act needs is known in the channel's own terms.</summary>
    private static bool Names(ActV1 message, ActTarget target, string need) => need switch
    {
        "group" => target.ChatId.Length > 0,
        "member" => target.MemberExternal.Length > 0,
        "message" => message.MessageId is not null,
        "text" => message.Text.Length > 0,
        _ => message.Arguments.Any(argument => argument.Name == need && argument.Value.Length > 0),
    };

    /// <summary>Whether a roster could tell: whoever asked has named it by an id.</summary>
    private static bool IsNamed(ActV1 message, string need) => need switch
    {
        "group" => message.GroupId is not null,
        "member" => message.MemberId is not null,
        _ => false,
    };

    private async Task<Assignment> GiveAsync(ActV1 message, ActKind kind, Account account, ActTarget target, DateTimeOffset deadline, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var (brand, id) = (new BrandId(message.BrandId), new CommandId(message.CommandId));
        var call = message.Kind == ActKind.Remind ? ChannelCapability.SendToGroup : kind.ByCall(capability => adapters.Capability(capability, account), target.CausedAt, now);
        await WriteAsync(message, call?.ToString() ?? "", target, transaction, ct);
        if (call is null)
        {
            var dueAt = Min(now.AddMinutes(options.Value.TaskMinutes), deadline);
            await OpenTask.RecordAsync(
                transaction, brand, id, message.Kind, kind.Proof, TaskLink.Of(account.Channel, target.ChatId, target.GroupName, target.MemberName, target.MessageExternal), dueAt, deadline, "the channel has no call for it", now, ct);
            return new Assignment(ActWay.Person, dueAt);
        }

        await transaction.ExecuteAsync(
            """
            with call as (insert into command_calls (brand_id, command_id, account_id, call_no, sender, state) values (@BrandId, @CommandId, @AccountId, 0, '', 'planned')),
            freed as (update commands set state = 'planned', next_try_at = null where brand_id = @BrandId and command_id = @CommandId and state = 'blocked' returning command_id)
            insert into command_history (brand_id, command_id, at, state) select @BrandId, command_id, @now, 'planned' from freed
            """,
            new { message.BrandId, message.CommandId, message.AccountId, now },
            ct);
        return new Assignment(ActWay.Call, now);
    }

    /// <summary>The first time with why; after that only until when.</summary>
    private static Task<int> HoldAsync(BrandTransaction transaction, BrandId brand, CommandId id, string why, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        transaction.ExecuteAsync(
            """
            with later as (update commands set next_try_at = @until where brand_id = @brand and command_id = @id and state = 'blocked'),
            held as (update commands set state = 'blocked', blocked_reason = 'roster', next_try_at = @until where brand_id = @brand and command_id = @id and state = 'planned' returning command_id)
            insert into command_history (brand_id, command_id, at, state, reason) select @brand, command_id, @now, 'blocked', @why from held
            """,
            new { brand, id, why, until, now },
            ct);

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
            on conflict (brand_id, command_id) do update set capability = excluded.capability, chat_id = excluded.chat_id, member_external = excluded.member_external, message_external = excluded.message_external, caused_at = excluded.caused_at
            """,
            new
            {
                message.BrandId, message.CommandId, capability, message.GroupId, target.ChatId, message.MemberId, target.MemberExternal, message.MessageId, target.MessageExternal,
                arguments = JsonSerializer.Serialize(message.Arguments), message.Evidence, target.CausedAt,
            },
            ct);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
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
