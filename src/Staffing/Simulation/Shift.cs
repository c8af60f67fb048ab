using System.Globalization;

namespace Steward.Staffing.Simulation;

/// <summary>When some of a crew work.</summary>
/// <param name="From">The first hour of the day, 0 to 23.</param>
/// <param name="Until">The hour at whose beginning they stop, 1 to 24.</param>
/// <param name="Share">Which part of the crew; the parts are weighed against each other.</param>
internal sealed record Shift(int From, int Until, double Share)
{
    /// <summary>Fits the supposed arrivals: most are there when the night's matters wait, some before, and the evening is as busy as the day.</summary>
    public static readonly IReadOnlyList<Shift> Usual = [new(7, 15, 0.3), new(9, 17, 0.25), new(14, 22, 0.05), new(16, 24, 0.4)];

    /// <summary>Whether its people are there when brands have no hours; they cover all of them.</summary>
    public bool Covers => From < SimulatedDays.HoursFrom || Until > SimulatedDays.HoursUntil;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}-{Until}:{Share:0.##}");

    /// <summary>Reads <c>7-15:0.2,9-17:0.8</c>; null: it cannot be read, or somebody would work at no hour.</summary>
    public static IReadOnlyList<Shift>? Parse(string text)
    {
        var shifts = new List<Shift>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', ':') is not [var from, var until, var share]
                || !int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var start) || !int.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || !double.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || start >= end || end > 24 || !double.IsFinite(weight))
            {
                return null;
            }

            shifts.Add(new Shift(start, end, weight));
        }

        return shifts.Sum(shift => shift.Share) > 0 ? shifts : null;
    }
}
