using Google.Protobuf;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>Gives a kept file out, a piece at a time.</summary>
internal sealed class ReadMedia(Database database, ListMedia list, StoredMedia stored)
{
    public async Task HandleAsync(BrandId brand, MediaKey key, IServerStreamWriter<ReadMediaResponse> answers, CancellationToken ct)
    {
        var (contentType, keptOn, pieces) = await FindAsync(brand, key, ct);
        for (var piece = 0; piece < pieces; piece++)
        {
            var content = await stored.PieceAsync(brand, key, keptOn, piece, ct) ?? throw MediaProblems.NotKept(MediaState.Dropped).ToRpc();
            await answers.WriteAsync(new ReadMediaResponse { ContentType = piece == 0 ? contentType : "", Content = UnsafeByteOperations.UnsafeWrap(content) }, ct);
        }
    }

    private async Task<(string ContentType, DateOnly KeptOn, int Pieces)> FindAsync(BrandId brand, MediaKey key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var file = await list.FindAsync(transaction, brand, key, ct) ?? throw MediaProblems.Unknown(key).ToRpc();
        if (file.State != MediaState.Kept) { throw MediaProblems.NotKept(file.State).ToRpc(); }

        var row = await transaction.SingleAsync<Row>("select kept_on, pieces from media where brand_id = @brand and message_id = @MessageId and part = @Part", new { brand, key.MessageId, key.Part }, ct);
        return (file.ContentType, row.KeptOn, row.Pieces);
    }

    private sealed record Row
    {
        public required DateOnly KeptOn { get; init; }
        public required int Pieces { get; init; }
    }
}
