namespace Steward.Channels.WeCom;

/// <summary>WeCom's customer groups. There is no call to change one: WeCom has none.</summary>
internal static class WeComGroups
{
    private const int PageSize = 1000;

    /// <summary>The app sees more employees than may be left unnamed.</summary>
    private const int TooManyOwners = 81017;
    private const int OwnersPerCall = 100;

    /// <summary>All chat ids of the app's visible range. If it holds too many employees for one list, their groups are listed a hundred owners at a time.</summary>
    public static async Task<WeComReply<IReadOnlyList<string>>> ListGroupsAsync(this WeComClient client, WeComApp app, CancellationToken ct)
    {
        var all = await ListAsync(client, app, null, ct);
        if (all.Failure is not { Code: TooManyOwners }) { return all; }

        var owners = await client.GetAsync<FollowUsersReply>(app, "externalcontact/get_follow_user_list", "", ct);
        if (owners.Failure is { } failure) { return failure; }

        var found = new List<string>();
        foreach (var some in owners.Value!.FollowUser.Distinct().Chunk(OwnersPerCall))
        {
            var theirs = await ListAsync(client, app, some, ct);
            if (theirs.Failure is { } refused) { return refused; }

            found.AddRange(theirs.Value!);
        }

        // A group that was handed over while the lists were read may be in two of them.
        return new WeComReply<IReadOnlyList<string>>([.. found.Distinct()], null);
    }

    /// <param name="client">Calls.</param>
    /// <param name="app">For whom.</param>
    /// <param name="owners">Whose groups; null: everybody's.</param>
    /// <param name="ct">Ends the calls.</param>
    private static async Task<WeComReply<IReadOnlyList<string>>> ListAsync(WeComClient client, WeComApp app, string[]? owners, CancellationToken ct)
    {
        var all = new List<string>();
        var cursor = "";
        do
        {
            object body = owners is null ? new { status_filter = 0, cursor, limit = PageSize } : new { status_filter = 0, owner_filter = new { userid_list = owners }, cursor, limit = PageSize };
            var page = await client.ReadAsync<GroupListReply>(app, "externalcontact/groupchat/list", body, ct);
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
