using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>One case with its newest offences, oldest of them first.</summary>
internal sealed record GetCase(BrandId Brand, Guid CaseId);

/// <summary>A case and the messages that made it.</summary>
internal sealed record CaseFile(Case Case, IReadOnlyList<Offence> Offences);

internal sealed class GetCaseHandler(Database database)
{
    private const int MostOffences = 500;

    public async Task<Result<CaseFile>> HandleAsync(GetCase query, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var args = new { brand = query.Brand, query.CaseId, limit = MostOffences };
        if (await transaction.SingleOrDefaultAsync<Case>($"select {StoredCase.Columns} from cases where brand_id = @brand and case_id = @CaseId", args, ct) is not { } found)
        {
            return CaseProblems.NotFound(query.CaseId);
        }

        var offences = await transaction.QueryAsync<Offence>(
            """
            select message_id, group_id, rule_id, matched, text, sent_at from offences
            where brand_id = @brand and case_id = @CaseId order by sent_at desc, message_id desc limit @limit
            """,
            args,
            ct);
        return new CaseFile(found, [.. offences.Reverse()]);
    }
}
