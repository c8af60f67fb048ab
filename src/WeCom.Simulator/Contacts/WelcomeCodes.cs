using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary>The right to greet one new contact once, soon.</summary>
internal sealed class WelcomeCode(string code, Corp corp, string userId, string externalId, DateTimeOffset ends)
{
    public string Code { get; } = code;

    public Corp Corp { get; } = corp;

    public string UserId { get; } = userId;

    public string ExternalUserId { get; } = externalId;

    public DateTimeOffset Ends { get; } = ends;

    /// <summary>Null until the first app has called; from then on the message is on its way, until <see cref="Delivered"/>.</summary>
    public int? AgentId { get; set; }

    public bool Delivered { get; set; }
}

/// <summary>All welcome codes, on the technical clock.</summary>
internal sealed class WelcomeCodes(TechnicalClock clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, WelcomeCode> _codes = [];

    public Lock Gate { get; } = new();

    public WelcomeCode Issue(string code, Corp corp, string userId, string externalId)
    {
        var now = clock.GetUtcNow();
        var issued = new WelcomeCode(code, corp, userId, externalId, now + Lifetime);
        lock (Gate)
        {
            foreach (var old in _codes.Values.Where(c => c.Ends < now.AddHours(-1)).ToList())
            {
                _codes.Remove(old.Code);
            }

            _codes[code] = issued;
        }

        return issued;
    }

    public WelcomeCode? Find(string code) => _codes.GetValueOrDefault(code);
}
