using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>What holds in a group or the whole brand, and what is being written for it.</summary>
internal sealed record PactOfScope(PactVersion? InForce, PactVersion? Draft, PactVersion Template);

/// <summary>Whom a version reaches.</summary>
internal sealed record PactReach(int Groups, int Members);

/// <summary>Reads the pact of a scope, and whom it reaches.</summary>
internal sealed class GetPactHandler(Database database, TimeProvider clock)
{
    public async Task<Result<PactOfScope>> HandleAsync(BrandId brand, Guid? group, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredPacts.UnknownAsync(brand, group, transaction, ct) is { } unknown) { return unknown; }

        return new PactOfScope(await StoredPacts.InForceAsync(brand, group, transaction, ct), await StoredPacts.DraftAsync(brand, group, transaction, ct), PactTemplate.Of(brand, group));
    }

    /// <param name="days">Of how many days the joins count; 0: nobody is asked for.</param>
    public async Task<Result<PactReach>> PreviewAsync(BrandId brand, Guid? group, int days, CancellationToken ct)
    {
        if (days != 0 && RemindMembersHandler.WrongDays(days) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredPacts.UnknownAsync(brand, group, transaction, ct) is { } unknown) { return unknown; }

        var groups = (int)await transaction.SingleAsync<long>($"select count(*) from pact_groups g where g.brand_id = @brand and {StoredPacts.HoldsThere}", new { brand, scope = group }, ct);
        if (days == 0) { return new PactReach(groups, 0); }

        // Of a scope without a version nobody is reminded yet: the template has number 0, which nobody has a receipt of.
        var pact = await StoredPacts.InForceAsync(brand, group, transaction, ct) is { } found && found.GroupId == group ? found : PactTemplate.Of(brand, group);
        return new PactReach(groups, (int)await RemindMembersHandler.CountAsync(pact, days, clock.GetUtcNow(), transaction, ct));
    }
}
