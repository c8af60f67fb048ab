using System.Diagnostics.Metrics;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Cases;
using Steward.Moderation.Policies;
using Steward.Moderation.Rules;
using Steward.Moderation.Screening;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>
/// Decides at once, by the policy and without a person, what a brand does not tolerate at all: in the transaction that writes the offence down, so that it happens once with it or not at all. Only for what a rule of severity
/// <c>act</c> found, only where the brand's policy wants it, never for who is exempt or for a case that somebody is looking at, and at most so often within an hour: a rule that hits too much does not empty a brand's groups.
/// What is left waits for a person as every case does.
/// </summary>
internal static class RemoveAtOnce
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Meter Meter = new("Steward.Moderation");
    private static readonly Counter<long> Decided = Meter.CreateCounter<long>("steward.moderation.at_once", description: "Cases that zero tolerance asked to decide at once, by outcome: decided, braked, exempt.");

    /// <summary>Who decided, when nobody did.</summary>
    public static string DeciderOf(int policyVersion) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"policy v{policyVersion}");

    /// <param name="offences">Those that the transaction writes down.</param>
    public static async Task RunAsync(BrandId brand, IReadOnlyList<FoundOffence> offences, PolicyInForce<Policy> policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        if (!policy.Policy.AtOnce) { return; }

        ReceivedMessage[] grave =
            [.. offences.Where(offence => offence.Finding.Severity == Severity.Act && policy.Policy.ZeroTolerance.Contains(offence.Finding.OffenceClass)).Select(offence => offence.Message).Where(message => !message.FromStaff)];
        if (grave.Length == 0) { return; }

        // Their cases are read below.
        await transaction.SendAsync(ct);
        var cases = await OpenAsync(brand, grave, now, transaction, ct);
        if (cases.Count == 0) { return; }

        // How many there were within the hour is counted by one lane after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"at once {brand}" }, ct);
        var exempt = (await transaction.QueryAsync<Guid>(
            "select member_id from exempt_members where brand_id = @brand and member_id = any (@members) and (until is null or until > @now)", new { brand, now, members = cases.Select(one => one.MemberId).ToArray() }, ct)).ToHashSet();
        var room = policy.Policy.MostAtOnce - (int)await transaction.SingleAsync<long>("select count(*) from penalties where brand_id = @brand and automatic and decided_at > @since", new { brand, since = now - Hour }, ct);
        foreach (var open in cases)
        {
            if (exempt.Contains(open.MemberId)) { Count("exempt"); }
            else if (room-- > 0) { await DecideAsync(open, policy, now, transaction, ct); }
            else { await BrakeAsync(open, now, transaction, ct); }
        }
    }

    private static async Task DecideAsync(Case open, PolicyInForce<Policy> policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var decided = open.Decide(CaseState.Upheld, "", DeciderOf(policy.Version), now);
        if (decided.Failed) { throw new InvalidOperationException($"Case {open.CaseId} was open and nobody's, and cannot be decided: {decided.Problem.Message}"); }

        await StoredCase.PutAsync(decided.Value, transaction, ct);
        var imposed = await ImposePenalty.RunAsync(decided.Value, "", transaction, ct, isAutomatic: true);
        if (imposed.Failed) { throw new InvalidOperationException($"Case {open.CaseId} has no consequence: {imposed.Problem.Message}"); }

        Count("decided");
    }

    private static async Task BrakeAsync(Case open, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        await transaction.ExecuteAsync("insert into braked_cases (brand_id, case_id, at) values (@BrandId, @CaseId, @now) on conflict do nothing", new { open.BrandId, open.CaseId, now }, ct);
        Count("braked");
    }

    /// <summary>The open cases that these messages have just joined and nobody looks at. A case that was braked stays with people.</summary>
    private static Task<IReadOnlyList<Case>> OpenAsync(BrandId brand, IReadOnlyList<ReceivedMessage> messages, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) =>
        transaction.QueryAsync<Case>(
            $"""
            select {StoredCase.Columns} from cases c
            where brand_id = @brand and state = 'open' and coalesce(claimed_until <= @now, true)
            and case_id in (select o.case_id from offences o where o.brand_id = @brand and o.message_id = any (@messages))
            and not exists (select from braked_cases b where b.brand_id = @brand and b.case_id = c.case_id)
            order by case_id for update
            """,
            new { brand, now, messages = messages.Select(message => message.MessageId).ToArray() },
            ct);

    private static void Count(string outcome) => Decided.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
