using System.Text.Json.Serialization;

namespace Steward.Channels.WeCom;

/// <summary>WeCom's calls that act at once, and the reads that show whether they did.</summary>
internal static class WeComActs
{
    /// <summary>Greets a new contact; once, within 20 s of the event that brought the code.</summary>
    public static Task<WeComReply<WeComDone>> WelcomeAsync(this WeComClient client, WeComApp app, string code, string text, CancellationToken ct) =>
        client.ActAsync<WeComDone>(app, "externalcontact/send_welcome_msg", new { welcome_code = code, text = new { content = text } }, ct);

    public static Task<WeComReply<WeComDone>> MarkTagsAsync(this WeComClient client, WeComApp app, string userId, string externalUserId, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken ct) =>
        client.ActAsync<WeComDone>(app, "externalcontact/mark_tag", new { userid = userId, external_userid = externalUserId, add_tag = add, remove_tag = remove }, ct);

    /// <summary>A customer with those who serve them and their tags.</summary>
    public static Task<WeComReply<CustomerReply>> GetCustomerAsync(this WeComClient client, WeComApp app, string externalUserId, CancellationToken ct) =>
        client.GetAsync<CustomerReply>(app, "externalcontact/get", $"external_userid={Uri.EscapeDataString(externalUserId)}", ct);

    public static Task<WeComReply<GroupTransferReply>> TransferGroupAsync(this WeComClient client, WeComApp app, string chatId, string newOwner, CancellationToken ct) =>
        client.ActAsync<GroupTransferReply>(app, "externalcontact/groupchat/onjob_transfer", new { chat_id_list = new[] { chatId }, new_owner = newOwner }, ct);

    /// <summary>Begins a hand-over, which takes effect after 24 h unless the customer refuses.</summary>
    public static Task<WeComReply<CustomerTransferReply>> TransferCustomerAsync(this WeComClient client, WeComApp app, string from, string to, string externalUserId, string words, CancellationToken ct) =>
        client.ActAsync<CustomerTransferReply>(
            app, "externalcontact/transfer_customer", new { handover_userid = from, takeover_userid = to, external_userid = new[] { externalUserId }, transfer_success_msg = words }, ct);

    public static Task<WeComReply<TransferResultReply>> GetTransferAsync(this WeComClient client, WeComApp app, string from, string to, string cursor, CancellationToken ct) =>
        client.ReadAsync<TransferResultReply>(app, "externalcontact/transfer_result", new { handover_userid = from, takeover_userid = to, cursor }, ct);

    public static Task<WeComReply<WayReply>> AddJoinWayAsync(this WeComClient client, WeComApp app, string chatId, string remark, string state, CancellationToken ct) =>
        client.ActAsync<WayReply>(app, "externalcontact/groupchat/add_join_way", new { scene = 2, remark, auto_create_room = 0, chat_id_list = new[] { chatId }, state }, ct);

    public static Task<WeComReply<WayReply>> AddContactWayAsync(this WeComClient client, WeComApp app, IReadOnlyList<string> users, string remark, string state, CancellationToken ct) =>
        client.ActAsync<WayReply>(app, "externalcontact/add_contact_way", new { type = users.Count == 1 ? 1 : 2, scene = 2, remark, skip_verify = true, state, user = users }, ct);

    /// <summary>The ids of the ways to employees that the app made between two moments.</summary>
    public static async Task<WeComReply<IReadOnlyList<string>>> ListContactWaysAsync(this WeComClient client, WeComApp app, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var all = new List<string>();
        var cursor = "";
        do
        {
            var page = await client.ReadAsync<ContactWayListReply>(
                app, "externalcontact/list_contact_way", new { start_time = from.ToUnixTimeSeconds(), end_time = to.ToUnixTimeSeconds(), cursor, limit = 1000 }, ct);
            if (page.Failure is { } failure) { return failure; }

            all.AddRange(page.Value!.ContactWay.Select(way => way.ConfigId));
            cursor = page.Value.NextCursor;
        }
        while (cursor.Length > 0);

        return new WeComReply<IReadOnlyList<string>>(all, null);
    }

    public static Task<WeComReply<ContactWayReply>> GetContactWayAsync(this WeComClient client, WeComApp app, string configId, CancellationToken ct) =>
        client.ReadAsync<ContactWayReply>(app, "externalcontact/get_contact_way", new { config_id = configId }, ct);

    /// <summary>Stops these words when these employees send them; customers' words are never stopped.</summary>
    public static Task<WeComReply<RuleReply>> AddInterceptRuleAsync(this WeComClient client, WeComApp app, string name, IReadOnlyList<string> words, IReadOnlyList<string> users, CancellationToken ct) =>
        client.ActAsync<RuleReply>(app, "externalcontact/add_intercept_rule", new { rule_name = name, word_list = words, intercept_type = 1, applicable_range = new { user_list = users } }, ct);

    public static Task<WeComReply<RuleListReply>> ListInterceptRulesAsync(this WeComClient client, WeComApp app, CancellationToken ct) =>
        client.GetAsync<RuleListReply>(app, "externalcontact/get_intercept_rule_list", "", ct);

    /// <summary>Writes to employees (userids joined by <c>|</c>); the same words to the same person within half an hour arrive once, which makes asking again harmless.</summary>
    public static Task<WeComReply<StaffMessageReply>> MessageStaffAsync(this WeComClient client, WeComApp app, long agentId, string to, string text, CancellationToken ct) =>
        client.ActAsync<StaffMessageReply>(
            app, "message/send", new { touser = to, msgtype = "text", agentid = agentId, text = new { content = text }, safe = 0, enable_duplicate_check = 1, duplicate_check_interval = 1800 }, ct);
}

internal sealed record CustomerReply
{
    public IReadOnlyList<Follower> FollowUser { get; init; } = [];
}

internal sealed record Follower
{
    public string Userid { get; init; } = "";
    public IReadOnlyList<FollowerTag> Tags { get; init; } = [];
}

internal sealed record FollowerTag
{
    public string TagId { get; init; } = "";
}

internal sealed record GroupTransferReply
{
    public IReadOnlyList<FailedChat> FailedChatList { get; init; } = [];
}

internal sealed record FailedChat
{
    public int Errcode { get; init; }
    public string Errmsg { get; init; } = "";
}

internal sealed record CustomerTransferReply
{
    public IReadOnlyList<TransferredCustomer> Customer { get; init; } = [];
}

internal sealed record TransferredCustomer
{
    public string ExternalUserid { get; init; } = "";
    public int Errcode { get; init; }
}

internal sealed record TransferResultReply
{
    public IReadOnlyList<TransferOutcome> Customer { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record TransferOutcome
{
    public string ExternalUserid { get; init; } = "";

    /// <summary>1 done, 2 waiting, 3 refused by the customer, 4 the new one has too many customers.</summary>
    public int Status { get; init; }
}

internal sealed record WayReply
{
    public string ConfigId { get; init; } = "";
}

internal sealed record ContactWayListReply
{
    public IReadOnlyList<WayReply> ContactWay { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record ContactWayReply
{
    [JsonRequired]
    public ContactWay ContactWay { get; init; } = new();
}

internal sealed record ContactWay
{
    public string State { get; init; } = "";
    public string Remark { get; init; } = "";
    public IReadOnlyList<string> User { get; init; } = [];
}

internal sealed record RuleReply
{
    [JsonConverter(typeof(TextOrNumber))]
    public string RuleId { get; init; } = "";
}

internal sealed record RuleListReply
{
    public IReadOnlyList<ListedRule> RuleList { get; init; } = [];
}

internal sealed record ListedRule
{
    [JsonConverter(typeof(TextOrNumber))]
    public string RuleId { get; init; } = "";
    public string RuleName { get; init; } = "";
}

internal sealed record StaffMessageReply
{
    public string Msgid { get; init; } = "";
    public string Invaliduser { get; init; } = "";
    public string Unlicenseduser { get; init; } = "";
}
