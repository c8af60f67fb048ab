using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Pictures;

/// <summary>Makes what goes along with a text ready for a corp: WeCom takes pictures first, each once in its days, and broadcasts name them.</summary>
internal sealed class UploadPictures(Database database, WeComClient wecom, FindPictures find, TimeProvider clock)
{
    /// <summary>WeCom keeps one for three days; one that is asked for later than this is left there anew.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(2);

    /// <summary>The attachments as <c>add_msg_template</c> wants them; null: there are none.</summary>
    /// <param name="account">Whose corp.</param>
    /// <param name="attachments">What goes along.</param>
    /// <param name="anew">What the corp has of them is not good any more.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<(IReadOnlyList<object>? Attachments, WeComFailure? Failure)> HandleAsync(Account account, IReadOnlyList<SendAttachment>? attachments, bool anew, CancellationToken ct)
    {
        if (attachments is not { Count: > 0 }) { return (null, null); }

        Guid[] pictures = [.. Attachments.PicturesOf(attachments)];
        var there = anew || pictures.Length == 0 ? [] : await ThereAsync(account, pictures, ct);
        foreach (var picture in pictures.Where(picture => !there.ContainsKey(picture)))
        {
            if (await find.OneAsync(account.Brand, picture, ct) is not { } found) { return (null, new WeComFailure(FailureClass.CallerBug, 0, $"the picture {picture} is not here")); }

            var left = await wecom.UploadPictureAsync(account.App, found, ct);
            if (left.Failure is { } failure) { return (null, failure); }

            await StoreAsync(account, picture, there[picture] = left.Value!.MediaId, ct);
        }

        return ([.. attachments.Select(attachment => WeComBroadcasts.Attachment(attachment, picture => there[picture]))], null);
    }

    private async Task<Dictionary<Guid, string>> ThereAsync(Account account, Guid[] pictures, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var uploads = await transaction.QueryAsync<Upload>(
            "select picture_id, media_id from picture_uploads where brand_id = @Brand and account_id = @Id and picture_id = any (@pictures) and uploaded_at > @since",
            new { account.Brand, account.Id, pictures, since = clock.GetUtcNow() - GoodFor },
            ct);
        return uploads.ToDictionary(upload => upload.PictureId, upload => upload.MediaId);
    }

    private async Task StoreAsync(Account account, Guid picture, string media, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        await transaction.ExecuteAsync(
            """
            insert into picture_uploads (brand_id, account_id, picture_id, media_id, uploaded_at) values (@Brand, @Id, @picture, @media, @now)
            on conflict (brand_id, account_id, picture_id) do update set media_id = excluded.media_id, uploaded_at = excluded.uploaded_at
            """,
            new { account.Brand, account.Id, picture, media, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Upload
    {
        public required Guid PictureId { get; init; }
        public required string MediaId { get; init; }
    }
}
