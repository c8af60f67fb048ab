using Grpc.Core;
using Steward.Content.Inheritance;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content.Knowledge.Entries;

/// <summary>Whether the pictures that entries name are there. Channels keeps them; it is asked in the service's own name, before anything is locked.</summary>
internal sealed partial class EntryPictures(IServiceScopeFactory scopes, ILogger<EntryPictures> logger)
{
    /// <summary>Those that the entries of this scope may name.</summary>
    /// <param name="scope">Whose entries.</param>
    /// <param name="named">What goes along with them.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<IReadOnlySet<Guid>>> KnownAsync(ContentScope scope, IEnumerable<SendAttachment> named, CancellationToken ct)
    {
        string[] pictures = [.. Attachments.PicturesOf(named).Select(picture => picture.ToString())];
        if (pictures.Length == 0) { return new HashSet<Guid>(); }

        await using var services = scopes.CreateAsyncScope();
        try
        {
            var found = await services.ServiceProvider.GetRequiredService<PictureService.PictureServiceClient>().FindPicturesAsync(
                new FindPicturesRequest { BrandId = scope.IsAgency ? "" : scope.Brand.ToString(), Agency = scope.IsAgency, PictureIds = { pictures } }, cancellationToken: ct);
            return found.PictureIds.Select(Guid.Parse).ToHashSet();
        }
        catch (RpcException exception) when (!ct.IsCancellationRequested)
        {
            Log.NoAnswer(logger, pictures.Length, exception);
            return KnowledgeProblems.PicturesUnknown();
        }
    }

    /// <summary>What is wrong with attachments whose pictures are not there.</summary>
    public static IEnumerable<(string Field, string Message)> Missing(IReadOnlyList<SendAttachment>? attachments, IReadOnlySet<Guid> known) =>
        from one in (attachments ?? []).Index()
        where one.Item.PictureId is { } picture && !known.Contains(picture)
        select ($"attachments[{one.Index}].picture_id", $"attachments[{one.Index}].picture_id is none of the pictures that may be sent; add it first.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Channels did not say whether {Count} pictures are there; entries that name them are not stored.")]
        public static partial void NoAnswer(ILogger logger, int count, Exception exception);
    }
}
