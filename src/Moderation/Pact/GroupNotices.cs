using System.Globalization;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>The notice of a version in a group: at most one is asked for, under an id that is derived from both, so that nothing can ask for it twice. One that failed may be asked for again, by a person.</summary>
internal static class GroupNotices
{
    /// <summary>What asks, in Channels' ledger.</summary>
    public const string Origin = "pact";
    private const int Batch = 200;

    /// <summary>Whoever puts notices up by hand does not do so within a day in hundreds of groups.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    // A notice that failed is asked for again once in a call, however soon it fails again.
    private const string Lacking =
        $"""
        from pact_groups g left join pact_notices n on n.brand_id = g.brand_id and n.version = @version and n.group_id = g.group_id
        where g.brand_id = @brand and {StoredPacts.HoldsThere} and (n.group_id is null or @again and n.outcome = 'failed' and n.asked_at < @since)
        """;

    /// <summary>In how many groups it has to be asked for.</summary>
    public static async Task<int> LeftAsync(Database database, PactVersion pact, bool again, DateTimeOffset since, CancellationToken ct)
    {
        var brand = new BrandId(pact.BrandId);
        await using var transaction = await database.BeginAsync(brand, ct);
        return (int)await transaction.SingleAsync<long>($"select count(*) {Lacking}", new { brand, pact.Version, scope = pact.GroupId, again, since }, ct);
    }

    /// <summary>Asks for the next notices, in a transaction.</summary>
    /// <returns>How many; null: there are no more; -1: the version does not hold any longer.</returns>
    public static async Task<int?> AskNextAsync(Database database, PactVersion pact, bool again, DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        var brand = new BrandId(pact.BrandId);
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await StoredPacts.HoldAsync(brand, pact.Version, transaction, ct) is null) { return -1; }

        var next = await transaction.QueryAsync<Waiting>(
            $"select g.group_id, g.account_id, coalesce(n.attempt, 0) as asked {Lacking} order by g.group_id limit {Batch}", new { brand, pact.Version, scope = pact.GroupId, again, since }, ct);
        if (next.Count == 0) { return null; }

        var asked = await AskAsync(pact, next, now, transaction, ct);
        await transaction.CommitAsync(ct);
        return asked;
    }

    /// <summary>Asks for the notice in one group that has none.</summary>
    public static Task AskAsync(PactVersion pact, Guid group, Guid account, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) =>
        AskAsync(pact, [new Waiting { GroupId = group, AccountId = account, Asked = 0 }], now, transaction, ct);

    private static async Task<int> AskAsync(PactVersion pact, IReadOnlyList<Waiting> groups, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var commands = groups.ToDictionary(group => group.GroupId, group => DerivedId.Of(pact.BrandId, "pact-notice", string.Create(CultureInfo.InvariantCulture, $"{pact.Version} {group.GroupId} {group.Asked + 1}")));
        var asked = await transaction.QueryAsync<Guid>(
            """
            insert into pact_notices (brand_id, version, group_id, command_id, attempt, asked_at)
            select @BrandId, @Version, group_id, command_id, attempt, @now from unnest(@groups, @commands, @attempts) as t (group_id, command_id, attempt) order by group_id
            on conflict (brand_id, version, group_id) do update set command_id = excluded.command_id, attempt = excluded.attempt, asked_at = excluded.asked_at, outcome = '', reason = '', settled_at = null
                where pact_notices.outcome = 'failed' and pact_notices.attempt = excluded.attempt - 1
            returning group_id
            """,
            new
            {
                pact.BrandId, pact.Version, now, groups = groups.Select(group => group.GroupId).ToArray(), commands = groups.Select(group => commands[group.GroupId]).ToArray(), attempts = groups.Select(group => group.Asked + 1).ToArray(),
            },
            ct);
        var accounts = groups.ToDictionary(group => group.GroupId, group => group.AccountId);
        foreach (var group in asked) { transaction.Publish(Act(pact, group, accounts[group], commands[group], now)); }

        return asked.Count;
    }

    private static ActV1 Act(PactVersion pact, Guid group, Guid account, Guid command, DateTimeOffset now) => new()
    {
        CommandId = command,
        BrandId = pact.BrandId,
        AccountId = account,
        Kind = "group-notice",
        Origin = Origin,
        GroupId = group,
        Text = pact.Text,
        Arguments = [],
        Evidence = string.Create(CultureInfo.InvariantCulture, $"社群公约（第 {pact.Version} 版）：请发布为本群公告"),
        RequestedBy = pact.PublishedBy,
        Deadline = now + Patience,
    };

    private sealed record Waiting
    {
        public required Guid GroupId { get; init; }
        public required Guid AccountId { get; init; }

        /// <summary>How often it was asked for before.</summary>
        public required int Asked { get; init; }
    }
}
