using Google.Protobuf.WellKnownTypes;
using Steward.Channels.Accounts;
using Steward.Channels.Quotas;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What waits for whose tap, the oldest first, and whether they can be reminded now.</summary>
internal sealed class ListConfirmations(AccountDirectory accounts, QuotaRules rules, Database database, TimeProvider clock)
{
    private const string Waiting =
        """
        from command_calls c join commands o using (brand_id, command_id)
        where c.brand_id = @brand and c.state = 'dispatched' and c.msg_id is not null and o.settled_at is null and (@sender = '' or c.sender = @sender)
          and (cardinality(@accounts) = 0 or (c.account_id, c.sender) in (select * from unnest(@accounts, @senders)))
        """;

    public async Task<ListMyConfirmationsResponse> HandleAsync(BrandId brand, string sender, IReadOnlyCollection<(Guid Account, string Sender)> only, int pageSize, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        Guid[] accountIds = [.. only.Select(one => one.Account)];
        string[] senders = [.. only.Select(one => one.Sender)];
        await using var transaction = await database.BeginAsync(brand, ct);
        var rows = await transaction.QueryAsync<Row>(
            $"""
            select c.command_id, c.account_id, c.sender, c.msg_id, o.kind, o.body, o.origin, coalesce(c.attempted_at, o.created_at) as since,
                   coalesce((select p.name from people p where p.brand_id = c.brand_id and p.account_id = c.account_id and p.external_id = c.sender limit 1), '') as sender_name,
                   (select count(*)::int from command_groups g where g.brand_id = c.brand_id and g.command_id = c.command_id and g.call_no = c.call_no) as groups,
                   (select count(*)::int from command_groups g where g.brand_id = c.brand_id and g.command_id = c.command_id and g.call_no = c.call_no and g.state = 'waiting') as waiting,
                   (select a.member_id from acts a where a.brand_id = c.brand_id and a.command_id = c.command_id) as member_id,
                   coalesce((select p.name from acts a join people p using (brand_id, member_id) where a.brand_id = c.brand_id and a.command_id = c.command_id), '') as member_name
            {Waiting} order by since, c.command_id, c.call_no limit @pageSize
            """,
            new { brand, sender, accounts = accountIds, senders, pageSize },
            ct);
        var response = new ListMyConfirmationsResponse { Total = (int)await transaction.SingleAsync<long>($"select count(*) {Waiting}", new { brand, sender, accounts = accountIds, senders }, ct) };
        var reminders = await Reminders.OfAsync(transaction, brand, [.. rows.Select(row => row.MsgId)], now, ct);
        foreach (var row in rows)
        {
            var most = await accounts.FindAsync(new AccountId(row.AccountId), ct) is { } account ? (await rules.OfAsync(transaction, account, ct)).Where(rule => rule.Scope == Claims.Remind).Min(rule => rule.Most) ?? 0 : 0;
            response.Confirmations.Add(ToReply(row, reminders.GetValueOrDefault(row.MsgId) ?? [], most));
        }

        return response;
    }

    private static Confirmation ToReply(Row row, IReadOnlyList<DateTimeOffset> reminders, int most)
    {
        var reply = new Confirmation
        {
            CommandId = row.CommandId.ToString(),
            AccountId = row.AccountId.ToString(),
            Sender = row.Sender,
            SenderName = row.SenderName,
            Kind = row.Kind,
            MemberId = row.MemberId?.ToString() ?? "",
            MemberName = row.MemberName,
            Text = row.Body,
            Origin = row.Origin,
            Groups = row.Groups,
            WaitingGroups = row.Waiting,
            Since = Timestamp.FromDateTimeOffset(row.Since),
            Reminders = reminders.Count,
        };
        if (most > 0 && reminders.Count >= most) { reply.NextReminderAt = Timestamp.FromDateTimeOffset(reminders[^most] + Reminders.Counts); }

        return reply;
    }

    private sealed record Row
    {
        public required Guid CommandId { get; init; }
        public required Guid AccountId { get; init; }
        public required string Sender { get; init; }
        public required string SenderName { get; init; }
        public required string MsgId { get; init; }
        public required string Kind { get; init; }
        public Guid? MemberId { get; init; }
        public required string MemberName { get; init; }
        public required string Body { get; init; }
        public required string Origin { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required int Groups { get; init; }
        public required int Waiting { get; init; }
    }
}
