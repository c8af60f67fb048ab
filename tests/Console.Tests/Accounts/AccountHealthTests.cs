using Google.Protobuf.WellKnownTypes;
using Steward.Console.Accounts;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tests.Accounts;

public sealed class AccountHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_account_that_reads_and_hears_is_well() => Assert.Equal("Fine", AccountHealth.Of(Well(), Now).Worst.ToString());

    [Theory]
    [InlineData(30, "Fine")]
    [InlineData(90, "Fine")]
    [InlineData(121, "Slow")]
    [InlineData(301, "Late")]
    public void An_archive_that_is_not_read_for_long_is_a_fault(int secondsAgo, string level)
    {
        var account = Well();
        account.ArchiveReadAt = Timestamp.FromDateTimeOffset(Now.AddSeconds(-secondsAgo));
        Assert.Equal(level, AccountHealth.Of(account, Now).Archive.ToString());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("data-zone")]
    public void An_account_whose_messages_are_not_read_here_is_not_blamed_for_reading_none(string mode)
    {
        var account = Well();
        (account.ArchiveMode, account.ArchiveReadAt) = (mode, null);
        Assert.Equal("Fine", AccountHealth.Of(account, Now).Archive.ToString());
    }

    [Fact]
    public void Messages_that_no_key_opens_are_a_fault_however_lately_they_were_read()
    {
        var account = Well();
        account.ArchiveUndecryptable = 1;
        Assert.Equal("Late", AccountHealth.Of(account, Now).Archive.ToString());
    }

    [Theory]
    [InlineData(100, 1, "Fine")]
    [InlineData(101, 1, "Slow")]
    [InlineData(1001, 1, "Late")]
    [InlineData(0, 25, "Slow")]
    public void Callbacks_that_nobody_works_off_weigh_more_than_a_quiet_day(int waiting, int hoursAgo, string level)
    {
        var account = Well();
        (account.CallbacksWaiting, account.CallbackAt) = (waiting, Timestamp.FromDateTimeOffset(Now.AddHours(-hoursAgo)));
        Assert.Equal(level, AccountHealth.Of(account, Now).Callbacks.ToString());
    }

    [Theory]
    [InlineData(59, "Fine")]
    [InlineData(61, "Slow")]
    [InlineData(301, "Late")]
    public void One_callback_that_waits_long_is_a_fault_too(int secondsAgo, string level)
    {
        var account = Well();
        (account.CallbacksWaiting, account.CallbackOldestAt) = (1, Timestamp.FromDateTimeOffset(Now.AddSeconds(-secondsAgo)));
        Assert.Equal(level, AccountHealth.Of(account, Now).Callbacks.ToString());
    }

    [Fact]
    public void A_refused_token_is_a_fault_and_an_old_one_is_none()
    {
        var account = Well();
        (account.TokenAt, account.TokenUntil) = (Timestamp.FromDateTimeOffset(Now.AddDays(-1)), Timestamp.FromDateTimeOffset(Now.AddHours(-22)));
        Assert.Equal("Fine", AccountHealth.Of(account, Now).Worst.ToString());
        account.TokenRefusedAt = Timestamp.FromDateTimeOffset(Now);
        Assert.Equal("Late", AccountHealth.Of(account, Now).Worst.ToString());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("40001 invalid credential", "credentials")]
    [InlineData("60020 not allow to access from your ip, from ip: 10.0.0.1", "address")]
    [InlineData("45009 api freq out of limit", "frequency")]
    [InlineData("48002 api forbidden", "permission")]
    [InlineData("-1 system busy", "transient")]
    [InlineData("0 no answer", "transient")]
    [InlineData("archive: 301042 not an ip of the archive", "archive")]
    [InlineData("archive: 40001 invalid credential", "credentials")]
    [InlineData("81017 too many", "other")]
    public void An_error_says_what_to_do_by_its_code(string error, string mend) => Assert.Equal(mend, AccountHealth.MendOf(error));

    [Theory]
    [InlineData(79, 100, "", "Fine", 79)]
    [InlineData(80, 100, "", "Slow", 80)]
    [InlineData(3, 3, "", "Late", 100)]
    [InlineData(5, 3, "", "Late", 100)]
    [InlineData(0, 0, "", "Late", 100)]
    [InlineData(1, 100, "closed", "Late", 1)]
    [InlineData(1, 100, "was closed", "Fine", 1)]
    public void A_gauge_warns_at_four_fifths_and_when_the_channel_refuses(int used, int limit, string closed, string level, int percent)
    {
        var quota = new Quota { Scope = "group-broadcast", Span = "month", Used = used, Limit = limit };
        if (closed.Length > 0) { quota.ClosedUntil = Timestamp.FromDateTimeOffset(closed == "closed" ? Now.AddMinutes(1) : Now.AddMinutes(-1)); }

        var gauge = Gauge.Of(quota, Now);
        Assert.Equal((level, percent), (gauge.Level.ToString(), gauge.Percent));
    }

    [Fact]
    public void What_stops_sends_comes_first_reminders_last_and_a_circuit_only_while_the_channel_refuses()
    {
        Quota[] quotas = [new Quota { Scope = "corp-api", Span = "circuit" }, new Quota { Scope = "task-remind", Used = 3, Limit = 3 }, new Quota { Scope = "b", Used = 9, Limit = 10 }, new Quota { Scope = "c", Used = 2, Limit = 2 }];
        Assert.Equal(["c", "b", "task-remind"], Gauge.Of(quotas, Now).Select(gauge => gauge.Quota.Scope));
        quotas[0].ClosedUntil = Timestamp.FromDateTimeOffset(Now.AddMinutes(1));
        Assert.Equal(["c", "corp-api", "b", "task-remind"], Gauge.Of(quotas, Now).Select(gauge => gauge.Quota.Scope));
    }

    private static Account Well() => new()
    {
        ArchiveMode = "simulator", ArchiveReadAt = Timestamp.FromDateTimeOffset(Now.AddSeconds(-5)), CallbackAt = Timestamp.FromDateTimeOffset(Now.AddMinutes(-5)), Callbacks = 10,
    };
}
