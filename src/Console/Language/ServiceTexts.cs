using System.Text.RegularExpressions;
using Steward.Console.ServiceLevels;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Language;

/// <summary>Words of service levels.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] LevelErrors =
    [
        (Pattern("^first_response_minutes must be 1 to (.+)$"), "首次回复时限须为 1 到 $1 分钟", "The first answer must be due within 1 to $1 minutes"),
        (Pattern("^next_response_minutes must be 1 to (.+)$"), "再次回复时限须为 1 到 $1 分钟", "The next answer must be due in 1 to $1 minutes"),
        (Pattern("^resolution_minutes must be first_response_minutes to (.+)$"), "解决时限不能短于首次回复时限，最多 $1 分钟", "The end must not be due before the first answer, nor after $1 minutes"),
        (Pattern("^periods must be 1 to (.+)$"), "至少填写一个值班时段，最多 $1 个", "There must be at least one period on duty, and at most $1"),
        (Pattern("^periods of one day"), "同一天的时段不能重叠", "Periods of one day must not run into each other"),
        (Pattern("^holidays and make_up_days must be at most (.+) each$"), "节假日和调休上班日各最多 $1 天", "There may be at most $1 holidays and as many make-up days"),
        (Pattern("^zone"), "品牌的时区无效，请管理员在品牌设置中修改", "The brand's time zone is not known: an administrator mends it"),
    ];

    public string NavService => Of("服务时效", "SLA");
    public string UrgencyLabel => Of("应答时限", "Answer due");
    public string AnyUrgency => Of("全部时限", "Whenever due");
    public string AnswerBy => Of("应在此前回复", "Answer by");
    public string ResolveBy => Of("应在此前解决", "Resolve by");
    public string NothingAwaitsAnswer => Of("没有等待首次回复的问题", "Nothing waits for a first answer");
    public string NothingAwaitsAnswerHint => Of("需要人工回复的问题到来后，这里按人员显示等待、超时和预计超时。", "When a question needs a person, you see here by operator what waits, what is late and what will be.");
    public string AwaitingAnswer => Of("等待回复", "Awaiting an answer");
    public string WillBeLate => Of("预计超时", "Will be late");
    public string DueWithinHour => Of("1 小时内到期", "Due within the hour");
    public string PaceLabel => Of("近 1 小时回复", "Answers in the last hour");
    public string ForecastHint => Of("按每人近 1 小时的回复速度推算，先到期的先回复；不含新到的问题。每 15 秒更新。", "By each person's pace in the last hour, what is due first first; nothing new is assumed. Updated every 15 seconds.");
    public string OperatorLabel => Of("运营人员", "Operator");
    public string OpenInInbox => Of("在收件箱中查看", "Show in the inbox");
    public string ReportBy => Of("统计维度", "Lines");
    public string ReportHint => Of("只统计需要人工回复的问题，知识库自动回复的不计入。", "Only what needed a person; what the knowledge base answered by itself is not in it.");
    public string NothingAsked => Of("这段时间没有需要人工回复的问题", "Nothing needed a person in this time");
    public string NothingAskedHint => Of("换一个时间范围或品牌。", "Choose another time or brand.");
    public string ItemsLabel => Of("问题数", "Matters");
    public string ResponseKept => Of("首次回复达标率", "First answers in time");
    public string ResolutionKept => Of("解决达标率", "Resolved in time");
    public string ResolutionMissed => Of("解决超时", "Resolved late");
    public string MedianLabel => Of("首次回复中位数", "Median to the first answer");
    public string NinetiethLabel => Of("首次回复 P90", "90th percentile");
    public string LevelBuiltIn => Of("使用内置时效，尚未自定义", "The built-in level is in force");
    public string PromisedLabel => Of("承诺时效", "Promised");
    public string FirstResponseMinutes => Of("首次回复（分钟）", "First answer (minutes)");
    public string NextResponseMinutes => Of("再次回复（分钟）", "Next answer (minutes)");
    public string NextKept => Of("再次回复达标率", "Next answers in time");
    public string NextMissedLabel => Of("再次回复超时", "Next answers late");
    public string ResolutionMinutes => Of("解决（分钟）", "Resolved (minutes)");
    public string OnDutyOnly => Of("只计算值班时间，从成员提问开始；等待成员回复的时间不计入解决时限。", "Only time on duty counts, from when the member asked; the time in which it is their turn does not count for the end.");
    public string HolidaysLabel => Of("节假日与调休", "Holidays");
    public string HolidayDates => Of("休息日期", "Days off");
    public string MakeUpDates => Of("调休上班", "Make-up days");
    public string MakeUpHint => Of("一行一个：日期 空格 按星期几上班（1–7）。连续的休息日可写 2026-10-01~2026-10-07。", "One a line: the date, a space, the weekday it is worked like (1 to 7). Days off in a row may be written 2026-10-01~2026-10-07.");
    public string DutyHours => Of("值班时间", "On duty");
    public string OffDuty => Of("休息", "off duty");
    public string HoursHint => Of("例如 09:00-12:00 13:30-20:00；留空为休息，全天写 00:00-24:00。", "For example 09:00-12:00 13:30-20:00; empty: off duty; the whole day: 00:00-24:00.");
    public string CopyMonday => Of("全部同周一", "All like Monday");
    public string TryALevel => Of("试算", "Try it");
    public string TryALevelHint => Of("按上面填写的内容，成员在这一刻提问，应在什么时候前回复。", "By what stands in the form: when would a question of this moment be due?");
    public string QuestionAskedAt => Of("提问时间", "Asked at");
    public string OnDutyLabel => Of("当时有人值班", "Somebody on duty then");
    public string PutLevel => Of("启用新时效", "Put in force");
    public string PutLevelQuestion => Of("从下一个问题起生效，已在等待的问题时限不变；可从下方历史版本改回。", "It holds from the next question on; what waits keeps its deadline. You can take an earlier version back from below.");

    public string ServiceView(string view) => view switch
    {
        "now" => Of("当前与预警", "Now and ahead"),
        "report" => Of("达标统计", "Report"),
        _ => Of("时效设置", "What was promised"),
    };

    public string ReportPart(string part) => part switch { "operator" => OperatorLabel, "day" => Of("日期", "Day"), _ => Brand };

    public string UrgencyName(string urgency) => urgency switch { "late" => Of("已超时", "Late"), "escalated" => Of("已升级到组长", "Gone to the leads"), _ => Of("15 分钟内到期", "Due within 15 minutes") };

    public string KeptName(string kept) => kept switch { "hit" => Of("按时回复", "Answered in time"), "missed" => Of("超时回复", "Answered late"), _ => "" };

    public string Weekday(int day) => day switch
    {
        1 => Of("周一", "Monday"), 2 => Of("周二", "Tuesday"), 3 => Of("周三", "Wednesday"), 4 => Of("周四", "Thursday"), 5 => Of("周五", "Friday"), 6 => Of("周六", "Saturday"), _ => Of("周日", "Sunday"),
    };

    /// <summary>How long something lasted, in the two largest units.</summary>
    public string Lasted(double? seconds)
    {
        if (seconds is not { } some) { return "–"; }

        var time = TimeSpan.FromSeconds(Math.Round(some));
        return time.TotalHours >= 1 ? Of($"{(int)time.TotalHours} 时 {time.Minutes} 分", $"{(int)time.TotalHours} h {time.Minutes} min") : time.TotalMinutes >= 1 ? Of($"{time.Minutes} 分 {time.Seconds} 秒", $"{time.Minutes} min {time.Seconds} s") : Of($"{time.Seconds} 秒", $"{time.Seconds} s");
    }

    /// <summary>Hours on duty in a line: days with the same hours together.</summary>
    public string HoursWords(BusinessHours hours) => string.Join(Of("；", "; "), Enumerable.Range(1, 7)
        .GroupBy(day => string.Join(' ', hours.Periods.Where(period => period.Day == day).OrderBy(period => period.From).Select(period => $"{LevelForm.Clock(period.From)}-{LevelForm.Clock(period.To)}")))
        .Where(same => same.Key.Length > 0)
        .Select(same => $"{(same.Count() == 7 ? Of("每天", "every day") : List(same.Select(Weekday)))} {same.Key}"));

    public string LevelWrong(LevelMistake mistake) => mistake.Field switch
    {
        "first" => Of($"首次回复：“{mistake.Text}”不是整数分钟", $"First answer: “{mistake.Text}” is not a whole number of minutes"),
        "next" => Of($"再次回复：“{mistake.Text}”不是整数分钟", $"Next answer: “{mistake.Text}” is not a whole number of minutes"),
        "resolution" => Of($"解决：“{mistake.Text}”不是整数分钟", $"Resolved: “{mistake.Text}” is not a whole number of minutes"),
        "day" => Of($"{Weekday(mistake.Day)}：“{mistake.Text}”不是时段，请写成 09:00-20:00", $"{Weekday(mistake.Day)}: “{mistake.Text}” is no period; write 09:00-20:00"),
        "holidays" => Of($"休息日期：“{mistake.Text}”不是日期，请写成 2026-10-01 或 2026-10-01~2026-10-07", $"Days off: “{mistake.Text}” is no date; write 2026-10-01 or 2026-10-01~2026-10-07"),
        _ => Of($"调休上班：“{mistake.Text}”请写成 2026-10-10 5", $"Make-up days: “{mistake.Text}” should read 2026-10-10 5"),
    };

    /// <summary>The service's refusal of a level, one entry a mistake.</summary>
    public IReadOnlyList<string> LevelMistakes(string message) => SaidMistakes(message, LevelErrors);

    /// <summary>A service's list of what is wrong, one entry a mistake, in this page's language where the mistake is known.</summary>
    private IReadOnlyList<string> SaidMistakes(string message, IReadOnlyCollection<(Regex Said, string Chinese, string English)> known) =>
    [
        .. message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.').Split("; ").Select(said =>
            known.FirstOrDefault(one => one.Said.IsMatch(said)) is { Said: not null } one ? one.Said.Match(said).Result(Of(one.Chinese, one.English)) : said),
    ];

    private string? ServiceFailure(Failure failure) => failure.Problem.Code switch
    {
        ("STF-060" or "STF-061" or "STF-062" or "STF-063" or "STF-064" or "STF-065" or "STF-066" or "STF-067" or "STF-068") => LeadFailure(failure.Problem.Code),
        "STF-032" => Of("结束日期须晚于开始日期，最多 92 天。", "The last day must come after the first, within 92 days."),
        "STF-042" => Of("没有这位同事，或不在你的品牌里。", "There is no such colleague in your brands."),
        "STF-043" => Of("这位同事还负责你看不到的品牌，请由能看到其全部品牌的组长或管理员排班。", "They also work for brands that you do not see: somebody who sees all of them may plan their duty."),
        "STF-044" => Of("还没有给你排班，请联系组长。", "Nobody has planned your duty: ask a lead to."),
        "STF-029" => Of("这位同事不负责该品牌。", "This colleague does not work for that brand."),
        "STF-036" => Of("推迟的时间须在 7 天以内。", "It can be put off for seven days at most."),
        "STF-035" => Of("最多往后看 8 小时。", "At most eight hours can be looked ahead."),
        _ => null,
    };
}
