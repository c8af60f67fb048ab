using System.Globalization;

namespace Steward.Console.Language;

/// <summary>Texts of what follows from a case.</summary>
internal sealed partial class Texts
{
    /// <summary>Every sanction, mildest first.</summary>
    public static IReadOnlyList<string> Sanctions { get; } = ["none", "warn", "mute", "remove", "ban"];

    public string ConsequenceLabel => Of("处理结果", "Consequence");
    public string SanctionLabel => Of("处罚", "Consequence");
    public string NoteForSanction => Of("改用其他处罚时须说明原因。", "Another consequence than the ladder's needs a note.");
    public string Overturned => Of("申诉成立，已撤销", "overturned on appeal");
    public string FileAppeal => Of("提交申诉", "File an appeal");
    public string AppealText => Of("申诉理由（成员或品牌的原话）", "The appeal, in the member's or brand's own words");
    public string AppealFiled => Of("申诉已提交，由另一位组长复核。", "The appeal is filed; another lead will review it.");

    public string SanctionName(string sanction) => sanction switch
    {
        "none" => Of("不处罚", "nothing"),
        "warn" => Of("私信警告并撤回", "private warning, messages taken back"),
        "mute" => Of("禁言 24 小时并撤回", "muted for 24 hours, messages taken back"),
        "remove" => Of("移出社群并撤回", "removed from the group, messages taken back"),
        "ban" => Of("移出且不得再入群", "removed, and may not come back"),
        _ => sanction,
    };

    public string LadderSays(string sanction) => Of($"认定后：{sanction}", $"If upheld: {sanction}");

    public string ByTheLadder(string sanction) => Of($"按处罚阶梯（{sanction}）", $"as the ladder says ({sanction})");

    public string OtherThanLadder(string proposed) => Of($"阶梯建议：{proposed}", $"the ladder said: {proposed}");

    public string LadderWhy(string reason, double standing) => reason switch
    {
        "zero-tolerance" => Of("零容忍类别", "zero tolerance"),
        "exempt" => Of("此成员在豁免名单中", "this member is exempt"),
        _ => Of($"累计 {standing.ToString("0.0", CultureInfo.InvariantCulture)} 分", $"standing {standing.ToString("0.0", CultureInfo.InvariantCulture)}"),
    };

    public string ActOutcome(string outcome) => outcome switch
    {
        "" => Of("进行中", "under way"),
        "confirmed" => Of("已完成", "done"),
        "failed" => Of("未能完成", "not done"),
        _ => outcome,
    };
}
