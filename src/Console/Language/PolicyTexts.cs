using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Language;

/// <summary>Texts of policies: the queue's, the thresholds of incidents, and what several people write at once.</summary>
internal sealed partial class Texts
{
    public string QueuePolicyLabel => Of("待处理设置", "The queue's policy");
    public string ClaimMinutesLabel => Of("领取后保留（分钟，1 到 120）", "A claim lasts (minutes, 1 to 120)");
    public string DueMinutesLabel => Of("处理时限（分钟，1 到 10,080）", "Overdue after (minutes, 1 to 10,080)");
    public string DueOfClass => Of("时限（分钟）", "Overdue after (minutes)");
    public string SetAsideHint => Of("暂缓的类别不分派、不计超时，仍可打开处理。时限留空则与上面相同。", "Classes that are set aside are neither handed out nor overdue, and can still be opened and decided. Without a time of its own a class has the one above.");
    public string ExemptUntil => Of("有效期至", "Until");
    public string ExemptLastDay => Of("最后一天（可不填）", "Last day (may be left empty)");
    public string ExemptLastDayHint => Of("到期后自动失效，名单中显示为已结束；不填则一直有效，直到手动结束。", "It ends by itself after that day and stays on the list as ended; without a day it holds until somebody ends it.");
    public string ExemptEnded => Of("已结束", "ended");
    public string WithoutEnd => Of("无期限", "no end");
    public string ChooseBrandFirst => Of("先选一个品牌", "Choose a brand first");
    public string SettingsBuiltIn => Of("使用内置设置，尚未自定义", "The built-in settings hold");
    public string PutSettings => Of("启用", "Put in force");
    public string SetAsideShort => Of("暂缓", "Set aside");
    public string LeadsSet => Of("由组长及以上设置", "Team leads and above set it");
    public string ThresholdsLabel => Of("群体事件阈值", "Thresholds of incidents");
    public string ThresholdsHint => Of("同样的内容同时达到以下全部条件时，成为群体事件。对之后的消息生效。", "The same story is an incident when all of these are reached. Holds for messages from now on.");
    public string TakeTheirs => Of("载入同事的版本（放弃我的）", "Take theirs (mine is lost)");
    public string KeepMine => Of("仍用我的（覆盖同事的）", "Keep mine (it replaces theirs)");

    public string ChangedMeanwhile(string person, string moment) => Of($"{person} 已于 {moment} 修改。您填写的内容还在，请选择：", $"{person} changed it at {moment}, after you had opened it. What you wrote is still here:");

    public string WholeNumberPlease(string field) => Of($"{field}：请填写整数。", $"{field}: write a whole number.");

    public string QueueNumberWrong(string field) => WholeNumberPlease(field switch { "claim" => ClaimMinutesLabel, "due" => DueMinutesLabel, _ => Told(Offence(field), DueOfClass) });

    public string NumberPlease(string field) => Of($"{field}：请填写数字。", $"{field}: write a number.");

    public string ThresholdName(string field) => field switch
    {
        "groups" => Of("不同社群数（2 到 30）", "Groups (2 to 30)"),
        "members" => Of("不同成员数（1 到 30）", "Members (1 to 30)"),
        "minutes" => Of("时间范围（分钟，1 到 1,440）", "Within minutes (1 to 1,440)"),
        "letters" => Of("至少字数（12 到 1,000）", "Letters at least (12 to 1,000)"),
        _ => field,
    };

    /// <summary>A queue's policy on one line.</summary>
    public string QueueSays(ReviewPolicy policy) => List(
    [
        Of($"领取 {policy.ClaimMinutes} 分钟", $"claims {policy.ClaimMinutes} min"), Of($"时限 {policy.DueMinutes} 分钟", $"overdue after {policy.DueMinutes} min"),
        .. policy.DueMinutesByClass.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Of($"{Offence(one.Key)} {one.Value} 分钟", $"{Offence(one.Key)} {one.Value} min")),
        .. policy.Aside.Count > 0 ? [Of($"暂缓：{List(policy.Aside.Select(Offence))}", $"set aside: {List(policy.Aside.Select(Offence))}")] : Array.Empty<string>(),
    ]);

    /// <summary>Thresholds on one line.</summary>
    public string ThresholdsSay(IncidentPolicy policy) => Of(
        $"{policy.Minutes} 分钟内 {policy.Groups} 个社群、{policy.Members} 名成员，至少 {policy.Letters} 字", $"{policy.Groups} groups and {policy.Members} members within {policy.Minutes} min, {policy.Letters} letters at least");

    public string DisputeRulesLabel => Of("投诉处理规则", "Rules for complaints");
    public string DisputeRulesHint => Of("各步骤的时限从投诉发生时起算，对之后登记的投诉生效。", "The times count from the complaint, and hold for complaints that are opened from now on.");

    public string DisputeRule(string field) => field switch
    {
        "reopen" => Of("结束后几天内再次投诉算同一件（0 到 90）", "Days after its end in which it is opened again (0 to 90)"),
        "zone" => Of("登记日期所用时区", "Time zone of the register's days"),
        "systems" => Of("工单系统（每行一个，最多 20 个）", "Ticket systems (one to a line, 20 at most)"),
        "automatic" => Of("把握达到多少时自动登记（50 到 100，%；不填则只由人登记）", "Registered by itself from a probability of (50 to 100 %; empty: by people only)"),
        _ => Of($"{DisputeStep(field)}（分钟，1 到 {(field == "resolution" ? "43,200" : "10,080")}）", $"{DisputeStep(field)} (minutes, 1 to {(field == "resolution" ? "43,200" : "10,080")})"),
    };

    /// <summary>Rules for complaints on one line.</summary>
    public string DisputeRulesSay(DisputePolicy policy) => List(
    [
        .. DisputeSteps.Zip([policy.FirstResponseMinutes, policy.PrivateCalmingMinutes, policy.TicketMinutes, policy.StopSpreadMinutes, policy.ResolutionMinutes], (step, minutes) => Of($"{DisputeStep(step)} {Number(minutes)} 分钟", $"{DisputeStep(step)} {Number(minutes)} min")),
        Of($"{policy.ReopenDays} 天内再次投诉算同一件", $"opened again within {policy.ReopenDays} days"), policy.TimeZone,
        .. policy.TicketSystems, policy.AutomaticFrom > 0 ? Of($"把握 {policy.AutomaticFrom:P0} 起自动登记", $"registered by itself from {policy.AutomaticFrom:P0}") : Of("只由人登记", "by people only"),
    ]);

    /// <summary>Words of problems with policies and drafts.</summary>
    private string? PolicyFailure(string code) => code switch
    {
        "MOD-017" => Of("规则编号、类别或处置有误：编号只能用字母、数字、- _ .，最多 64 个字符。", "The rule's id, class or severity cannot be: an id has letters, digits, '-', '_' and '.', 64 at most."),
        "MOD-031" => Of("与阶梯建议不同的处罚须填写备注。", "Another consequence than the ladder's needs a note."),
        "MOD-068" => Of("领取保留须为 1 到 120 分钟，时限须为 1 到 10,080 分钟。", "A claim lasts 1 to 120 minutes; a case is overdue after 1 to 10,080."),
        "MOD-072" => Of("社群数须为 2 到 30，成员数 1 到 30，时间 1 到 1,440 分钟，字数 12 到 1,000。", "There must be 2 to 30 groups, 1 to 30 members, 1 to 1,440 minutes, 12 to 1,000 letters."),
        "MOD-131" => Of(
            "规则有误：前四个步骤各为 1 到 10,080 分钟且不晚于解决时限，解决时限 1 到 43,200 分钟，再次投诉 0 到 90 天；时区须为 Asia/Shanghai 这样的名称；工单系统最多 20 个，每个 1 到 50 个字；自动登记不填，或 50 到 100。",
            "The first four steps have 1 to 10,080 minutes each and no more than the resolution, which has 1 to 43,200; 0 to 90 days to be opened again; a zone has a name such as Asia/Shanghai; 20 ticket systems at most, each of 1 to 50 characters; registered by itself: empty, or 50 to 100."),
        "MOD-180" or "MOD-181" => Of("同事刚刚修改过，请重新载入后再决定。", "A colleague has changed it since; read it again, then decide."),
        "MOD-182" => Of("结束时间须在今天之后，最多 5 年。", "The end must be ahead, five years at most."),
        _ => null,
    };
}
