using Xunit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Testing;

namespace Steward.ServiceDefaults.Tests;

public sealed class LastResortTests
{
    private readonly TestClock _clock = new();
    private readonly List<int> _ends = [];

    [Fact]
    public void A_process_that_does_not_come_to_its_end_is_ended()
    {
        using var lifetime = new Lifetime();
        using var last = new LastResort(lifetime, _clock, NullLogger<LastResort>.Instance, _ends.Add);

        _clock.Advance(TimeSpan.FromHours(1));
        lifetime.StopApplication();
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(_ends);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([75], _ends);
    }

    [Fact]
    public void One_that_stops_in_time_is_left_alone()
    {
        using var lifetime = new Lifetime();
        using (new LastResort(lifetime, _clock, NullLogger<LastResort>.Instance, _ends.Add)) { lifetime.StopApplication(); }

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_ends);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
