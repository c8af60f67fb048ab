using Steward.Channels.Accounts;
using Steward.Channels.Checks;
using Steward.Channels.WeCom;
using Steward.Kernel;

namespace Steward.Channels.Tests.Checks;

public sealed class CheckStepsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(48002, "可调用接口的应用")]
    [InlineData(81017, "visible range")]
    [InlineData(-1, "Try again")]
    public void A_refusal_to_list_groups_says_what_to_do(int code, string mend)
    {
        var step = CheckSteps.Groups(null, WeComFailure.Of(code, "refused"));
        Assert.Equal("failed", step.Outcome);
        Assert.Contains(mend, step.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "warning")]
    [InlineData(3, "ok")]
    public void No_visible_group_is_a_warning(int groups, string outcome) => Assert.Equal(outcome, CheckSteps.Groups(groups, null).Outcome);

    [Theory]
    [InlineData(1, "ok")]
    [InlineData(25, "warning")]
    public void Callbacks_that_stopped_are_noticed_after_a_day(int hoursAgo, string outcome) =>
        Assert.Equal(outcome, CheckSteps.Callbacks(Account(ArchiveMode.None), new AccountSeen { CallbackAt = Now.AddHours(-hoursAgo), Callbacks = 7 }, Now).Outcome);

    [Theory]
    [InlineData("none", null, "", "skipped")]
    [InlineData("simulator", 1, "", "ok")]
    [InlineData("simulator", 9, "", "warning")]
    [InlineData("simulator", null, "", "warning")]
    [InlineData("simulator", 1, "40001 wrong secret", "failed")]
    public void The_archive_is_judged_by_its_mode_its_last_read_and_its_error(string mode, int? minutesAgo, string error, string outcome)
    {
        Assert.True(ArchiveModes.TryParse(mode, out var archive));
        var seen = new AccountSeen { ReadAt = minutesAgo is { } minutes ? Now.AddMinutes(-minutes) : null, LastError = error };
        Assert.Equal(outcome, CheckSteps.Archive(Account(archive), seen, Now).Outcome);
    }

    private static Account Account(ArchiveMode archive) => new(
        new AccountId(Guid.NewGuid()), new BrandId(Guid.NewGuid()), "测试", new Uri("https://wecom.example/"), "ww1", 1,
        new AccountSecrets { Secret = "s", CallbackToken = "t", EncodingAesKey = "k", ArchiveSecret = "a" }) { Archive = archive };
}
