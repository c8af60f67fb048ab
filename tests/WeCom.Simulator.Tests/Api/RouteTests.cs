namespace Steward.WeCom.Simulator.Tests.Api;

/// <summary>What the official API offers, and nothing else.</summary>
public sealed class RouteTests
{
    private static readonly string[] Offered =
    [
        "gettoken", "getcallbackip", "media/upload", "message/send", "msgaudit/check_room_agree", "msgaudit/check_single_agree", "msgaudit/get_permit_user_list",
        .. ((string[])[
            "groupchat/list", "groupchat/get", "groupchat/onjob_transfer", "groupchat/transfer",
            "groupchat/add_join_way", "groupchat/get_join_way", "groupchat/update_join_way", "groupchat/del_join_way",
            "add_msg_template", "get_groupmsg_list_v2", "get_groupmsg_task", "get_groupmsg_send_result", "remind_groupmsg_send", "cancel_groupmsg_send", "send_welcome_msg",
            "get_follow_user_list", "list", "get", "get_corp_tag_list", "add_corp_tag", "edit_corp_tag", "del_corp_tag", "mark_tag",
            "transfer_customer", "transfer_result", "get_unassigned_list", "resigned/transfer_customer", "resigned/transfer_result",
            "add_contact_way", "get_contact_way", "list_contact_way", "update_contact_way", "del_contact_way",
            "add_intercept_rule", "get_intercept_rule_list", "get_intercept_rule", "update_intercept_rule", "del_intercept_rule",
        ]).Select(api => "externalcontact/" + api),
    ];

    [Fact]
    public async Task The_api_has_these_routes_and_no_other()
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(Offered.Order(StringComparer.Ordinal), host.Routes().Where(r => r.StartsWith("/cgi-bin/", StringComparison.Ordinal)).Select(r => r[9..]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Offered, api => api.Contains("kick", StringComparison.Ordinal) || api.Contains("mute", StringComparison.Ordinal) || api.Contains("recall", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("externalcontact/groupchat/create")]
    [InlineData("externalcontact/groupchat/add_member")]
    [InlineData("externalcontact/groupchat/del_member")]
    [InlineData("externalcontact/groupchat/remove_member")]
    [InlineData("externalcontact/groupchat/kick")]
    [InlineData("externalcontact/groupchat/mute")]
    [InlineData("externalcontact/groupchat/rename")]
    [InlineData("externalcontact/groupchat/dismiss")]
    [InlineData("externalcontact/groupchat/send")]
    [InlineData("externalcontact/message/recall")]
    [InlineData("externalcontact/message/send")]
    [InlineData("message/recall")]
    [InlineData("appchat/create")]
    [InlineData("appchat/update")]
    [InlineData("appchat/send")]
    [InlineData("webhook/send")]
    public async Task Removing_recalling_muting_creating_and_free_sending_are_not_there(string api)
    {
        await using var host = await SimulatorHost.Start();
        var token = await host.Token(SimulatorHost.Fast);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            using var response = await host.Raw(method, $"/cgi-bin/{api}?access_token={token}", method == HttpMethod.Get ? null : "{}");
            Assert.Equal(404, (int)response.StatusCode);
        }
    }
}
