using Pipelines.Sockets.Unofficial;
using Xunit;

namespace Steward.StandIns.Tests.Pipelines;

public sealed class DelegatesTests
{
    [Fact]
    public void targets_are_enumerated_in_order()
    {
        var seen = new List<int>();
        Action handlers = () => seen.Add(1);
        Assert.True(Delegates.IsSingle(handlers));
        handlers += () => seen.Add(2);
        handlers += () => seen.Add(3);
        Assert.False(Delegates.IsSingle(handlers));

        foreach (var handler in handlers.AsEnumerable())
        {
            handler();
            Assert.True(Delegates.IsSingle(handler));
        }

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void null_has_no_targets()
    {
        foreach (var handler in ((Action?)null).AsEnumerable())
        {
            Assert.Fail($"{handler} should not exist");
        }
    }
}
