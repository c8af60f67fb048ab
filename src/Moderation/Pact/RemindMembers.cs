using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Has everybody reminded who joined within some days and was not.</summary>
/// <param name="Days">1 to <see cref="RemindMembersHandler.MostDays"/>: no longer is known who joined when.</param>
internal sealed record RemindMembers(BrandId Brand, int Version, int Days, string By);

/// <summary>In batches of a transaction each; asked again it goes on where it was broken off, because who has a receipt is passed over.</summary>
internal sealed partial class RemindMembersHandler(Database database, TimeProvider clock, ILogger<RemindMembersHandler> logger)
{
    public const int MostDays = Rules.Kinds.NewcomerRule.MostHours / 24;
    private const int Batch = 200;

    /// <summary>Over joins <c>j</c> of groups <c>g</c>: whom a version of a scope has not reached.</summary>
    public const string Unreached =
        $"""
        from recent_joins j join pact_groups g on g.brand_id = j.brand_id and g.group_id = j.group_id
        where j.brand_id = @brand and j.joined_at >= @since and {StoredPacts.HoldsThere}
        and not exists (select from pact_receipts r where r.brand_id = j.brand_id and r.version = @version and r.member_id = j.member_id)
        """;

    public static Problem? WrongDays(int days) => days is >= 1 and <= MostDays ? null : PactProblems.Field("days", $"1 to {MostDays}");

    public static Task<long> CountAsync(PactVersion pact, int days, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct) =>
        transaction.SingleAsync<long>($"select count(distinct j.member_id) {Unreached}", Args(pact, days, now), ct);

    /// <param name="progress">Told how many are done, of how many.</param>
    public async Task<Result<Done>> HandleAsync(RemindMembers command, Func<int, int, Task> progress, CancellationToken ct)
    {
        if (WrongDays(command.Days) is { } wrong) { return wrong; }

        var (done, left, now) = (0, -1, clock.GetUtcNow());
        while (true)
        {
            await using var transaction = await database.BeginAsync(command.Brand, ct);
            if (await StoredPacts.HoldAsync(command.Brand, command.Version, transaction, ct) is not { } pact)
            {
                return await StoredPacts.FindAsync(command.Brand, command.Version, transaction, ct) is null ? PactProblems.NotFound(command.Version) : PactProblems.NotInForce(command.Version);
            }

            if (left < 0)
            {
                left = (int)await CountAsync(pact, command.Days, now, transaction, ct);
                await progress(done, left);
            }

            var next = await transaction.QueryAsync<Joiner>(
                $"select distinct on (j.member_id) j.group_id, g.account_id, g.name as group_name, j.member_id, j.joined_at {Unreached} order by j.member_id, j.joined_at desc limit {Batch}", Args(pact, command.Days, now), ct);
            if (next.Count == 0) { break; }

            done += await PrivateReminders.AskAsync(pact, next, clock.GetUtcNow(), transaction, ct);
            await transaction.CommitAsync(ct);
            await progress(done, Math.Max(left, done));
        }

        Log.Reminded(logger, command.By, done, command.Version);
        return default(Done);
    }

    private static object Args(PactVersion pact, int days, DateTimeOffset now) => new { brand = pact.BrandId, scope = pact.GroupId, pact.Version, since = now.AddDays(-days) };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} had {Members} members reminded of version {Version} of the pact.")]
        public static partial void Reminded(ILogger logger, string by, int members, int version);
    }
}
