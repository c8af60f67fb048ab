using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Language;

/// <summary>Texts of appeals, policy, exemptions and the report on consistency.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] PolicyErrors =
    [
        (Pattern("^weights: ([a-z]+) must weigh more than 0 and at most ([0-9]+)$"), "类别 $1 的分值须大于 0，最多 $2。", "The points of $1 must be more than 0 and at most $2."),
        (Pattern("^window_days must be 1 to ([0-9]+)$"), "计算范围须为 1 到 $1 天。", "The window must be 1 to $1 days."),
        (Pattern("^most_at_once must be 1 to ([0-9]+)$"), "每小时自动移出上限须为 1 到 $1。", "The hourly limit must be 1 to $1."),
        (Pattern("^half_life_days must be 1 to ([0-9]+)$"), "减半时间须为 1 到 $1 天。", "The half-life must be 1 to $1 days."),
        (Pattern("^ladder: the first rung must begin at 0$"), "处罚阶梯：第一级须从 0 分开始。", "The ladder: its first rung must begin at 0."),
        (Pattern("^ladder: each rung must begin higher than the one before it, at ([0-9]+) at most"), "处罚阶梯：每一级的起点须高于前一级（最多 $1 分），且不能更轻。", "The ladder: each rung must begin higher than the one before it, at $1 at most, and be no milder."),
        (Pattern("^warning_text must have 1 to ([0-9]+) characters"), "警告内容须为 1 到 $1 个字。", "The warning must have 1 to $1 characters."),
    ];

    public string NavDiscipline => Of("处罚与申诉", "Discipline");
    public string OldestFirst => Of("等待最久的在前", "Longest waiting first");
    public string NoOpenAppeals => Of("没有待复核的申诉", "No appeals are waiting");
    public string NoOpenAppealsHint => Of("成员或品牌提出异议时，在“违规处理”中打开该违规并提交申诉。", "When a member or brand objects, open the case under Cases and file an appeal.");
    public string FiledAt => Of("提交时间", "Filed");
    public string FiledBy => Of("提交人", "Filed by");
    public string AppealLabel => Of("申诉", "Appeal");
    public string DecidedByLabel => Of("处理人", "Decided by");
    public string AgainstLabel => Of("针对的处罚", "Against");
    public string WhyLabel => Of("依据", "Because of");
    public string ReviewLabel => Of("复核结果", "Review");
    public string ReviewedBy => Of("复核人", "Reviewed by");
    public string ReviewReason => Of("复核理由（必填，会保留在记录中）", "Reason of the review (needed; it is kept)");
    public string OwnDecision => Of("这次处罚由您决定，须由另一位组长复核。", "You decided this case: another lead reviews the appeal.");
    public string RejectAppeal => Of("驳回申诉", "Reject");
    public string OverturnAppeal => Of("撤销处罚", "Overturn the penalty");
    public string ConsistencyHint => Of("未选日期时为最近 30 天", "The last 30 days unless you choose");
    public string NobodyDecided => Of("这段时间没有处罚决定", "Nothing was decided in this time");
    public string NobodyDecidedHint => Of("换一个时间范围再看。", "Choose another time.");
    public string ByPerson => Of("按处理人", "By person");
    public string DecisionsMade => Of("决定数", "Decisions");
    public string AsTheLadder => Of("与阶梯一致", "As the ladder says");
    public string Milder => Of("更轻", "Milder");
    public string Harder => Of("更重", "Harder");
    public string OverturnedCount => Of("被撤销", "Overturned");
    public string NoDeviations => Of("全部决定与处罚阶梯一致。", "Every decision was the ladder's.");
    public string LadderSaid => Of("阶梯建议", "The ladder said");
    public string DecidedLabel => Of("实际处罚", "Decided");
    public string SearchExempt => Of("按成员或原因查找", "Member or reason");
    public string ExemptHint => Of("名单中的成员违规时不处罚，仍会记录", "Nothing is done about who is listed; offences are still recorded");
    public string AddExempt => Of("添加豁免", "Exempt a member");
    public string ChooseBrandToAdd => Of("要添加豁免，请先选择一个品牌。", "Choose a brand to exempt somebody.");
    public string NobodyExempt => Of("没有豁免成员", "Nobody is exempt");
    public string NobodyExemptHint => Of("合作伙伴、官方账号等不应处罚的成员，可选择品牌后添加。", "Partners and official accounts that nothing should be done about: choose a brand and add them.");
    public string SetBy => Of("设置人", "Set by");
    public string SetAt => Of("设置时间", "Set");
    public string EndExempt => Of("结束豁免", "End");
    public string EndExemptQuestion => Of("此后违规将照常处罚。", "Offences will count again.");
    public string ExemptReason => Of("豁免原因（必填）", "Why (needed)");
    public string FindMember => Of("按昵称查找成员", "Find a member by name");
    public string NobodyFound => Of("没有找到成员，换个昵称试试。", "Nobody by that name; try another.");
    public string PolicyBuiltIn => Of("使用内置的处罚规则，尚未自定义", "The built-in policy is in force");
    public string LadderLabel => Of("处罚阶梯", "Ladder");
    public string RungFrom => Of("累计达到", "From");
    public string AddRung => Of("添加一级", "Add a rung");
    public string HalfLife => Of("减半时间（天）", "Half-life (days)");
    public string WindowLabel => Of("计算范围（天）", "Window (days)");
    public string WarningText => Of("私信警告内容", "Words of the warning");
    public string WarningHint => Of("{offence} 会替换为违规类别。", "{offence} stands for the class.");
    public string WeightsLabel => Of("各类别分值", "Points by class");
    public string ZeroTolerance => Of("零容忍", "Zero tolerance");
    public string WeightsHint => Of("不填为 1 分。零容忍的类别直接按最重一级处罚，至少移出社群。", "1 when left empty. Zero tolerance: the hardest rung, at least removal, at once.");
    public string WhatWouldFollow => Of("试算", "What would follow");
    public string WhatWouldFollowHint => Of("选一位成员和类别，比较现行规则与左侧填写的规则，不会真的处罚。", "Choose a member and a class: what holds and what is written here, side by side. Nothing is done.");
    public string ShowPreview => Of("试算", "Show");
    public string AsInForce => Of("现行规则", "As it holds");
    public string AsWritten => Of("填写的规则", "As written here");
    public string PutInForce => Of("启用新规则", "Put in force");
    public string PutPolicyQuestion => Of("从下一个决定起生效，已有的处罚不变；可从下方历史版本改回。", "It holds from the next decision on; past penalties stay. You can take an earlier version back from below.");
    public string PolicyVersions => Of("历史版本", "Versions");
    public string NoPolicyVersions => Of("还没有自定义版本。", "No versions of the brand's own yet.");
    public string TakeIntoForm => Of("填入上方", "Take into the form");

    public string PolicyNumber(int version) => version > 0 ? Of($"处罚规则第 {version} 版", $"policy v{version}") : Of("内置处罚规则", "built-in policy");
    public string PolicyNow(int version) => Of($"生效：第 {version} 版", $"v{version} is in force");
    public string PolicyInForce(int version) => Of($"第 {version} 版已生效。", $"v{version} is in force.");
    public string TakenIntoForm(int version) => Of($"第 {version} 版已填入，启用后才生效。", $"v{version} is in the form; it holds once you put it in force.");
    public string PolicyNumberWrong(string field) => field switch
    {
        "half_life" => Of($"{HalfLife}：请填写整数。", $"{HalfLife}: write a whole number."),
        "window" => Of($"{WindowLabel}：请填写整数。", $"{WindowLabel}: write a whole number."),
        "most_at_once" => Of($"{MostAtOnce}：请填写整数。", $"{MostAtOnce}: write a whole number."),
        _ when field.StartsWith("rung ", StringComparison.Ordinal) => Of($"处罚阶梯第 {field[5..]} 级：起点请填写数字。", $"Rung {field[5..]}: write a number."),
        _ => Of($"{Offence(field)}的分值：请填写数字。", $"Points of {Offence(field)}: write a number."),
    };
    public string ExemptNow(string name) => Of($"已豁免 {name}。", $"{name} is exempt.");
    public string ExemptNoMore(string name) => Of($"{name} 不再豁免。", $"{name} is exempt no longer.");
    public string MoreExempt(int shown) => Of($"只显示前 {Number(shown)} 位，请选择一个品牌。", $"Only the first {Number(shown)} are shown; choose a brand.");
    public string Deviations(int count) => Of($"与阶梯不同的决定（{Number(count)}，最多 200）", $"Decisions other than the ladder's ({Number(count)}, at most 200)");

    public string DisciplineView(string view) => view switch
    {
        "appeals" => Of("申诉", "Appeals"),
        "policy" => Of("处罚规则", "Policy"),
        "exempt" => Of("豁免名单", "Exemptions"),
        "consistency" => Of("一致性报告", "Consistency"),
        _ => view,
    };

    public string AppealState(string state) => state switch { "open" => Of("待复核", "open"), "rejected" => Of("已驳回", "rejected"), "overturned" => Of("已撤销处罚", "overturned"), _ => state };

    public string OnBehalf(string whom) => whom switch { "member" => Of("成员申诉", "On behalf of the member"), "brand" => Of("品牌申诉", "On behalf of the brand"), _ => whom };

    /// <summary>What follows from deciding an appeal.</summary>
    public string AppealFollows(string decision, string sanction) => decision == "rejected"
        ? Of("驳回后，处罚不变，继续计入累计分。", "Rejected, the penalty stands and goes on counting.")
        : sanction is "remove" or "ban"
            ? Of("撤销后不再计分；但已移出的成员不会自动回群，请另行邀请。", "Overturned, it counts no longer; who was removed is not put back by this: invite them yourself.")
            : Of("撤销后不再计分；已发出的警告和已撤回的消息不会恢复。", "Overturned, it counts no longer; warnings and messages taken back stay as they are.");

    /// <summary>A ladder on one line.</summary>
    public string LadderWords(Policy policy) => string.Join(" → ", policy.Ladder.Select(rung => $"{rung.From.ToString("0.##", CultureInfo.InvariantCulture)}: {SanctionName(rung.Sanction)}"));

    /// <summary>The service's refusal of a policy, one entry a mistake.</summary>
    public IReadOnlyList<string> PolicyMistakes(string message) =>
    [
        .. message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.').Split("; ").Select(said =>
            PolicyErrors.FirstOrDefault(known => known.Said.IsMatch(said)) is { Said: not null } one ? one.Said.Match(said).Result(Of(one.Chinese, one.English)) : said),
    ];
}
