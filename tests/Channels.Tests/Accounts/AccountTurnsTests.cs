using Microsoft.Extensions.DependencyInjection;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Tests.Accounts;

public sealed class AccountTurnsTests
{
    [Fact]
    public async Task Who_has_stopped_takes_no_turn_again_and_another_gets_it()
    {
        await using var host = await World.HostAsync();
        await using var other = await World.HostAsync(host, null);
        var account = new AccountId(Guid.NewGuid());
        var (first, second) = (host.Services.GetRequiredService<AccountTurns>(), other.Services.GetRequiredService<AccountTurns>());
        Assert.True(await first.MineAsync(account, CancellationToken.None));
        Assert.False(await second.MineAsync(account, CancellationToken.None));

        await host.StopAsync();

        Assert.False(await first.MineAsync(account, CancellationToken.None));
        Assert.True(await second.MineAsync(account, CancellationToken.None));
    }
}
