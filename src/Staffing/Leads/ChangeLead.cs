using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Leads;

/// <summary>What its owner does with a lead: speaks to the member, tells what came of it, gives it to another seller.</summary>
internal sealed class ChangeLead(Database database, TimeProvider clock)
{
    public Task<Result<Lead>> FollowAsync(BrandId brand, Guid lead, string note, string by, bool forOthers, CancellationToken ct) =>
        WrongNote(note) is { } wrong ? Task.FromResult<Result<Lead>>(wrong) : ChangeAsync(brand, lead, (found, now, _) => Task.FromResult(found.FollowedUp(note.Trim(), by, forOthers, now)), ct);

    public Task<Result<Lead>> SettleAsync(BrandId brand, Guid lead, string outcome, long amountFen, string note, string by, bool forOthers, CancellationToken ct)
    {
        var wrong = !LeadState.Outcomes.Contains(outcome) ? LeadProblems.WrongOutcome(outcome) : amountFen is < 0 or > Lead.MostFen ? LeadProblems.WrongAmount(Lead.MostFen) : WrongNote(note);
        return wrong is not null ? Task.FromResult<Result<Lead>>(wrong) : ChangeAsync(brand, lead, (found, now, _) => Task.FromResult(found.Settle(outcome, amountFen, note.Trim(), by, forOthers, now)), ct);
    }

    public Task<Result<Lead>> GiveAsync(BrandId brand, Guid lead, Guid owner, string by, bool forOthers, CancellationToken ct) => ChangeAsync(
        brand,
        lead,
        async (found, now, transaction) =>
        {
            if ((await LeadTables.WorkingForAsync(transaction, brand, [owner], ct)).Count == 0) { return LeadProblems.NotOfTheBrand([owner]); }

            var rules = (await LeadTables.RulesAsync(transaction, brand, ct)).Rules;
            var level = (await StoredServiceLevels.OfAsync(transaction, brand, ct)).Level;
            return found.GiveTo(owner, level.Hours.After(now, TimeSpan.FromMinutes(rules.FirstFollowMinutes)), by, forOthers);
        },
        ct);

    private static Problem? WrongNote(string note) => note.Length > Lead.LongestText || note.Contains('\0') ? LeadProblems.WrongText("note", Lead.LongestText) : null;

    private async Task<Result<Lead>> ChangeAsync(BrandId brand, Guid leadId, Func<Lead, DateTimeOffset, BrandTransaction, Task<Result<Lead>>> decide, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var lead = await LeadTables.LockAsync(transaction, brand, leadId, ct);
        if (lead is null) { return LeadProblems.NotFound(leadId); }

        var changed = await decide(lead, clock.GetUtcNow(), transaction);
        if (changed.Failed || ReferenceEquals(changed.Value, lead)) { return changed; }

        await LeadTables.SaveAsync(transaction, changed.Value, ct);
        await transaction.CommitAsync(ct);
        return changed;
    }
}
