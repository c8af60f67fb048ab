namespace Steward.Channels.WeCom;

/// <summary>WeCom's customer groups. There is no call to change one: WeCom has none.</summary>
internal static class WeComGroups
{
    private const int PageSize = 1000;

    /// <summary>All chat ids of the app's visible range.</summary>
    public static async Task<WeComReply<IReadOnlyList<string>>> ListGroupsAsync(this WeComClient client, WeComApp app, CancellationToken ct)
    {
        var all = new List<string>();
        var cursor = "";
        do
        {
            var page = await client.ReadAsync<GroupListReply>(app, "externalcontact/groupchat/list", new { status_filter = 0, cursor, limit = PageSize }, ct);
            if (page.Failure is { } failure) { return failure; }

            all.AddRange(page.Value!.GroupChatList.Select(group => group.ChatId).Where(id => id.Length > 0));
            cursor = page.Value.NextCursor;
        }
        while (cursor.Length > 0);

        return new WeComReply<IReadOnlyList<string>>(all, null);
    }

    /// <summary>A group with its whole roster and names.</summary>
    public static async Task<WeComReply<GroupChat>> GetGroupAsync(this WeComClient client, WeComApp app, string chatId, CancellationToken ct)
    {
        var reply = await client.ReadAsync<GroupReply>(app, "externalcontact/groupchat/get", new { chat_id = chatId, need_name = 1 }, ct);
        return reply.Failure is { } failure ? failure : reply.Value!.GroupChat;
    }
}
