using System.Text.RegularExpressions;
using Steward.Console.ServiceLevels;
using Steward.Console.Shifts;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Language;

/// <summary>Words of duty and routing.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] DutyErrors =
    [
        (Pattern("^zone"), "时区无效，请填写 IANA 名称，例如 Asia/Shanghai", "The time zone must be of the IANA database, as Asia/Shanghai"),
        (Pattern("^cover: "), "值守时段不能重叠，每天最多 4 段", "Cover periods must not run into each other, four a day at most"),
        (Pattern("^periods"), "同一天的班次不能重叠，每天最多 4 段", "Shifts of one day must not run into each other, four at most"),
        (Pattern("^exceptions must be at most (.+)$"), "例外最多 $1 条", "There may be at most $1 exceptions"),
        (Pattern("^exceptions must end after they begin, by (.+) days at most$"), "例外须在开始之后结束，最长 $1 天", "An exception must end after it begins, within $1 days"),
        (Pattern("^exceptions.note must have at most (.+) characters$"), "例外的备注最多 $1 个字", "An exception's note may have $1 characters"),
        (Pattern("^skills must be at most (.+), with names of 1 to (.+) characters on one line$"), "技能最多 $1 项，名称最多 $2 个字", "There may be at most $1 skills, with names of up to $2 characters"),
        (Pattern("^skills must each be named once$"), "同一技能只能填写一次", "Each skill is named once"),
        (Pattern("^capacity and kinds.capacity must be 0 to (.+)$"), "容量须为 0 到 $1", "Room must be 0 to $1"),
        (Pattern("^kinds"), "问题类型只能各填一次，名称最多 40 个字", "Each kind is named once, with up to 40 characters"),
        (Pattern("^certificate"), "上岗证须为技能名称，最多 40 个字", "The certificate must be a skill's name of up to 40 characters"),
        (Pattern("^escalate_after_minutes must be 0 to (.+)$"), "升级时间须为 0 到 $1 分钟", "Minutes must be 0 to $1"),
    ];

    private static readonly (Regex Said, string Chinese, string English)[] RoutingErrors =
    [
        (Pattern("^kinds.required and kinds.preferred must be at most (.+) each$"), "每类问题的技能最多 $1 项", "There may be at most $1 skills of a kind"),
        (Pattern("^kinds.required and kinds.preferred must be skills"), "技能名称最多 40 个字", "Names of skills have up to 40 characters"),
        .. DutyErrors,
    ];

    public string NavDuty => Of("排班", "Duty");
    public string NobodyToPlan => Of("还没有同事负责这个品牌", "Nobody works for this brand yet");
    public string NobodyToPlanHint => Of("管理员添加人员并分配品牌后，在这里排班。", "When an administrator has added people to the brand, their duty is planned here.");
    public string FreeRoom => Of("在岗剩余容量", "Free room on duty");
    public string DutyHint => Of("点开一行即可排班。没有排班的同事照旧：所负责社群的问题直接归其处理，不参与自动分派。每 15 秒更新。", "Open a row to plan. Who has no plan goes on as before: their groups' matters are theirs, and nothing else is given to them. Updated every 15 seconds.");
    public string SearchDuty => Of("搜索同事或技能", "Search colleague or skill");
    public string WeekHint => Of("每周班次，按各人的时区；请假与加班在详情里。", "Shifts of every week, in each person's zone; exceptions are in the sheet.");
    public string HoldingLabel => Of("在手问题", "Has");
    public string CapacityLabel => Of("同时处理上限", "Room for");
    public string SkillsLabel => Of("技能与证书", "Skills");
    public string CoverLabel => Of("下班后值守", "Cover");
    public string ValidForGood => Of("长期有效", "for good");
    public string ShiftLabel => Of("班次", "Shift");
    public string CoverHint => Of("值守：品牌下班后由其接手的时段，留空为不参与。", "Cover: when they stand in for brands whose hours are over; empty: not at all.");
    public string ZoneLabel => Of("时区", "Time zone");
    public string ExceptionsLabel => Of("请假与加班", "Exceptions");
    public string ExceptionsHint => Of("一行一条：“- 2026-10-01~2026-10-07 年假”为请假，“+ 2026-10-11 09:00~2026-10-11 18:00 大促”为加班；不写时间即为全天。", "One a line: “- 2026-10-01~2026-10-07 leave” for an absence, “+ 2026-10-11 09:00~2026-10-11 18:00 sale” for extra work; without times the whole day.");
    public string SkillsHint => Of("一行一项，可在后面写证书的最后有效日：“奶粉 2026-12-31”。", "One a line, with the certificate's last day behind it: “milk 2026-12-31”.");
    public string KindCapacityHint => Of("其中各类问题最多（选填）：", "Of these at most (optional):");
    public string DutySave => Of("保存排班", "Save");
    public string DutyNone => Of("还没有排班；下面是常用班次，保存后开始自动分派。", "Not planned yet: below is what most work. Saving it begins routing.");
    public string GoAway => Of("暂时离开", "Away");
    public string BackAgain => Of("我回来了", "Back");
    public string AwayHint => Of("离开后不再收到新问题；超过 5 分钟，手上未回复的问题会交回分派。下班时自动结束。", "While you are away nothing new comes; after 5 minutes what you have not answered goes back. It ends with your shift.");
    public string EscalatedTag => Of("已升级", "escalated");
    public string RouteHint => Of("为什么在这里", "Why it is where it is");
    public string RoutingBuiltIn => Of("使用内置规则：不要求技能", "The built-in rules are in force: no skills are asked for");
    public string CertificateLabel => Of("品牌上岗证（选填）", "The brand's own certificate (optional)");
    public string CertificateHint => Of("没有有效上岗证的同事不会收到这个品牌的问题，等待再久也不放宽。", "Who has no valid certificate gets nothing of this brand, however long it waits.");
    public string MatterKindLabel => Of("类型", "Kind");
    public string RequiredSkills => Of("必需技能", "Required skills");
    public string PreferredSkills => Of("优先技能", "Preferred skills");
    public string KindSkillsHint => Of("用逗号分隔，重要的在前。等待较久时先不看优先技能，再从最后一项起放宽必需技能。", "With commas between, the most important first. When something waits, preferred skills are dropped, then the required ones from the last.");
    public string EscalateAfter => Of("回复超时后多少分钟无人接手即升级到组长", "Minutes past the deadline until what nobody took goes to the leads");
    public string EscalateWrong => Of("升级时间须为整数分钟", "Minutes must be a whole number");
    public string PutRouting => Of("启用分派规则", "Put in force");
    public string PutRoutingHint => Of("对之后分派的问题生效。", "It holds for what is given from then on.");

    public string ShiftsView(string view) => view switch { "now" => Of("当前在岗", "Now"), "week" => Of("每周班次", "Week"), _ => Of("分派规则", "Routing") };

    public string ShiftState(string state) => state switch { "duty" => Of("在岗", "on duty"), "cover" => Of("值守中", "covering"), "away" => Of("暂时离开", "away"), "off" => Of("未上班", "off duty"), "none" => Of("未排班", "not planned"), _ => state };

    public string MatterKind(string kind) => kind switch { "question" => Of("咨询", "question"), "complaint" => Of("投诉", "complaint"), "intent" => Of("购买意向", "intent"), _ => kind };

    public string RouteReason(string reason) => reason switch
    {
        "owner" => Of("负责该社群", "looks after the group"),
        "served" => Of("正在服务该社群", "serves the group"),
        "skills" => Of("技能匹配", "has the skills"),
        "load" => Of("手上最空", "has least to do"),
        "cover" => Of("下班后值守", "covers after hours"),
        "hand" => Of("同事转交", "handed over"),
        "nobody-on-duty" => Of("排队：没有人在岗", "queued: nobody is on duty"),
        "nobody-skilled" => Of("排队：在岗同事缺少所需技能", "queued: nobody on duty has the skills"),
        "all-full" => Of("排队：在岗同事都已满", "queued: everybody is full"),
        _ => reason,
    };

    /// <summary>Why an item is with whom it is with, and how much they had then.</summary>
    public string RouteWords(WorkItem item) => item.RouteCapacity > 0 ? $"{RouteReason(item.Route)} {item.RouteHeld}/{item.RouteCapacity}" : RouteReason(item.Route);

    public string ValidUntil(string day) => Of($"有效期至 {day}", $"valid until {day}");

    public string DutyOf(string name) => Of($"{name} 的排班", $"Duty of {name}");

    public string DutyNow(int version, string by, string at) => Of($"第 {version} 版，{by} 于 {at} 设置", $"v{version}, set by {by} at {at}");

    public string DutySaved(string name) => Of($"{name} 的排班已保存，立即生效。", $"The duty of {name} is saved and in force.");

    /// <summary>Periods in a line: days with the same hours together.</summary>
    public string PeriodsWords(IEnumerable<DutyPeriod> periods) => HoursWords(new BusinessHours { Periods = { periods } });

    public string DutyWrong(DutyMistake mistake) => mistake.Field switch
    {
        "zone" => Of($"时区：“{mistake.Text}”无效，请填写 IANA 名称，例如 Asia/Shanghai", $"Time zone: “{mistake.Text}” is not of the IANA database, as Asia/Shanghai"),
        "shift" => LevelWrong(new LevelMistake("day", mistake.Day, mistake.Text)),
        "cover" => Of($"值守 {Weekday(mistake.Day)}：“{mistake.Text}”不是时段，请写成 20:00-23:00", $"Cover {Weekday(mistake.Day)}: “{mistake.Text}” is no period; write 20:00-23:00"),
        "exception" => Of($"请假与加班：“{mistake.Text}”无法识别，请写成 - 2026-10-01~2026-10-07", $"Exceptions: “{mistake.Text}” should read - 2026-10-01~2026-10-07"),
        _ => Of($"同时处理上限：“{mistake.Text}”不是整数", $"Room: “{mistake.Text}” is not a whole number"),
    };

    /// <summary>The service's refusal of a plan, one entry a mistake.</summary>
    public IReadOnlyList<string> DutyMistakes(string message) => SaidMistakes(message, DutyErrors);

    /// <summary>The same of a brand's rules.</summary>
    public IReadOnlyList<string> RoutingMistakes(string message) => SaidMistakes(message, RoutingErrors);
}
