using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>How a file is; and when somebody wants one that was not fetched, or is not kept any more, it is asked for again, whatever its size.</summary>
internal sealed class AskForMedia(Database database, ListMedia list, MediaQueue queue, TimeProvider clock)
{
    public async Task<Contracts.Channels.V1.Media> LookAsync(BrandId brand, MediaKey key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await list.FindAsync(transaction, brand, key, ct) ?? throw MediaProblems.Unknown(key).ToRpc();
    }

    public async Task<Contracts.Channels.V1.Media> HandleAsync(BrandId brand, MediaKey key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);

        // Two who ask at once ask one after the other.
        await transaction.ExecuteAsync("select from media where brand_id = @brand and message_id = @MessageId and part = @Part for update", new { brand, key.MessageId, key.Part }, ct);
        var file = await list.FindAsync(transaction, brand, key, ct) ?? throw MediaProblems.Unknown(key).ToRpc();
        if (file.State is MediaState.Waiting or MediaState.Kept) { return file; }

        if (file.State is MediaState.Expired or MediaState.NoConsent) { throw MediaProblems.Gone.ToRpc(); }

        var now = clock.GetUtcNow();
        var account = await StoredMedia.AskAgainAsync(transaction, brand, key, now, ct);
        await queue.AddAsync(transaction.Connection, account, brand, key.ToString(), now, ct);
        var asked = await list.FindAsync(transaction, brand, key, ct);
        await transaction.CommitAsync(ct);
        return asked!;
    }
}
