using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>A complaint with all that belongs to it.</summary>
internal sealed record ComplaintFile(
    Complaint Complaint, IReadOnlyList<ComplaintStep> Steps, IReadOnlyList<ComplaintAct> Acts, IReadOnlyList<ComplaintMessage> Messages, IReadOnlyList<StoredEntry> Entries);

/// <summary>Something that happened, as it is told.</summary>
internal sealed record StoredEntry
{
    public required string Kind { get; init; }
    public required string Step { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required int Round { get; init; }
}

internal sealed class GetComplaintHandler(Database database)
{
    private const int MostMessages = 200;
    private const int MostEntries = 500;

    public async Task<Result<ComplaintFile>> HandleAsync(BrandId brand, Guid complaintId, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredComplaints.FindAsync(brand, complaintId, transaction, ct) is not { } complaint) { return DisputeProblems.NotFound(complaintId); }

        var args = new { brand, complaintId, MostMessages, MostEntries };
        var messages = await transaction.QueryAsync<ComplaintMessage>(
            "select message_id, group_id, text, sent_at, round from complaint_messages where brand_id = @brand and complaint_id = @complaintId order by sent_at desc, message_id desc limit @MostMessages", args, ct);
        var entries = await transaction.QueryAsync<StoredEntry>(
            "select kind, step, text, at, by, round from complaint_entries where brand_id = @brand and complaint_id = @complaintId order by at desc, entry_id desc limit @MostEntries", args, ct);
        return new ComplaintFile(
            complaint, await StoredComplaints.StepsAsync(complaint, transaction, ct), await StoredComplaints.ActsAsync(complaint, transaction, ct), messages, [.. entries.Reverse()]);
    }
}
