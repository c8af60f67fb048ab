using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Steward.Channels.Quotas;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Tasks;

/// <summary>The tasks of people, newest first, and how many there are.</summary>
internal sealed class ListTasks(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        t.task_id, t.brand_id, t.account_id, t.kind, t.state, t.origin, t.group_id, t.member_id, t.message_id, t.link, t.evidence, c.body, t.proof, t.due_at, t.deadline, t.escalated_at, t.created_at, t.closed_at,
        t.closed_by, t.note,
        coalesce((select h.reason from command_history h where h.brand_id = t.brand_id and h.command_id = t.task_id and h.state = 'awaiting-confirm' order by h.entry desc limit 1), '') as asked
        from human_tasks t join commands c on c.brand_id = t.brand_id and c.command_id = t.task_id
        """;

    public async Task<ListTasksResponse> HandleAsync(BrandId brand, string state, string kind, int pageSize, string[]? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new
        {
            brand,
            state,
            kind,
            more = pageSize + 1,
            afterAt = after is null ? (DateTime?)null : new DateTime(long.Parse(after[0], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            afterId = after is null ? Guid.Empty : Guid.Parse(after[1]),
        };
        const string Filter = "t.brand_id = @brand and (@state = '' or t.state = @state) and (@kind = '' or t.kind = @kind)";
        var rows = await transaction.QueryAsync<Row>(
            $"select {Columns} where {Filter} and (@afterAt::timestamptz is null or (t.created_at, t.task_id) < (@afterAt, @afterId)) order by t.created_at desc, t.task_id desc limit @more", args, ct);
        var response = new ListTasksResponse { Total = (int)await transaction.SingleAsync<long>($"select count(*) from human_tasks t where {Filter}", args, ct) };
        response.Tasks.AddRange(rows.Take(pageSize).Select(row => row.ToReply()));
        if (rows.Count > pageSize)
        {
            var last = rows[pageSize - 1];
            response.NextPageToken = PageToken.Of(last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.TaskId.ToString());
        }

        return response;
    }

    /// <summary>Null: there is none in this brand.</summary>
    public async Task<HumanTask?> FindAsync(BrandId brand, CommandId task, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return (await transaction.SingleOrDefaultAsync<Row>($"select {Columns} where t.brand_id = @brand and t.task_id = @task", new { brand, task }, ct))?.ToReply();
    }

    /// <summary>What is open, and what was closed since midnight in Shanghai.</summary>
    public async Task<CountTasksResponse> CountAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var row = await transaction.SingleAsync<Counts>(
            """
            select (count(*) filter (where state = 'open'))::int as open, (count(*) filter (where state = 'open' and escalated_at is not null))::int as escalated,
                   (count(*) filter (where state = 'done' and closed_at >= @today))::int as done, (count(*) filter (where state = 'expired' and closed_at >= @today))::int as expired,
                   (count(*) filter (where state = 'declined' and closed_at >= @today))::int as declined
            from human_tasks where brand_id = @brand
            """,
            new { brand, today = new QuotaSpan("day").StartOf(clock.GetUtcNow()) },
            ct);
        return new CountTasksResponse { Open = row.Open, Escalated = row.Escalated, DoneToday = row.Done, ExpiredToday = row.Expired, DeclinedToday = row.Declined };
    }

    private sealed record Counts(int Open, int Escalated, int Done, int Expired, int Declined);

    private sealed record Row
    {
        public required Guid TaskId { get; init; }
        public required Guid BrandId { get; init; }
        public required Guid AccountId { get; init; }
        public required string Kind { get; init; }
        public required string State { get; init; }
        public required string Origin { get; init; }
        public Guid? GroupId { get; init; }
        public Guid? MemberId { get; init; }
        public Guid? MessageId { get; init; }
        public required string Link { get; init; }
        public required string Evidence { get; init; }
        public required string Body { get; init; }
        public required string Proof { get; init; }
        public required DateTimeOffset DueAt { get; init; }
        public required DateTimeOffset Deadline { get; init; }
        public DateTimeOffset? EscalatedAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public required string ClosedBy { get; init; }
        public required string Note { get; init; }
        public required string Asked { get; init; }

        public HumanTask ToReply() => new()
        {
            Place = { TaskLink.PlaceOf(Link) },
            NoteWhy = Reasons.Of(Note) is { Code: ReasonCodes.Cancelled or ReasonCodes.CancelledBecause } why ? why : null,
            Why = Reasons.Of(Asked),
            TaskId = TaskId.ToString(),
            BrandId = BrandId.ToString(),
            AccountId = AccountId.ToString(),
            Kind = Kind,
            State = State,
            Origin = Origin,
            GroupId = GroupId?.ToString() ?? "",
            MemberId = MemberId?.ToString() ?? "",
            MessageId = MessageId?.ToString() ?? "",
            Link = Link,
            Evidence = Evidence,
            Text = Body,
            Proof = Proof,
            DueAt = Timestamp.FromDateTimeOffset(DueAt),
            Deadline = Timestamp.FromDateTimeOffset(Deadline),
            EscalatedAt = At(EscalatedAt),
            CreatedAt = Timestamp.FromDateTimeOffset(CreatedAt),
            ClosedAt = At(ClosedAt),
            ClosedBy = ClosedBy,
            Note = Note,
        };

        private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
    }
}
