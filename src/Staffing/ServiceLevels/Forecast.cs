namespace Steward.Staffing.ServiceLevels;

/// <summary>Something that waits for a first answer.</summary>
/// <param name="Queue">Whose work it is; empty: nobody's.</param>
/// <param name="DueAt">By when.</param>
internal sealed record WaitingItem(string Queue, DateTimeOffset DueAt);

/// <summary>Who will probably be late, and with how much, if they go on at their pace.</summary>
/// <param name="Queue">Whose work it is; empty: nobody's.</param>
/// <param name="Waiting">What waits for a first answer.</param>
/// <param name="Late">What is overdue already.</param>
/// <param name="DueInTime">What falls due within the time looked ahead and is not late yet.</param>
/// <param name="WillBeLate">Of that, what will be answered too late.</param>
/// <param name="Pace">Answers in the hour before.</param>
internal sealed record QueueForecast(string Queue, int Waiting, int Late, int DueInTime, int WillBeLate, int Pace);

/// <summary>
/// Breaches before they happen: each queue is worked off by what is due first, at the pace of the last hour, and what would be answered after its deadline is counted.
/// A queue without an answer in that hour answers nothing, so all that falls due is counted. Nothing new is assumed to come. Pure.
/// </summary>
internal static class Forecast
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IReadOnlyList<QueueForecast> Of(IEnumerable<WaitingItem> waiting, IReadOnlyDictionary<string, int> answersInTheLastHour, DateTimeOffset now, TimeSpan ahead)
    {
        var forecasts = new List<QueueForecast>();
        foreach (var queue in waiting.GroupBy(item => item.Queue))
        {
            var pace = answersInTheLastHour.GetValueOrDefault(queue.Key);
            var (count, late, due, tooLate) = (0, 0, 0, 0);
            foreach (var item in queue.OrderBy(item => item.DueAt))
            {
                count++;
                if (item.DueAt < now)
                {
                    late++;
                    continue;
                }

                if (item.DueAt > now + ahead) { continue; }

                due++;
                if (pace == 0 || now + (Hour * count / pace) > item.DueAt) { tooLate++; }
            }

            forecasts.Add(new QueueForecast(queue.Key, count, late, due, tooLate, pace));
        }

        return [.. forecasts.OrderByDescending(one => one.Late + one.WillBeLate).ThenBy(one => one.Queue, StringComparer.Ordinal)];
    }
}
