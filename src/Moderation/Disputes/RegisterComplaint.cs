using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>Somebody registers what a member complains about.</summary>
/// <param name="Id">Of the caller: the same one again changes nothing.</param>
/// <param name="Text">In words of who registers it; empty: what the last message says.</param>
internal sealed record RegisterComplaint(BrandId Brand, Guid Id, Guid MemberId, Guid GroupId, string Kind, string Severity, string Text, IReadOnlyList<ComplaintMessage> Messages, string By);

internal sealed partial class RegisterComplaintHandler(Database database, TimeProvider clock, ILogger<RegisterComplaintHandler> logger)
{
    private const int MostMessages = 20;
    private static readonly TimeSpan Back = TimeSpan.FromDays(90);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public async Task<Result<Registration>> HandleAsync(RegisterComplaint command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Wrong(command, now) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var registered = await RunAsync(command, now, transaction, ct);
        if (registered.Failed) { return registered; }

        await transaction.CommitAsync(ct);
        Log.Registered(logger, command.By, registered.Value.Complaint.ComplaintId, registered.Value.Came);
        return registered;
    }

    private static async Task<Result<Registration>> RunAsync(RegisterComplaint command, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = command.Brand;
        await LockMembersAsync([command.MemberId], transaction, ct);
        if (await StoredComplaints.OfEntryAsync(brand, command.Id, transaction, ct) is { } before)
        {
            var same = await StoredComplaints.FindAsync(brand, before, transaction, ct);
            return same is not null && same.MemberId == command.MemberId ? Registration.Unchanged(same) : DisputeProblems.IdUsed("complaint_id", command.Id);
        }

        var known = await transaction.QueryAsync<KnownMessage>(
            "select message_id, complaint_id from complaint_messages where brand_id = @brand and message_id = any (@ids)", new { brand, ids = command.Messages.Select(message => message.MessageId).ToArray() }, ct);
        var fresh = command.Messages.ExceptBy(known.Select(one => one.MessageId), message => message.MessageId).ToList();
        if (known.Count > 0 && fresh.Count == 0) { return Registration.Unchanged((await StoredComplaints.FindAsync(brand, known[0].ComplaintId, transaction, ct))!); }

        var told = new ToldComplaint(
            command.Id, command.MemberId, command.GroupId, command.Kind, command.Severity, ComplaintSource.Operator, command.Text.Trim().Length > 0 ? command.Text : fresh.MaxBy(message => message.SentAt)!.Text, fresh,
            await IncidentAsync(brand, fresh, transaction, ct), command.By);
        var last = (await StoredComplaints.LastOfAsync(brand, [command.MemberId], transaction, ct)).SingleOrDefault();
        var steps = last is null ? [] : await StoredComplaints.StepsAsync(last, transaction, ct);
        var registration = Registration.Of(told, last, steps, await StoredPolicies<DisputePolicy>.OfAsync(brand, transaction, ct), brand, now);
        await WriteAsync([(registration, told)], transaction, ct);
        return registration with { Complaint = (await StoredComplaints.FindAsync(brand, registration.Complaint.ComplaintId, transaction, ct))! };
    }

    /// <summary>One after the other about a member, so that two who tell it at once register it once.</summary>
    public static Task LockMembersAsync(IEnumerable<Guid> members, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "select pg_advisory_xact_lock(hashtextextended('complaint ' || member, 0)) from (select member::text from unnest(@members) as t (member) order by 1 offset 0) as ordered", new { members = members.ToArray() }, ct);

    public static async Task WriteAsync(IReadOnlyList<(Registration Registration, ToldComplaint Told)> all, BrandTransaction transaction, CancellationToken ct)
    {
        await StoredComplaints.PutAsync(all.Select(one => one.Registration.Complaint), transaction, ct);
        await StoredComplaints.PutStepsAsync(all.SelectMany(one => one.Registration.Steps.Select(step => (one.Registration.Complaint, step))), transaction, ct);
        await StoredComplaints.AddAsync(all.SelectMany(one => one.Told.Messages.Select(message => (one.Registration.Complaint, message))), transaction, ct);
        await StoredComplaints.AddAsync(all.Where(one => one.Registration.Entry is not null).Select(one => (one.Registration.Complaint, one.Registration.Entry!)), transaction, ct);
    }

    private static Task<Guid?> IncidentAsync(BrandId brand, IReadOnlyList<ComplaintMessage> messages, BrandTransaction transaction, CancellationToken ct) => transaction.SingleOrDefaultAsync<Guid?>(
        "select incident_id from incident_messages where brand_id = @brand and message_id = any (@ids) order by sent_at desc limit 1", new { brand, ids = messages.Select(message => message.MessageId).ToArray() }, ct);

    private static Problem? Wrong(RegisterComplaint command, DateTimeOffset now) =>
        !ComplaintKind.All.Contains(command.Kind) ? DisputeProblems.Unknown("kind", ComplaintKind.All)
        : !ComplaintSeverity.All.Contains(command.Severity) ? DisputeProblems.Unknown("severity", ComplaintSeverity.All)
        : command.Messages.Count == 0 && !DisputeProblems.IsSaid(command.Text) || !DisputeProblems.IsKept(command.Text) ? DisputeProblems.BadText("text")
        : command.Messages.Count > MostMessages || command.Messages.DistinctBy(message => message.MessageId).Count() < command.Messages.Count
            || command.Messages.Any(message => !DisputeProblems.IsSaid(message.Text) || message.SentAt > now + Ahead || message.SentAt < now - Back) ? DisputeProblems.BadMessages(MostMessages, Back)
        : null;

    private sealed record KnownMessage
    {
        public required Guid MessageId { get; init; }
        public required Guid ComplaintId { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} registered complaint {ComplaintId}: {Came}.")]
        public static partial void Registered(ILogger logger, string by, Guid complaintId, string came);
    }
}
