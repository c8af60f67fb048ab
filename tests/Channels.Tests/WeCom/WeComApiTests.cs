using System.Text.RegularExpressions;
using Steward.Testing;

namespace Steward.Channels.Tests.WeCom;

public sealed partial class WeComApiTests
{
    private static readonly string[] Known =
    [
        "gettoken", "externalcontact/groupchat/list", "externalcontact/groupchat/get", "externalcontact/add_msg_template",
        "externalcontact/get_groupmsg_list_v2", "externalcontact/get_groupmsg_task", "externalcontact/get_groupmsg_send_result",
        "externalcontact/remind_groupmsg_send", "externalcontact/cancel_groupmsg_send", "externalcontact/send_welcome_msg", "externalcontact/mark_tag", "externalcontact/get",
        "externalcontact/groupchat/onjob_transfer", "externalcontact/transfer_customer", "externalcontact/transfer_result", "externalcontact/groupchat/add_join_way", "externalcontact/add_contact_way",
        "externalcontact/get_follow_user_list", "externalcontact/list_contact_way", "externalcontact/get_contact_way",
        "externalcontact/add_intercept_rule", "externalcontact/get_intercept_rule_list", "message/send", "msgaudit/check_room_agree", "media/upload",
    ];

    /// <summary>WeCom has no official way to kick, mute or recall; unofficial ones endanger the brand's account. So nothing here may even name one.</summary>
    [Fact]
    public void Only_documented_calls_are_made_and_none_removes_mutes_or_recalls()
    {
        // Telegram has such calls, and words for what they did.
        var sources = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "Channels"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Telegram{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        Assert.True(sources.Count > 40);
        var named = sources.SelectMany(source => Api().Matches(source)).Select(match => match.Groups[1].Value).Distinct().Order().ToList();
        Assert.Equal(Known.Order(), named);
        Assert.DoesNotContain(sources, source => Forbidden().IsMatch(source));
    }

    [GeneratedRegex("\"((?:externalcontact|message|appchat|media|kf|msgaudit|webhook|groupchat)/[a-z_0-9/]+|gettoken)\"")]
    private static partial Regex Api();

    [GeneratedRegex("message/recall|remove_member|kick|mute_member|del_user_list|appchat/|webhook/send", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
