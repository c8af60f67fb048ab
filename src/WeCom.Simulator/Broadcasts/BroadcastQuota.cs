using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>What a corp's administrator allows beside WeCom's own limit.</summary>
internal enum QuotaRule
{
    /// <summary>WeCom's own: as many a month as the month has days.</summary>
    Month,

    /// <summary>Seven a week at most.</summary>
    Week,

    /// <summary>One a day at most.</summary>
    Day,
}

/// <summary>How many broadcasts a group or customer receives, in Shanghai's calendar; weeks begin on Monday. Guarded by the book's gate.</summary>
internal sealed class BroadcastQuota
{
    private const int PerWeek = 7;
    private const int PerDay = 1;

    private readonly Dictionary<(string Recipient, QuotaRule Period, int Number), int> _used = [];
    private readonly Dictionary<string, QuotaRule> _rules = [];

    public QuotaRule RuleOf(Corp corp) => _rules.GetValueOrDefault(corp.CorpId);

    public void SetRule(Corp corp, QuotaRule rule) => _rules[corp.CorpId] = rule;

    /// <returns>False when the time's share is used up.</returns>
    public bool TryTake(Corp corp, string recipient, DateTimeOffset at)
    {
        var rule = RuleOf(corp);
        if (Used(recipient, QuotaRule.Month, at) >= DaysOfMonth(at)
            || (rule is QuotaRule.Week && Used(recipient, QuotaRule.Week, at) >= PerWeek)
            || (rule is QuotaRule.Day && Used(recipient, QuotaRule.Day, at) >= PerDay))
        {
            return false;
        }

        Add(recipient, at, 1);
        return true;
    }

    /// <summary>A cancelled broadcast was never received.</summary>
    public void GiveBack(string recipient, DateTimeOffset takenAt) => Add(recipient, takenAt, -1);

    private static int DaysOfMonth(DateTimeOffset at)
    {
        var local = at.ToOffset(SimulatedClock.Shanghai);
        return DateTime.DaysInMonth(local.Year, local.Month);
    }

    private static int Number(QuotaRule period, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.ToOffset(SimulatedClock.Shanghai).DateTime);
        return period switch
        {
            QuotaRule.Month => (day.Year * 12) + day.Month,

            // The first of January of the year 1, day 0, was a Monday.
            QuotaRule.Week => day.DayNumber / 7,
            _ => day.DayNumber,
        };
    }

    private int Used(string recipient, QuotaRule period, DateTimeOffset at) => _used.GetValueOrDefault((recipient, period, Number(period, at)));

    private void Add(string recipient, DateTimeOffset at, int change)
    {
        foreach (var period in Enum.GetValues<QuotaRule>())
        {
            _used[(recipient, period, Number(period, at))] = Math.Max(0, Used(recipient, period, at) + change);
        }
    }
}
