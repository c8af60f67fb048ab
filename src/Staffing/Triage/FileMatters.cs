using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;
using Steward.Staffing.Routing;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Triage;

/// <summary>Brings an envelope of matters into the inbox, one item per matter, wherever the matters come from: some round trips, whatever its size.</summary>
internal sealed class FileMatters(IOptions<InboxOptions> inbox, IOptions<RoutingOptions> routing, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Received = Meter.CreateCounter<long>("steward.inbox.questions", description: "Questions that came for a person.");
    private static readonly Counter<long> Opened = Meter.CreateCounter<long>("steward.inbox.opened", description: "Work items opened, by kind.");

    /// <summary>A message's item, as it is stored.</summary>
    private sealed record Known
    {
        public required Guid MessageId { get; init; }
        public required Guid WorkItemId { get; init; }
        public required bool HandedOn { get; init; }
    }

    private sealed record GroupOperator
    {
        public Guid GroupId { get; init; }
        public string OperatorId { get; init; } = "";
    }

    public async Task RunAsync(BrandTransaction transaction, BrandId brand, AccountId account, int lane, IReadOnlyList<Matter> said, CancellationToken ct)
    {
        if (said.Count == 0) { return; }

        await LockAsync(transaction, brand, lane, ct);
        // A matter that waits for its member is joined whenever they write.
        await ResumeWaiting.RunAsync(transaction, brand, [.. said.Select(matter => new Said(matter.GroupId, matter.MemberId, matter.Text, matter.AskedAt))], clock.GetUtcNow(), ct);
        var matters = said.DistinctBy(matter => matter.MessageId).ToList();
        var known = (await transaction.QueryAsync<Known>(
            "select message_id, work_item_id, handed_on from work_item_questions where brand_id = @brand and message_id = any (@ids)", new { brand, ids = matters.Select(matter => matter.MessageId).ToArray() }, ct))
            .ToDictionary(one => one.MessageId);
        var groups = matters.Select(matter => matter.GroupId).Distinct().ToArray();
        // Shared locks: an assignment at this moment comes wholly before (then it is seen here) or wholly after (then it takes the new items along).
        var operators = (await transaction.QueryAsync<GroupOperator>(
            "select group_id, operator_id from groups where brand_id = @brand and group_id = any (@groups) order by group_id for share", new { brand, groups }, ct))
            .ToDictionary(group => group.GroupId, group => group.OperatorId);
        var current = await transaction.QueryAsync<WorkItem>(
            $"""
            select {WorkItemTables.Columns} from work_items
            where brand_id = @brand and (state <> 'resolved' and ((group_id, member_id) in (select * from unnest(@askedGroups, @askers)) or work_item_id = any (@knownItems))
                or resolution in ('staff', 'member') and resolved_at > @recently and (group_id, member_id) in (select * from unnest(@askedGroups, @askers)))
            order by work_item_id for update
            """,
            new
            {
                brand, askedGroups = matters.Select(matter => matter.GroupId).ToArray(), askers = matters.Select(matter => matter.MemberId).ToArray(), knownItems = known.Values.Select(one => one.WorkItemId).Distinct().ToArray(),
                recently = matters.Min(matter => matter.AskedAt) - inbox.Value.SameMatterWithin,
            },
            ct);
        var plan = ItemPlan.Of(
            brand, account, matters, known.ToDictionary(one => one.Key, one => one.Value.WorkItemId), current, group => operators.GetValueOrDefault(group, ""), inbox.Value.SameMatterWithin, routing.Value.PriorityWorth);
        if (plan.Opened.Count > 0)
        {
            var level = (await StoredServiceLevels.OfAsync(transaction, brand, ct)).Level;
            plan = plan with { Opened = [.. plan.Opened.Select(item => item.DueBy(level))] };
        }

        var counted = matters.FindAll(matter => matter.HandedOn && !(known.TryGetValue(matter.MessageId, out var one) && one.HandedOn));
        await WriteAsync(transaction, brand, lane, plan, counted, ct);

        var now = clock.GetUtcNow();
        foreach (var item in plan.Opened.Concat(plan.Changed)) { WorkItemTables.PublishChange(transaction, item, now); }

        await CloseAnswered.RunAsync(transaction, brand, [.. plan.Opened.Select(item => item.GroupId.Value).Distinct()], inbox.Value, now, ct);
        Received.Add(counted.Count);
        foreach (var kind in plan.Opened.CountBy(item => item.Kind)) { Opened.Add(kind.Value, new KeyValuePair<string, object?>("kind", kind.Key)); }
    }

    /// <summary>What screening says and what the knowledge base says of a lane come through different queues: two at once would each open an item of the same matter, or miss what the other has just noted.</summary>
    public static Task<int> LockAsync(BrandTransaction transaction, BrandId brand, int lane, CancellationToken ct) =>
        transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('matters ' || @brand::text, @lane))", new { brand, lane = (long)lane }, ct);

    private static async Task WriteAsync(BrandTransaction transaction, BrandId brand, int lane, ItemPlan plan, List<Matter> counted, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (plan.Opened.Count > 0) { batch.BatchCommands.Add(Insert(brand, plan.Opened)); }

        if (plan.Changed.Count > 0) { batch.BatchCommands.Add(Update(brand, plan.Changed)); }

        var messages = plan.ItemOf;
        if (messages.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                "insert into work_item_questions (brand_id, message_id, work_item_id, text, asked_at, handed_on) select $1, * from unnest($2, $3, $4, $5, $6)",
                Of(brand.Value), Of(messages.Select(one => one.Matter.MessageId).ToArray()), Of(messages.Select(one => one.WorkItemId).ToArray()), Of(messages.Select(one => one.Matter.Text).ToArray()),
                Of(messages.Select(one => one.Matter.AskedAt.UtcDateTime).ToArray()), Of(messages.Select(one => one.Matter.HandedOn).ToArray())));
        }

        if (counted.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                "update work_item_questions set handed_on = true where brand_id = $1 and message_id = any ($2) and not handed_on", Of(brand.Value), Of(counted.Select(matter => matter.MessageId).ToArray())));
        }

        if (counted.Count > 0 || plan.Opened.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                """
                insert into work_totals as total (brand_id, lane, questions, items) values ($1, $2, $3, $4)
                on conflict (brand_id, lane) do update set questions = total.questions + excluded.questions, items = total.items + excluded.items
                """,
                Of(brand.Value), Of(lane), Of((long)counted.Count), Of((long)plan.Opened.Count)));
        }

        if (batch.BatchCommands.Count > 0) { await batch.ExecuteNonQueryAsync(ct); }
    }

    private static NpgsqlBatchCommand Insert(BrandId brand, IReadOnlyList<WorkItem> opened) => Command(
        """
        insert into work_items (
            brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, kind, mentions, priority, rank_at, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, response_due_at, resolution_due_at)
        select $1, id, $2, grp, member, 'open', operator, kind, mentions, priority, rank, question, questions, suggestion, score, opened, asked, response, resolution
        from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            as item (id, grp, member, operator, kind, mentions, priority, rank, question, questions, suggestion, score, opened, asked, response, resolution)
        """,
        Of(brand.Value), Of(opened[0].AccountId.Value), Of(opened.Select(item => item.WorkItemId).ToArray()), Of(opened.Select(item => item.GroupId.Value).ToArray()), Of(opened.Select(item => item.MemberId.Value).ToArray()),
        Of(opened.Select(item => item.OperatorId).ToArray()), Of(opened.Select(item => item.Kind).ToArray()), Of(opened.Select(item => item.Mentions).ToArray()), Of(opened.Select(item => item.Priority).ToArray()), Of(opened.Select(item => item.RankAt.UtcDateTime).ToArray()),
        Of(opened.Select(item => item.Question).ToArray()), Of(opened.Select(item => item.Questions).ToArray()), Of(opened.Select(item => item.SuggestedAnswer).ToArray()), Of(opened.Select(item => item.SuggestionScore).ToArray()),
        Of(opened.Select(item => item.OpenedAt.UtcDateTime).ToArray()), Of(opened.Select(item => item.LastAskedAt.UtcDateTime).ToArray()),
        Of(opened.Select(item => item.ResponseDueAt!.Value.UtcDateTime).ToArray()), Of(opened.Select(item => item.ResolutionDueAt!.Value.UtcDateTime).ToArray()));

    private static NpgsqlBatchCommand Update(BrandId brand, IReadOnlyList<WorkItem> changed) => Command(
        """
        update work_items set kind = item.kind, mentions = item.mentions, priority = item.priority, rank_at = item.rank, questions = item.questions, last_asked_at = item.asked, suggested_answer = item.suggestion, suggestion_score = item.score, snoozed_until = item.snoozed,
            state = item.state, resolution = item.resolution, resolved_at = item.resolved, resolution_level = item.level, ended_by = item.ended_by, reopened_at = item.reopened
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            as item (id, kind, mentions, priority, rank, questions, asked, suggestion, score, snoozed, state, resolution, resolved, level, ended_by, reopened) where brand_id = $1 and work_item_id = item.id
        """,
        Of(brand.Value), Of(changed.Select(item => item.WorkItemId).ToArray()), Of(changed.Select(item => item.Kind).ToArray()), Of(changed.Select(item => item.Mentions).ToArray()), Of(changed.Select(item => item.Priority).ToArray()), Of(changed.Select(item => item.RankAt.UtcDateTime).ToArray()),
        Of(changed.Select(item => item.Questions).ToArray()), Of(changed.Select(item => item.LastAskedAt.UtcDateTime).ToArray()), Of(changed.Select(item => item.SuggestedAnswer).ToArray()), Of(changed.Select(item => item.SuggestionScore).ToArray()),
        Of(changed.Select(item => item.SnoozedUntil?.UtcDateTime).ToArray()), Of(changed.Select(item => item.State).ToArray()), Of(changed.Select(item => item.Resolution).ToArray()),
        Of(changed.Select(item => item.ResolvedAt?.UtcDateTime).ToArray()), Of(changed.Select(item => item.ResolutionLevel).ToArray()), Of(changed.Select(item => item.EndedBy).ToArray()), Of(changed.Select(item => item.ReopenedAt?.UtcDateTime).ToArray()));

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) { command.Parameters.Add(parameter); }

        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
