using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Takes the oldest case that waits: nobody has it, or who asks has it already.</summary>
/// <param name="OffenceClass">Empty: any that the brands' policies do not set aside.</param>
/// <param name="After">A case behind which to look, so that one who passes over a case is not handed it again.</param>
internal sealed record ClaimNextCase(IReadOnlyList<BrandId> Brands, string OffenceClass, Guid? After, string By);

/// <summary>What was taken.</summary>
/// <param name="Case">Null: nothing waits.</param>
internal sealed record NextCase(Case? Case);

internal sealed class ClaimNextCaseHandler(Database database, TimeProvider clock)
{
    // A case that somebody is just taking, or that is just growing, is passed over instead of waited for.
    private const string Sql =
        $"""
        select {StoredCase.Columns} from cases
        where brand_id = any (@brands) and state = 'open' and (claimed_until is null or claimed_until <= @now or claimed_by = @By) and (@OffenceClass = '' or offence_class = @OffenceClass)
          and not exists (select from unnest(@asideBrands, @asideClasses) as a (brand_id, offence_class) where a.brand_id = cases.brand_id and a.offence_class = cases.offence_class and @OffenceClass = '')
          and (@afterTime::timestamptz is null or (opened_at, case_id) > (@afterTime::timestamptz, @afterId::uuid))
        order by opened_at, case_id limit 1 for update of cases skip locked
        """;

    public async Task<Result<NextCase>> HandleAsync(ClaimNextCase command, CancellationToken ct)
    {
        if (command.OffenceClass.Length > 0 && !Rules.OffenceClass.All.Contains(command.OffenceClass)) { return CaseProblems.UnknownClass(); }

        await using var transaction = await database.BeginAsync(command.Brands, ct);
        var policies = await StoredPolicies<ReviewPolicy>.OfAsync(command.Brands, transaction, ct);
        var aside = policies.SelectMany(one => one.Value.Policy.Aside.Select(name => (Brand: one.Key, Name: name))).ToArray();
        var (now, after, brands) = (clock.GetUtcNow(), await AfterAsync(command, transaction, ct), command.Brands.Select(brand => brand.Value).ToArray());
        var found = await transaction.SingleOrDefaultAsync<Case>(
            Sql,
            new
            {
                brands, now, command.By, command.OffenceClass, asideBrands = aside.Select(one => one.Brand).ToArray(), asideClasses = aside.Select(one => one.Name).ToArray(),
                afterTime = after?.At, afterId = after?.Id,
            },
            ct);
        if (found is null) { return new NextCase(null); }

        var claimed = found.Claim(command.By, now, TimeSpan.FromMinutes(policies[found.BrandId].Policy.ClaimMinutes));
        if (claimed.Failed) { return claimed.Problem; }

        await StoredCase.PutAsync(claimed.Value, transaction, ct);
        await transaction.CommitAsync(ct);
        return new NextCase(claimed.Value);
    }

    private static async Task<TimeKey?> AfterAsync(ClaimNextCase command, BrandTransaction transaction, CancellationToken ct) =>
        command.After is { } after && await transaction.SingleOrDefaultAsync<Case>(
            $"select {StoredCase.Columns} from cases where brand_id = any (@brands) and case_id = @after", new { brands = command.Brands.Select(brand => brand.Value).ToArray(), after }, ct) is { } passed
            ? StoredCase.KeyOf(passed)
            : null;
}
