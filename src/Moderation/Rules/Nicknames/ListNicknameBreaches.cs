using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Nicknames;

/// <summary>A name that breaks a rule for names.</summary>
internal sealed record NicknameBreach
{
    public Guid GroupId { get; init; }
    public Guid MemberId { get; init; }
    public string Name { get; init; } = string.Empty;
    public string RuleId { get; init; } = string.Empty;
    public DateTimeOffset Since { get; init; }
}

/// <summary>Who still has to change a name, longest first.</summary>
internal sealed class ListNicknameBreachesHandler(Database database)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<NicknameBreach>> HandleAsync(BrandId brand, Guid? group, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<NicknameBreach>(
            """
            select group_id, member_id, name, rule_id, since from nickname_breaches
            where brand_id = @brand and (@group::uuid is null or group_id = @group) order by since, group_id, member_id limit @limit
            """,
            new { brand, group, limit = Most },
            ct);
    }
}
