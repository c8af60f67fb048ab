using Steward.Channels.Telegram;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

public sealed class TelegramGatesTests
{
    private static readonly AccountId Bot = new(Guid.NewGuid());
    private readonly TestClock _clock = new();

    [Fact]
    public void A_chat_takes_one_text_a_second_and_its_neighbour_is_free()
    {
        var gates = new TelegramGates(_clock);
        gates.Sent(Bot, "a");

        Assert.Equal(TimeSpan.FromSeconds(1), gates.WaitOf(Bot, "a", sends: true));
        Assert.Equal(TimeSpan.Zero, gates.WaitOf(Bot, "a", sends: false));
        Assert.Equal(TimeSpan.Zero, gates.WaitOf(Bot, "b", sends: true));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, gates.WaitOf(Bot, "a", sends: true));
    }

    [Fact]
    public void One_limit_closes_its_chat_for_everything_and_a_second_one_the_bot()
    {
        var gates = new TelegramGates(_clock);
        gates.Close(Bot, "a", TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), gates.WaitOf(Bot, "a", sends: false));
        Assert.Equal(TimeSpan.Zero, gates.WaitOf(Bot, "b", sends: true));

        gates.Close(Bot, "b", TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(5), gates.WaitOf(Bot, "c", sends: true));
        Assert.Equal(TimeSpan.Zero, gates.WaitOf(new AccountId(Guid.NewGuid()), "a", sends: true));
    }

    [Fact]
    public void A_text_does_not_open_what_a_limit_closed()
    {
        var gates = new TelegramGates(_clock);
        gates.Close(Bot, "a", TimeSpan.FromSeconds(30));

        gates.Sent(Bot, "a");

        Assert.Equal(TimeSpan.FromSeconds(30), gates.WaitOf(Bot, "a", sends: true));
    }
}
