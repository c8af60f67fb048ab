using Npgsql;
using Steward.Contracts.Words;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>What the torture came to; all of the figures that must be 0 are named so.</summary>
internal sealed record TortureReport(int Commands, TimeSpan Took, FaultyWeCom WeCom, int Repeated, int Restarts)
{
    public long Reconciled { get; private set; }
    public long Blocked { get; private set; }
    public long UnknownBefore { get; init; }
    public int DuplicateSends { get; init; }
    public long WithoutOutcome { get; private set; }
    public long UnknownAfterOneRun { get; init; }
    public long NotToldOnce { get; private set; }
    public long MiscountedQuotas { get; private set; }

    /// <summary>Reasons in the ledger that nobody could read in their own language.</summary>
    public IReadOnlyList<string> Unspoken { get; private set; } = [];
    public IReadOnlyDictionary<string, long> Outcomes { get; private set; } = new Dictionary<string, long>();

    /// <summary>Whether everything that must be 0 is.</summary>
    public bool Clean => DuplicateSends + WeCom.Breaches + WithoutOutcome + UnknownAfterOneRun + NotToldOnce + MiscountedQuotas == 0;

    public override string ToString() =>
        $"""
         {Commands:N0} commands in {Took.TotalSeconds:N1} s ({Commands / Took.TotalSeconds:N0}/s), in disorder and {Repeated:N0} of them twice: {WeCom.Taken:N0} broadcasts taken, {WeCom.LostAnswers:N0} answers lost after that,
         {WeCom.Storms} storms of 45009, {WeCom.StaleResults:N0} results older than the ones before, {WeCom.Kills} ends of the process ({Restarts} restarts), {Reconciled:N0} unknown outcomes settled by looking,
         {Blocked:N0} commands held back by a quota at some time.
         Outcomes: {string.Join(", ", Outcomes.Select(one => $"{one.Key} {one.Value:N0}"))}. Unknown when the reconciliation run began: {UnknownBefore:N0}.
         Duplicate sends {DuplicateSends}, quota breaches {WeCom.Breaches}, without outcome {WithoutOutcome}, unknown after one reconciliation run {UnknownAfterOneRun}, not told exactly once {NotToldOnce}, miscounted quotas {MiscountedQuotas}.
         """;

    /// <summary>Adds what the ledger itself says.</summary>
    public async Task<TortureReport> ReadAsync(TortureWorld world)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var connection = await world.OpenAsync();
        await using (var query = new NpgsqlCommand("select state, count(*) from commands group by state", connection))
        await using (var reader = await query.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { outcomes[reader.GetString(0)] = reader.GetInt64(1); }
        }

        return this with
        {
            Outcomes = outcomes,
            Unspoken = await UnspokenAsync(world),
            MiscountedQuotas = await MiscountedAsync(world, WeCom),
            Reconciled = await world.AskAsync<long>("select count(*) from command_history where state = 'reconciled'"),
            Blocked = await world.AskAsync<long>("select count(*) from commands where blocked_reason = 'quota'"),
            WithoutOutcome = Commands - await world.AskAsync<long>("select count(*) from commands where state in ('confirmed', 'partly', 'failed') and settled_at is not null"),
            NotToldOnce = Commands - await world.AskAsync<long>("select count(*) from (select convert_from(body, 'UTF8')::jsonb ->> 'commandId' as id from outbox where urn like '%settled%' group by 1 having count(*) = 1) once"),
        };
    }

    private static async Task<IReadOnlyList<string>> UnspokenAsync(TortureWorld world)
    {
        var unspoken = new List<string>();
        await using var connection = await world.OpenAsync();
        await using var query = new NpgsqlCommand("select reason from command_history union select reason from commands union select reason from command_groups", connection);
        await using var reader = await query.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (reader.GetString(0) is { Length: > 0 } reason && Reasons.Of(reason) is null) { unspoken.Add(reason); }
        }

        return unspoken;
    }

    /// <summary>By how much the ledger counts the groups' months wrongly: it has to count exactly what WeCom got, also where an answer was lost and only the results told which groups were left out.</summary>
    public static async Task<long> MiscountedAsync(TortureWorld world, FaultyWeCom wecom)
    {
        var miscounted = 0L;
        await using var connection = await world.OpenAsync();
        await using var query = new NpgsqlCommand("select subject, extract(month from starts_at at time zone 'Asia/Shanghai')::int, used from quota_uses where scope = 'group-broadcast'", connection);
        await using var reader = await query.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { miscounted += Math.Abs(reader.GetInt32(2) - wecom.Months.GetValueOrDefault((reader.GetString(0), reader.GetInt32(1)))); }

        return miscounted;
    }
}
