namespace Steward.Console.Language;

/// <summary>Words of handing over and putting off.</summary>
internal sealed partial class Texts
{
    public string HandOver => Of("转交", "Hand over");
    public string HandOverHint => Of("同事会在收件箱中看到这个问题和你的说明。", "Your colleague finds it in their inbox, with your note.");
    public string EndShift => Of("交班", "End of shift");
    public string EndShiftHint => Of("把你名下未解决的问题全部转交给一位同事；正在发送的回复不受影响。", "Everything that is yours and not resolved goes to one colleague; answers on their way stay yours.");
    public string EndShiftConfirm => Of("全部转交", "Hand over everything");
    public string HandOverTo => Of("转交给", "To");
    public string ChooseColleague => Of("选择同事", "Choose a colleague");
    public string NoColleagues => Of("这个品牌没有其他同事，请组长先安排人员。", "Nobody else works for this brand: a lead adds people first.");
    public string HandNote => Of("说明（选填）", "What they should know (optional)");
    public string HandedTag => Of("转交", "handed over");
    public string Snooze => Of("稍后处理", "Put off");
    public string SnoozeHint => Of("到时间后回到列表；成员再次提问会立即回来。时限照常计算。", "It comes back then, or at once when the member asks again. Its deadline goes on.");
    public string ShowSnoozed => Of("含稍后处理", "With what is put off");

    public string SnoozeFor(int minutes) => minutes >= 1440 ? Of($"{minutes / 1440} 天", $"{minutes / 1440} day") : minutes >= 60 ? Of($"{minutes / 60} 小时", $"{minutes / 60} h") : Of($"{minutes} 分钟", $"{minutes} min");

    public string SnoozedUntil(string moment) => Of($"推迟到 {moment}", $"until {moment}");

    public string HandedBy(string who, string note) => note.Length > 0 ? Of($"{who} 转交：{note}", $"Handed over by {who}: {note}") : Of($"由 {who} 转交", $"Handed over by {who}");

    public string HandedOver(int moved, string to) => Of($"已转交 {Number(moved)} 个问题给 {to}。", $"{Number(moved)} handed over to {to}.");
}
