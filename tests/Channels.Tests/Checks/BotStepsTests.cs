using Steward.Channels.Checks;
using Steward.Channels.Telegram;
using Steward.Contracts.Words;

namespace Steward.Channels.Tests.Checks;

public sealed class BotStepsTests
{
    private const string Wanted = "https://steward.example/callbacks/telegram/1";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Wanted, Wanted, 0, 0, "ok", CheckCodes.UpdatesFine)]
    [InlineData("", null, 3, 0, "ok", CheckCodes.UpdatesFine)]
    [InlineData("", Wanted, 0, 0, "failed", CheckCodes.UpdatesElsewhere)]
    [InlineData("https://other.example/", Wanted, 0, 0, "failed", CheckCodes.UpdatesElsewhere)]
    [InlineData(Wanted, null, 0, 0, "failed", CheckCodes.UpdatesPushed)]
    [InlineData(Wanted, Wanted, 5, 10, "failed", CheckCodes.UpdatesFailing)]
    [InlineData(Wanted, Wanted, 0, 10, "warning", CheckCodes.UpdatesFailing)]
    [InlineData(Wanted, Wanted, 0, 90, "ok", CheckCodes.UpdatesFine)]
    [InlineData("", null, 101, 0, "warning", CheckCodes.UpdatesWaiting)]
    public void How_updates_go_is_judged_by_where_they_lead_what_failed_and_what_waits(string url, string? wanted, int pending, int failedMinutesAgo, string outcome, string code)
    {
        var webhook = new TelegramWebhook { Url = url, PendingUpdateCount = pending };
        if (failedMinutesAgo > 0) { (webhook.LastErrorDate, webhook.LastErrorMessage) = (Now.AddMinutes(-failedMinutesAgo).ToUnixTimeSeconds(), "Wrong response from the webhook: 502 Bad Gateway"); }

        var step = BotSteps.Updates(webhook, wanted, Now);

        Assert.Equal((outcome, code), (step.Outcome, step.Why.Code));
        Assert.Equal(outcome == "ok", step.Mend.Length == 0);
    }

    [Fact]
    public void Without_chat_member_nobody_hears_who_joins() =>
        Assert.Equal(CheckCodes.UpdatesWithoutMembers, BotSteps.Updates(new TelegramWebhook { Url = Wanted, AllowedUpdates = ["message"] }, Wanted, Now).Why.Code);

    [Fact]
    public void The_groups_and_rights_that_are_missing_are_named()
    {
        var step = BotSteps.Rights(
        [
            new BotStanding("好群", new TelegramMember { Status = "administrator", CanDeleteMessages = true, CanRestrictMembers = true }),
            new BotStanding("少权限", new TelegramMember { Status = "administrator", CanDeleteMessages = true }),
            new BotStanding("成员群", new TelegramMember { Status = "member" }),
            new BotStanding("不在群", null),
        ]);
        Assert.Equal(("warning", "3", "4", "少权限、成员群、不在群", "can_restrict_members, administrator"), (step.Outcome, step.Why.Arguments["count"], step.Why.Arguments["of"], step.Why.Arguments["names"], step.Why.Arguments["missing"]));
        Assert.Equal("ok", BotSteps.Rights([new BotStanding("我的群", new TelegramMember { Status = "creator" })]).Outcome);
        Assert.Equal(CheckCodes.RightsNoGroup, BotSteps.Rights([]).Why.Code);
    }
}
