using Google.Protobuf.WellKnownTypes;
using Steward.Console.Ledger;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tests.Ledger;

public sealed class HoldTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_block_names_its_reason_and_the_moment_it_opens()
    {
        var hold = Hold.Of(Held("blocked", "quota", Now.AddMinutes(5)), Now);
        Assert.Equal(new Hold("quota", Now.AddMinutes(5), true), hold);
    }

    [Fact]
    public void A_part_that_waits_holds_a_command_that_is_on_its_way() => Assert.True(Hold.Of(Held("dispatched", "quota", Now.AddDays(1)), Now)!.Now);

    [Fact]
    public void A_block_without_a_moment_is_shown_without_one() => Assert.Equal(new Hold("consent", null, true), Hold.Of(Held("blocked", "consent", null), Now));

    [Fact]
    public void What_goes_on_again_was_held_and_is_no_longer()
    {
        Assert.False(Hold.Of(Held("dispatched", "quiet", Now.AddMinutes(-1)), Now)!.Now);
        var settled = Held("failed", "quota", Now.AddMinutes(5));
        settled.SettledAt = Timestamp.FromDateTimeOffset(Now);
        Assert.Equal(new Hold("quota", null, false), Hold.Of(settled, Now));
    }

    [Fact]
    public void What_was_never_held_has_nothing_to_show() => Assert.Null(Hold.Of(Held("confirmed", "", null), Now));

    [Theory]
    [InlineData("planned", false, "", "Possible")]
    [InlineData("blocked", false, "", "Possible")]
    [InlineData("dispatched", false, "dispatched", "Possible")]
    [InlineData("awaiting-confirm", false, "", "Possible")]
    [InlineData("dispatched", false, "unknown", "Unknown")]
    [InlineData("dispatched", false, "calling", "Unknown")]
    [InlineData("unknown", false, "", "Unknown")]
    [InlineData("partly", true, "settled", "Settled")]
    [InlineData("failed", false, "settled", "Settled")]
    public void A_command_can_be_stopped_until_it_is_settled_and_not_while_nobody_knows_what_happened(string state, bool settled, string call, string stopping)
    {
        var explained = new GetCommandResponse { Command = new Command { State = state, SettledAt = settled ? Timestamp.FromDateTimeOffset(Now) : null } };
        if (call.Length > 0) { explained.Calls.Add(new LedgerCall { CallNo = 1, State = call }); }

        Assert.Equal(stopping, StoppingRules.Of(explained).ToString());
    }

    private static Command Held(string state, string reason, DateTimeOffset? opens) =>
        new() { State = state, BlockedReason = reason, NextTryAt = opens is { } at ? Timestamp.FromDateTimeOffset(at) : null };
}
