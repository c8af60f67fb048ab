using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Hands matters to a colleague: some, or at the end of a shift all that somebody has.</summary>
/// <param name="Items">Which, at most <see cref="HandOverWorkItems.Most"/>; empty with <paramref name="AllOf"/>.</param>
/// <param name="Brands">Where all of somebody's items are looked for.</param>
/// <param name="AllOf">Everything open or claimed of this operator; empty: the items that are named.</param>
/// <param name="To">The colleague's operator id.</param>
/// <param name="Note">What they should know.</param>
/// <param name="By">Who hands over.</param>
/// <param name="ForOthers">Whether they may do so with what colleagues have.</param>
internal sealed record HandOver(IReadOnlyList<(BrandId Brand, Guid Item)> Items, IReadOnlyList<BrandId> Brands, string AllOf, Guid To, string Note, string By, bool ForOthers);

/// <summary>Why an item stayed where it was.</summary>
internal sealed record NotHandedOver(BrandId Brand, Guid Item, Problem Problem);

/// <summary>What came of it.</summary>
internal sealed record HandedOver(int Moved, IReadOnlyList<NotHandedOver> Refused);

/// <summary>Each brand's items move in one transaction; what cannot move stays and is told, and keeps nothing else from moving.</summary>
internal sealed class HandOverWorkItems(Database database, TimeProvider clock)
{
    public const int Most = 500;
    public const int LongestNote = 500;

    public async Task<Result<HandedOver>> HandleAsync(HandOver command, CancellationToken ct)
    {
        if (command.Note.Length > LongestNote || command.Note.Contains('\0')) { return WorkItemProblems.WrongNote(LongestNote); }

        if (command.AllOf.Length == 0 == (command.Items.Count == 0) || command.Items.Count > Most) { return WorkItemProblems.WrongItems(Most); }

        var (moved, refused) = (0, new List<NotHandedOver>());
        foreach (var brand in command.AllOf.Length > 0 ? command.Brands : [.. command.Items.Select(item => item.Brand).Distinct()])
        {
            moved += await MoveAsync(command, brand, [.. command.Items.Where(item => item.Brand == brand).Select(item => item.Item).Distinct()], refused, ct);
        }

        return new HandedOver(moved, refused);
    }

    private async Task<int> MoveAsync(HandOver command, BrandId brand, Guid[] items, List<NotHandedOver> refused, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var found = await transaction.QueryAsync<WorkItem>(
            $"""
            select {WorkItemTables.Columns} from work_items
            where brand_id = @brand and {(command.AllOf.Length > 0 ? "operator_id = @AllOf and state in ('open', 'claimed')" : "work_item_id = any (@items)")} order by work_item_id for update
            """,
            new { brand, command.AllOf, items },
            ct);
        refused.AddRange(items.Except(found.Select(item => item.WorkItemId)).Select(item => new NotHandedOver(brand, item, WorkItemProblems.NotFound(item))));
        if (found.Count == 0) { return 0; }

        if (!await transaction.SingleAsync<bool>("select exists (select from operator_brands where operator_id = @To and brand_id = @brand)", new { command.To, brand }, ct))
        {
            refused.AddRange(found.Select(item => new NotHandedOver(brand, item.WorkItemId, WorkItemProblems.NotOfTheBrand(command.To))));
            return 0;
        }

        var moved = new List<WorkItem>();
        foreach (var item in found)
        {
            var decided = item.HandTo(command.To.ToString(), command.Note.Trim(), command.By, command.ForOthers);
            if (decided.Failed) { refused.Add(new NotHandedOver(brand, item.WorkItemId, decided.Problem)); }
            else if (!ReferenceEquals(decided.Value, item)) { moved.Add(decided.Value); }
        }

        if (moved.Count == 0) { return 0; }

        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            """
            update work_items set state = 'open', operator_id = @To, claimed_at = null, handed_by = @By, hand_note = @note, snoozed_until = null, given_at = @now, route = @hand, route_held = 0, route_capacity = 0
            where brand_id = @brand and work_item_id = any (@ids)
            """,
            new { brand, To = command.To.ToString(), command.By, note = command.Note.Trim(), now, hand = Routing.RouteReason.Hand, ids = moved.Select(item => item.WorkItemId).ToArray() },
            ct);
        foreach (var item in moved) { WorkItemTables.PublishChange(transaction, item, now); }

        await transaction.CommitAsync(ct);
        return moved.Count;
    }
}
