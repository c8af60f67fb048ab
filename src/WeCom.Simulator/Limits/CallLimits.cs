using System.Collections.Concurrent;

namespace Steward.WeCom.Simulator.Limits;

/// <summary>What WeCom lets one corp and one address do with one API.</summary>
internal sealed class CallLimits(RateWindows windows)
{
    private const string BadSecretApi = "gettoken with a wrong secret";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, int> _running = new();

    public RateLimits Now { get; set; } = new();

    /// <summary>Wrong secrets from one address in an hour before it is blocked for an hour; WeCom says "many times".</summary>
    public int BadSecrets { get; set; } = 10;

    public IReadOnlyList<RateBlock> Closed() => windows.Closed();

    public void Reopen() => windows.Clear();

    public bool TryCall(string corpId, string ip, string api)
    {
        var limits = Now;
        return !limits.On
            || (windows.TryTake(new RateKey("corp", corpId, api, Minute), limits.CorpPerMinute)
                && windows.TryTake(new RateKey("corp", corpId, api, Hour), limits.CorpPerHour)
                && windows.TryTake(new RateKey("ip", ip, api, Minute), limits.IpPerMinute)
                && windows.TryTake(new RateKey("ip", ip, api, Hour), limits.IpPerHour));
    }

    public bool IsBlocked(string ip) => windows.IsClosed(new RateKey("ip", ip, BadSecretApi, Hour));

    public void CountBadSecret(string ip) => windows.TryTake(new RateKey("ip", ip, BadSecretApi, Hour), BadSecrets);

    /// <returns>False when the corp has too many calls under way.</returns>
    public bool TryEnter(string corpId)
    {
        var running = _running.AddOrUpdate(corpId, 1, (_, count) => count + 1);
        if (Now.CorpConcurrent == 0 || running <= Now.CorpConcurrent)
        {
            return true;
        }

        Leave(corpId);
        return false;
    }

    public void Leave(string corpId) => _running.AddOrUpdate(corpId, 0, (_, count) => count - 1);
}
