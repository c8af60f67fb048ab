using System.Globalization;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Disputes;

/// <summary>What is written in the boxes of a brand's rules for complaints.</summary>
internal sealed class DisputeForm
{
    /// <summary>Where tickets are opened, one to a line.</summary>
    public const string Systems = "systems";

    /// <summary>The zone of the register's days.</summary>
    public const string TimeZone = "zone";

    /// <summary>How sure screening must be, in percent; empty: it registers nothing.</summary>
    public const string Automatic = "automatic";

    /// <summary>The boxes with whole numbers: the steps in the protocol's order, in minutes, then the days.</summary>
    public static readonly string[] Numbers = ["first-response", "private-calming", "ticket", "stop-spread", "resolution", "reopen"];

    private const decimal Percent = 100;
    private readonly Dictionary<string, string> _boxes = Numbers.Concat([Systems, TimeZone, Automatic]).ToDictionary(name => name, _ => "");

    /// <summary>A box.</summary>
    public string this[string name] { get => _boxes[name]; set => _boxes[name] = value; }

    public void Fill(DisputePolicy policy)
    {
        int[] values = [policy.FirstResponseMinutes, policy.PrivateCalmingMinutes, policy.TicketMinutes, policy.StopSpreadMinutes, policy.ResolutionMinutes, policy.ReopenDays];
        foreach (var (name, number) in Numbers.Zip(values)) { _boxes[name] = number.ToString(CultureInfo.InvariantCulture); }

        _boxes[TimeZone] = policy.TimeZone;
        _boxes[Systems] = string.Join('\n', policy.TicketSystems);
        _boxes[Automatic] = policy.AutomaticFrom > 0 ? ((decimal)policy.AutomaticFrom * Percent).ToString("0.##", CultureInfo.InvariantCulture) : "";
    }

    /// <summary>The policy that the boxes tell, or the boxes in which there is no number; whether the numbers may be, the service decides.</summary>
    public (DisputePolicy? Policy, IReadOnlyList<string> Wrong) Read()
    {
        var numbers = Numbers.ToDictionary(name => name, name => int.TryParse(_boxes[name].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);
        var sure = _boxes[Automatic].Trim() is { Length: > 0 } written ? decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : (decimal?)null : 0;
        List<string> wrong = [.. Numbers.Where(name => numbers[name] is null)];
        if (sure is null) { wrong.Add(Automatic); }

        if (wrong.Count > 0) { return (null, wrong); }

        var policy = new DisputePolicy
        {
            FirstResponseMinutes = numbers["first-response"]!.Value, PrivateCalmingMinutes = numbers["private-calming"]!.Value, TicketMinutes = numbers["ticket"]!.Value,
            StopSpreadMinutes = numbers["stop-spread"]!.Value, ResolutionMinutes = numbers["resolution"]!.Value, ReopenDays = numbers["reopen"]!.Value,
            TimeZone = _boxes[TimeZone].Trim(), AutomaticFrom = (double)(sure!.Value / Percent),
        };
        policy.TicketSystems.AddRange(_boxes[Systems].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal));
        return (policy, []);
    }
}
