using Steward.Kernel;
using Steward.Moderation.Compliance;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Publishes a draft, or goes on with the notices of a version that holds.</summary>
/// <param name="Revision">Of the draft that was read.</param>
/// <param name="Again">Ask once more where the notice failed.</param>
internal sealed record PublishPact(BrandId Brand, int Version, int Revision, bool Again, string By);

/// <summary>Makes a draft what holds, once and for good, and then has its notice put up in batches of groups. Broken off in between, nothing is lost: the same call goes on, and so does each roster that is read.</summary>
internal sealed partial class PublishPactHandler(Database database, CheckTextsHandler gate, TimeProvider clock, ILogger<PublishPactHandler> logger)
{
    /// <param name="progress">Told how many groups are done, of how many.</param>
    public async Task<Result<PactVersion>> HandleAsync(PublishPact command, Func<PactVersion, int, int, Task> progress, CancellationToken ct)
    {
        var published = await PublishAsync(command, ct);
        if (published.Failed) { return published; }

        var pact = published.Value;
        var since = clock.GetUtcNow();
        var left = await GroupNotices.LeftAsync(database, pact, command.Again, since, ct);
        var done = 0;
        await progress(pact, done, left);
        while (await GroupNotices.AskNextAsync(database, pact, command.Again, since, clock.GetUtcNow(), ct) is { } batch)
        {
            // Another one took its place while its groups were told: that one tells them now.
            if (batch < 0) { return PactProblems.NotInForce(pact.Version); }

            done += batch;
            await progress(pact, done, Math.Max(left, done));
        }

        return pact;
    }

    private async Task<Result<PactVersion>> PublishAsync(PublishPact command, CancellationToken ct)
    {
        PactVersion? found;
        await using (var look = await database.BeginAsync(command.Brand, ct)) { found = await StoredPacts.FindAsync(command.Brand, command.Version, look, ct); }

        if (found is null) { return PactProblems.NotFound(command.Version); }

        if (found.State != PactState.Draft) { return found.State == PactState.Published ? found : PactProblems.NotInForce(found.Version); }

        if (found.Revision != command.Revision) { return PactProblems.Changed(found.Revision); }

        if (await gate.RefusedAsync(command.Brand, "text", [found.Text, found.Reminder], ct) is { } refused) { return refused; }

        return await ReplaceAsync(command, found, ct);
    }

    private async Task<Result<PactVersion>> ReplaceAsync(PublishPact command, PactVersion draft, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        await StoredPacts.LockAsync(command.Brand, transaction, ct);
        var args = new { command.Brand, command.Version, command.Revision, draft.GroupId, now = clock.GetUtcNow(), command.By };

        // What was checked is what is published, or nothing.
        if (!await transaction.SingleAsync<bool>("select exists (select from pacts where brand_id = @Brand and version = @Version and state = 'draft' and revision = @Revision)", args, ct))
        {
            return await StoredPacts.HoldAsync(command.Brand, command.Version, transaction, ct) is { } meanwhile ? meanwhile : PactProblems.Changed(0);
        }

        await transaction.ExecuteAsync(
            "update pacts set state = 'ended', ended_at = @now, ended_by = @By where brand_id = @Brand and group_id is not distinct from @GroupId::uuid and state = 'published'", args, ct);
        var published = await transaction.SingleAsync<PactVersion>(
            $"update pacts set state = 'published', published_at = @now, published_by = @By where brand_id = @Brand and version = @Version returning {PactVersion.Columns}", args, ct);
        await transaction.CommitAsync(ct);
        Log.Published(logger, command.By, published.Version, command.Brand);
        return published;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} published version {Version} of the pact of brand {Brand}.")]
        public static partial void Published(ILogger logger, string by, int version, BrandId brand);
    }
}
