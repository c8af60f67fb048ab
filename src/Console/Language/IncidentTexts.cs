namespace Steward.Console.Language;

/// <summary>Texts of incidents.</summary>
internal sealed partial class Texts
{
    public string NavIncidents => Of("群体事件", "Incidents");
    public string SearchIncidents => Of("搜索传播内容", "Search stories");
    public string NoIncidents => Of("没有群体事件", "No incidents");
    public string NoIncidentsHint => Of("同样的内容几分钟内在多个群里出现时，会合并成一个事件显示在这里。", "When the same story comes up in many groups within minutes, it appears here once.");
    public string Story => Of("传播内容", "Story");
    public string Messages => Of("消息数", "Messages");
    public string FirstSeen => Of("最早出现", "First seen");
    public string LastSeen => Of("最近出现", "Last seen");
    public string IncidentOutcomeLabel => Of("结果", "Outcome");
    public string Timeline => Of("时间线", "Timeline");
    public string GroupsReached => Of("传到的社群", "Groups it reached");
    public string RelatedCases => Of("相关违规", "Cases of it");
    public string AddNote => Of("添加记录", "Add a note");
    public string NoteText => Of("记录内容", "Note");
    public string CloseIncident => Of("结案", "Close it");
    public string ClosingText => Of("结案说明", "What was done");
    public string EntryKind => Of("事项", "What");
    public string NewGroups => Of("新增社群", "New groups");

    public string Spread(int messages, int groups, int members) => Of($"{Number(groups)} 个社群，{Number(members)} 名成员，{Number(messages)} 条消息", $"{Number(groups)} groups, {Number(members)} members, {Number(messages)} messages");

    public string MinuteLine(int messages, int newGroups) => newGroups > 0 ? Of($"{Number(messages)} 条消息，新传到 {Number(newGroups)} 个社群", $"{Number(messages)} messages, {Number(newGroups)} new groups") : Of($"{Number(messages)} 条消息", $"{Number(messages)} messages");

    public string IncidentState(string state) => state switch
    {
        "open" => Of("处理中", "Open"),
        "closed" => Of("已结案", "Closed"),
        _ => state,
    };

    public string IncidentOutcome(string outcome) => outcome switch
    {
        "refuted" => Of("已辟谣", "put right"),
        "settled" => Of("属实，已妥善处理", "true, and settled"),
        "removed" => Of("已清理", "taken down"),
        "harmless" => Of("无需处理", "harmless"),
        _ => outcome,
    };

    public string IncidentEntry(string kind) => kind switch
    {
        "note" => Of("记录", "Note"),
        "closed" => Of("结案", "Closed"),
        "opened" => Of("成为事件", "Became an incident"),
        "told" => Of("传播", "Told"),
        "case" => Of("违规处理", "Case decided"),
        _ => kind,
    };
}
