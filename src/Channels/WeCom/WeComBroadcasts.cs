using Steward.Channels.Pictures;
using Steward.Contracts.Events.Channels;

namespace Steward.Channels.WeCom;

/// <summary>WeCom's broadcasts to customer groups: a task that the groups' owner confirms in the client.</summary>
internal static class WeComBroadcasts
{
    /// <summary>How many groups one call may name.</summary>
    public const int MostGroups = 2000;

    /// <summary>How long a text may be, in UTF-8 bytes.</summary>
    public const int MostTextBytes = 4000;

    private const int PageSize = 100;
    private const int ResultPageSize = 1000;

    /// <summary>Asks <paramref name="sender"/> to say this in these of their groups. Cannot be taken back once confirmed.</summary>
    public static Task<WeComReply<BroadcastReply>> AddBroadcastAsync(this WeComClient client, WeComApp app, string sender, IReadOnlyList<string> chatIds, string text, IReadOnlyList<object>? attachments, CancellationToken ct) =>
        client.ActAsync<BroadcastReply>(app, "externalcontact/add_msg_template", new { chat_type = "group", chat_id_list = chatIds, sender, text = new { content = text }, attachments }, ct);

    /// <summary>Leaves a picture with the corp, where broadcasts of all its apps find it for three days.</summary>
    public static Task<WeComReply<UploadReply>> UploadPictureAsync(this WeComClient client, WeComApp app, Picture picture, CancellationToken ct) =>
        client.UploadAsync<UploadReply>(app, "media/upload", "type=image", picture.FileName, picture.ContentType, picture.Content, ct);

    /// <summary>An attachment as <c>add_msg_template</c> wants it.</summary>
    /// <param name="attachment">What.</param>
    /// <param name="mediaOf">The media_id of a picture that was left with the corp.</param>
    public static object Attachment(SendAttachment attachment, Func<Guid, string> mediaOf) => attachment.Kind switch
    {
        AttachmentKind.Image => new { msgtype = "image", image = new { media_id = mediaOf(attachment.PictureId!.Value) } },
        AttachmentKind.Link => new { msgtype = "link", link = new { attachment.Title, picurl = attachment.PictureUrl, desc = attachment.Description, attachment.Url } },
        AttachmentKind.MiniProgram => new { msgtype = "miniprogram", miniprogram = new { attachment.Title, pic_media_id = mediaOf(attachment.PictureId!.Value), appid = attachment.AppId, attachment.Page } },
        _ => throw new ArgumentOutOfRangeException(nameof(attachment), attachment.Kind, "WeCom has no such kind."),
    };

    /// <summary>Asks an employee to write this to one customer; no sender: WeCom asks the one who spoke to them last. Cannot be taken back once confirmed.</summary>
    public static Task<WeComReply<BroadcastReply>> AddPrivateAsync(this WeComClient client, WeComApp app, string? sender, string externalUserId, string text, CancellationToken ct) =>
        client.ActAsync<BroadcastReply>(app, "externalcontact/add_msg_template", new { chat_type = "single", external_userid = new[] { externalUserId }, sender, text = new { content = text } }, ct);

    /// <summary>What employees were asked to write to single customers between two moments; no sender: whoever was asked.</summary>
    public static Task<WeComReply<IReadOnlyList<ListedBroadcast>>> ListPrivatelyAsync(this WeComClient client, WeComApp app, string? sender, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ListAsync(client, app, "single", sender, from, to, ct);

    /// <summary>What a sender was asked to send between two moments, at most a month apart; oldest first as WeCom lists them.</summary>
    public static Task<WeComReply<IReadOnlyList<ListedBroadcast>>> ListBroadcastsAsync(this WeComClient client, WeComApp app, string sender, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ListAsync(client, app, "group", sender, from, to, ct);

    private static Task<WeComReply<IReadOnlyList<ListedBroadcast>>> ListAsync(WeComClient client, WeComApp app, string chatType, string? sender, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        AllAsync<BroadcastListReply, ListedBroadcast>(
            client,
            app,
            "externalcontact/get_groupmsg_list_v2",
            cursor => new { chat_type = chatType, start_time = from.ToUnixTimeSeconds(), end_time = to.ToUnixTimeSeconds(), creator = sender, filter_type = 2, limit = PageSize, cursor },
            page => (page.GroupMsgList, page.NextCursor),
            ct);

    /// <summary>Whether the sender has acted on a broadcast.</summary>
    public static Task<WeComReply<IReadOnlyList<BroadcastTask>>> GetBroadcastTasksAsync(this WeComClient client, WeComApp app, string msgId, CancellationToken ct) =>
        AllAsync<BroadcastTasksReply, BroadcastTask>(
            client, app, "externalcontact/get_groupmsg_task", cursor => new { msgid = msgId, limit = ResultPageSize, cursor }, page => (page.TaskList, page.NextCursor), ct);

    /// <summary>Which groups got it; those that have not yet are absent.</summary>
    public static Task<WeComReply<IReadOnlyList<BroadcastResult>>> GetBroadcastResultsAsync(this WeComClient client, WeComApp app, string msgId, string sender, CancellationToken ct) =>
        AllAsync<BroadcastResultsReply, BroadcastResult>(
            client, app, "externalcontact/get_groupmsg_send_result", cursor => new { msgid = msgId, userid = sender, limit = ResultPageSize, cursor }, page => (page.SendList, page.NextCursor), ct);

    private static async Task<WeComReply<IReadOnlyList<TItem>>> AllAsync<TPage, TItem>(
        WeComClient client, WeComApp app, string api, Func<string, object> body, Func<TPage, (IReadOnlyList<TItem> Items, string Next)> read, CancellationToken ct)
        where TPage : class
    {
        var all = new List<TItem>();
        var cursor = "";
        do
        {
            var page = await client.ReadAsync<TPage>(app, api, body(cursor), ct);
            if (page.Failure is { } failure) { return failure; }

            var (items, next) = read(page.Value!);
            all.AddRange(items);
            cursor = next;
        }
        while (cursor.Length > 0);

        return new WeComReply<IReadOnlyList<TItem>>(all, null);
    }
}
