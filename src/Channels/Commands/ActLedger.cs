using System.Globalization;
using System.Text.Json;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Quotas;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>The ledger's rows of acts.</summary>
internal sealed class ActLedger(Database database, RecordActs record)
{
    private const long LatestSecond = 253402300799;

    /// <summary>Those of these acts that the ledger has.</summary>
    public async Task<IReadOnlyDictionary<CommandId, OpenAct>> ReadAsync(BrandId brand, IReadOnlyCollection<CommandId> commands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var acts = await transaction.QueryAsync<OpenAct>(
            """
            select a.command_id, a.capability, a.chat_id, coalesce(g.name, '') as group_name, coalesce(g.owner, '') as owner, a.member_external, a.message_external, a.arguments::text as arguments, a.caused_at,
                   c.state as call_state, coalesce(c.sender, '') as sender, c.msg_id, c.attempted_at, c.due_at, t.due_at as task_due_at, t.escalated_at
            from acts a
            left join groups g on g.brand_id = a.brand_id and g.group_id = a.group_id
            left join command_calls c on c.brand_id = a.brand_id and c.command_id = a.command_id and c.state <> 'settled'
            left join human_tasks t on t.brand_id = a.brand_id and t.task_id = a.command_id and t.state = 'open'
            where a.brand_id = @brand and a.command_id = any (@ids)
            """,
            new { brand, ids = commands.Select(command => command.Value).ToArray() },
            ct);
        return acts.ToDictionary(act => new CommandId(act.CommandId));
    }

    /// <summary>One act; null: there is none.</summary>
    public async Task<OpenAct?> ReadAsync(BrandId brand, CommandId id, CancellationToken ct) => (await ReadAsync(brand, [id], ct)).GetValueOrDefault(id);

    /// <summary>What the adapter gets to see.</summary>
    public static ChannelAct ToAct(Account account, CommandId id, string text, OpenAct act)
    {
        var arguments = JsonSerializer.Deserialize<ActArgument[]>(act.Arguments)!;
        return new ChannelAct
        {
            CommandId = id.Value, Kind = Enum.Parse<ChannelCapability>(act.Capability), Account = account, ChatId = act.ChatId, MemberId = act.MemberExternal, MessageId = act.MessageExternal, Text = text,
            Sender = act.Sender, CausedAt = act.CausedAt, AttemptedAt = act.AttemptedAt, Until = UntilOf(arguments), Arguments = arguments,
        };
    }

    /// <summary>Which quotas it uses.</summary>
    public static IReadOnlyList<QuotaClaim> ClaimsOf(ChannelAct act, string owner) => Claims.OfAct(act.Account.Channel, act.Kind, act.ChatId, act.MemberId, owner, act.Argument("to"));

    /// <summary>Writes down what came of one act.</summary>
    public Task RecordAsync(ActOutcome outcome, CancellationToken ct) => record.HandleAsync(outcome.Call.Account, [outcome], ct);

    /// <summary>Gives back what an act has taken that certainly never happens.</summary>
    public Task GiveBackAsync(BrandTransaction transaction, ChannelAct act, CommandId id, string owner, CancellationToken ct) => record.GiveBackAsync(transaction, act.Account, [(id, act, owner)], ct);

    /// <summary>Writes down whom the channel has asked, where that was its own choice.</summary>
    public async Task NameAsync(BrandId brand, CommandId id, ActResult.Accepted taken, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await RecordActs.NameAsync(transaction, brand, id, taken.ExternalId, taken.Sender, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>End of a restriction in Unix seconds; none or no number: for good.</summary>
    private static DateTimeOffset? UntilOf(ActArgument[] arguments) =>
        long.TryParse(arguments.FirstOrDefault(argument => argument.Name == "until")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
