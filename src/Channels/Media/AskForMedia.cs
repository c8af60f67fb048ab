using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>Somebody wants a file that was not fetched, or is not kept any more: it is asked for again, whatever its size.</summary>
internal sealed class AskForMedia(Database database, ListMedia list, MediaQueue queue, TimeProvider clock)
{
    public async Task<Contracts.Channels.V1.Media> HandleAsync(BrandId brand, MediaKey key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var file = await list.FindAsync(transaction, brand, key, ct) ?? throw MediaProblems.Unknown(key).ToRpc();
        if (file.State is MediaState.Waiting or MediaState.Kept) { return file; }

        if (file.State is MediaState.Expired or MediaState.NoConsent) { throw MediaProblems.Gone.ToRpc(); }

        await StoredMedia.ResetAsync(transaction, brand, key, MediaState.Waiting, ct);
        var account = await transaction.SingleAsync<Guid>(
            "update media set any_size = true, asked_at = @now where brand_id = @brand and message_id = @MessageId and part = @Part returning account_id",
            new { brand, key.MessageId, key.Part, now = clock.GetUtcNow() },
            ct);
        await queue.AddAsync(transaction.Connection, new AccountId(account), brand, key.ToString(), clock.GetUtcNow(), ct);
        var asked = await list.FindAsync(transaction, brand, key, ct);
        await transaction.CommitAsync(ct);
        return asked!;
    }
}
