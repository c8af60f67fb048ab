using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Contracts.Events.Content;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Inbox;

/// <summary>Turns questions that need a person into work items, one per matter, for whoever looks after the group.</summary>
internal sealed class OpenWorkItems(IOptions<InboxOptions> options, TimeProvider clock) : IHandle<QuestionsHandedOnV1>
{
    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Received = Meter.CreateCounter<long>("steward.inbox.questions", description: "Questions that came for a person.");
    private static readonly Counter<long> Opened = Meter.CreateCounter<long>("steward.inbox.opened", description: "Work items opened.");

    public async Task HandleAsync(QuestionsHandedOnV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var questions = await NewOnesAsync(transaction, brand, message.Questions, ct);
        if (questions.Count == 0) { return; }

        var groups = questions.Select(question => question.GroupId).Distinct().ToArray();
        // Shared locks: an assignment at this moment comes wholly before (then it is seen here) or wholly after (then it takes the new items along).
        var operators = (await transaction.QueryAsync<GroupOperator>(
            "select group_id, operator_id from groups where brand_id = @brand and group_id = any (@groups) order by group_id for share", new { brand, groups }, ct))
            .ToDictionary(group => group.GroupId, group => group.OperatorId);
        var unresolved = await transaction.QueryAsync<WorkItem>(
            $"""
            select {WorkItemTables.Columns} from work_items
            where brand_id = @brand and (group_id, member_id) in (select * from unnest(@askedGroups, @askers)) and state <> 'resolved' order by work_item_id for update
            """,
            new { brand, askedGroups = questions.Select(question => question.GroupId).ToArray(), askers = questions.Select(question => question.MemberId).ToArray() },
            ct);
        var plan = ItemPlan.Of(brand, new AccountId(message.AccountId), questions, unresolved, group => operators.GetValueOrDefault(group, ""), options.Value.SameMatterWithin);
        if (plan.Opened.Count > 0)
        {
            var level = (await StoredServiceLevels.OfAsync(transaction, brand, ct)).Level;
            plan = plan with { Opened = [.. plan.Opened.Select(item => item.DueBy(level))] };
        }

        await WriteAsync(transaction, brand, message.Partition, plan, ct);

        var now = clock.GetUtcNow();
        foreach (var item in plan.Opened.Concat(plan.Joined)) { WorkItemTables.PublishChange(transaction, item, now); }

        Received.Add(questions.Count);
        Opened.Add(plan.Opened.Count);
    }

    private static async Task<List<HandedOnQuestion>> NewOnesAsync(BrandTransaction transaction, BrandId brand, IEnumerable<HandedOnQuestion> questions, CancellationToken ct)
    {
        var distinct = questions.DistinctBy(question => question.MessageId).ToList();
        var known = (await transaction.QueryAsync<Guid>(
            "select message_id from work_item_questions where brand_id = @brand and message_id = any (@ids)", new { brand, ids = distinct.Select(question => question.MessageId).ToArray() }, ct)).ToHashSet();
        return [.. distinct.Where(question => !known.Contains(question.MessageId)).Select(Storable)];
    }

    private static async Task WriteAsync(BrandTransaction transaction, BrandId brand, int lane, ItemPlan plan, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (plan.Opened.Count > 0)
        {
            var opened = plan.Opened;
            batch.BatchCommands.Add(Command(
                """
                insert into work_items (brand_id, work_item_id, account_id, group_id, member_id, state, operator_id, question, questions, suggested_answer, suggestion_score, opened_at, last_asked_at, response_due_at, resolution_due_at)
                select $1, id, $2, grp, member, 'open', operator, question, questions, suggestion, score, opened, asked, response, resolution
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as item (id, grp, member, operator, question, questions, suggestion, score, opened, asked, response, resolution)
                """,
                Of(brand.Value), Of(opened[0].AccountId.Value), Of(opened.Select(item => item.WorkItemId).ToArray()), Of(opened.Select(item => item.GroupId.Value).ToArray()),
                Of(opened.Select(item => item.MemberId.Value).ToArray()), Of(opened.Select(item => item.OperatorId).ToArray()), Of(opened.Select(item => item.Question).ToArray()),
                Of(opened.Select(item => item.Questions).ToArray()), Of(opened.Select(item => item.SuggestedAnswer).ToArray()), Of(opened.Select(item => item.SuggestionScore).ToArray()),
                Of(opened.Select(item => item.OpenedAt.UtcDateTime).ToArray()), Of(opened.Select(item => item.LastAskedAt.UtcDateTime).ToArray()),
                Of(opened.Select(item => item.ResponseDueAt!.Value.UtcDateTime).ToArray()), Of(opened.Select(item => item.ResolutionDueAt!.Value.UtcDateTime).ToArray())));
        }

        if (plan.Joined.Count > 0)
        {
            var joined = plan.Joined;
            batch.BatchCommands.Add(Command(
                """
                update work_items set questions = item.questions, last_asked_at = item.asked, suggested_answer = item.suggestion, suggestion_score = item.score, snoozed_until = null
                from unnest($2, $3, $4, $5, $6) as item (id, questions, asked, suggestion, score) where brand_id = $1 and work_item_id = item.id
                """,
                Of(brand.Value), Of(joined.Select(item => item.WorkItemId).ToArray()), Of(joined.Select(item => item.Questions).ToArray()),
                Of(joined.Select(item => item.LastAskedAt.UtcDateTime).ToArray()), Of(joined.Select(item => item.SuggestedAnswer).ToArray()), Of(joined.Select(item => item.SuggestionScore).ToArray())));
        }

        var questions = plan.ItemOf;
        batch.BatchCommands.Add(Command(
            "insert into work_item_questions (brand_id, message_id, work_item_id, text, asked_at) select $1, * from unnest($2, $3, $4, $5)",
            Of(brand.Value), Of(questions.Select(asked => asked.Question.MessageId).ToArray()), Of(questions.Select(asked => asked.WorkItemId).ToArray()),
            Of(questions.Select(asked => asked.Question.Text).ToArray()), Of(questions.Select(asked => asked.Question.AskedAt.UtcDateTime).ToArray())));
        batch.BatchCommands.Add(Command(
            """
            insert into work_totals as total (brand_id, lane, questions, items) values ($1, $2, $3, $4)
            on conflict (brand_id, lane) do update set questions = total.questions + excluded.questions, items = total.items + excluded.items
            """,
            Of(brand.Value), Of(lane), Of((long)questions.Count), Of((long)plan.Opened.Count)));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Members write what they like; PostgreSQL keeps all of it but NUL.</summary>
    private static HandedOnQuestion Storable(HandedOnQuestion question) =>
        question.Text.Contains('\0', StringComparison.Ordinal) ? question with { Text = question.Text.Replace("\0", string.Empty, StringComparison.Ordinal) } : question;

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) { command.Parameters.Add(parameter); }

        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private sealed record GroupOperator
    {
        public Guid GroupId { get; init; }
        public string OperatorId { get; init; } = "";
    }
}
