using Steward.Console.Rules;

namespace Steward.Console.Language;

/// <summary>Texts of the rules' pages.</summary>
internal sealed partial class Texts
{
    /// <summary>Every offence class.</summary>
    public static IReadOnlyList<string> OffenceClasses { get; } = ["advert", "abuse", "diversion", "illegal", "porn", "violence", "flood", "rumour", "competitor", "nickname"];

    /// <summary>Every severity, mildest first.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["hint", "review", "act"];

    /// <summary>Every level, highest first.</summary>
    public static IReadOnlyList<string> RuleLevels { get; } = ["agency", "brand", "pack"];

    public string NavRules => Of("审核规则", "Rules");
    public string RuleLevelLabel => Of("编辑层级", "Level to edit");
    public string LevelBrand => Of("品牌规则", "the brand's rules");
    public string LevelAgency => Of("公司规则（全部品牌）", "the agency's rules (all brands)");
    public string LevelPack => Of("规则包", "Pack");
    public string ShowLabel => Of("显示", "Show");
    public string AllLevels => Of("全部来源", "All levels");
    public string RulesForLeads => Of("规则由组长及以上管理", "Team leads and above see and set rules");
    public string RulesForLeadsHint => Of("如需调整规则，请联系您的组长。", "Ask your team lead when a rule should change.");
    public string AgencyReadOnly => Of("公司规则对全部品牌生效，由有“公司级”权限的管理员修改。您可以在品牌规则中调整或停用某一条。", "The agency's rules hold for all brands; administrators who are agency-wide change them. You can change or disable single ones in the brand's rules.");
    public string RulesForGroup => Of("社群", "For the group");
    public string GroupsWithoutPack => Of("没有规则包的社群", "groups without a pack");
    public string ComesFrom => Of("来源", "Comes from");
    public string SearchRules => Of("按内容、类型或编号查找", "Content, kind or id");
    public string RuleKindLabel => Of("类型", "Kind");
    public string SeverityLabel => Of("处置", "Severity");
    public string ChangedBelow => Of("下级的调整", "Changed below");
    public string HitsLabel => Of("命中次数", "Hits");
    public string Holds => Of("生效", "holds");
    public string HoldsNot => Of("未生效", "does not hold");
    public string ChangeRule => Of("修改", "Change");
    public string ClassOfOtherRule => Of("沿用命中规则的类别", "that of the rule it sharpens");
    public string IdleChanges => Of("以下调整没有对应的上级规则，不起作用：", "These changes name no inherited rule and do nothing:");
    public string NoRules => Of("还没有规则", "No rules yet");
    public string NoRulesHint => Of("没有规则时，所有消息都会放行。先写一份草稿，检查无误后再发布。", "Without rules every message passes. Write a draft first and publish it when it is right.");
    public string BeginDraft => Of("写第一条规则", "Write the first rule");
    public string DraftLabel => Of("草稿", "Draft");
    public string OnlyDifferences => Of("只看差异", "Differences only");
    public string JsonView => Of("JSON 视图", "As JSON");
    public string FormView => Of("表单", "As a form");
    public string AddRule => Of("添加规则", "Add a rule");
    public string ChooseKind => Of("选择类型…", "Choose a kind…");
    public string ChangeInherited => Of("调整上级规则", "Change an inherited rule");
    public string ChooseRule => Of("选择规则…", "Choose a rule…");
    public string PublishDraft => Of("发布", "Publish");
    public string AgainstInForce => Of("与生效版本相比", "Against what is in force");
    public string WhatItSays => Of("内容", "What it says");
    public string InheritedChange => Of("调整上级规则", "Change of an inherited rule");
    public string NoDifference => Of("草稿与生效版本一致", "The draft equals what is in force");
    public string NoDifferenceHint => Of("添加或修改规则后，差异会显示在这里。", "What you add or change shows here.");
    public string NoRulesHere => Of("这一层级还没有规则", "This level has no rules of its own");
    public string NoRulesHereHint => Of("用上面的“添加规则”写第一条，或调整一条上级规则。", "Add a first one above, or change an inherited one.");
    public string DisabledHere => Of("在此停用", "disabled here");
    public string OverrideSays => Of("在此另定类别或处置", "another class or severity here");
    public string DocumentKept => Of("整份规则已存入草稿。", "The whole document is in the draft.");
    public string RuleIdLabel => Of("规则编号（字母、数字、- _ .，如 ad-001）", "Rule id (letters, digits, - _ ., such as ad-001)");
    public string ChooseClass => Of("请选择类别", "Choose a class");
    public string IntoDraft => Of("存入草稿", "Into the draft");
    public string TakeOut => Of("从草稿中删除", "Take out of the draft");
    public string AddWords => Of("添加（每行一个）", "Add, one a line");
    public string FindEntry => Of("在列表中查找", "Find in the list");
    public string JsonOfRule => Of("规则的 JSON", "The rule as JSON");
    public string JsonTooLong => Of("内容太长，无法在页面中直接编辑：可下载修改后上传，或在表单中增删。", "Too long to edit here: download it, change it and upload it, or use the form.");
    public string JsonViewHint => Of("供熟悉规则格式的人使用：整份文件一次替换草稿。", "For who knows the format: the whole document replaces the draft.");
    public string DownloadJson => Of("下载 JSON", "Download JSON");
    public string UploadJson => Of("上传 JSON 文件（立即存入草稿）", "Upload a JSON file (goes into the draft at once)");
    public string OverrideHint => Of("只影响这一层级，不改动上级规则本身。", "Holds for this level only; the inherited rule itself stays as it is.");
    public string NotInherited => Of("上级已没有这条规则，这项调整不起作用，可以取消。", "No level above has this rule any more: the change does nothing and can be dropped.");
    public string DisableHere => Of("在此停用这条规则", "Disable the rule here");
    public string AsInherited => Of("沿用上级", "as inherited");
    public string DropOverride => Of("取消调整", "Drop the change");
    public string ReasonForChange => Of("原因（必填，记入操作记录）", "Reason (needed; kept in who did what)");
    public string NoVersions => Of("还没有版本", "No versions yet");
    public string NoVersionsHint => Of("在“草稿”中写规则，每份草稿都是一个版本。", "Write rules under Draft; every draft is a version.");
    public string VersionsHint => Of("版本发布后下一批消息即生效；回滚会生成与旧版本相同的新版本。", "A published version holds from the next batch of messages on; rolling back makes a new version that equals an earlier one.");
    public string VersionLabel => Of("版本", "Version");
    public string WordsLabel => Of("词数", "Words");
    public string BasedOn => Of("基于", "Based on");
    public string MadeBy => Of("编写", "Made");
    public string PublishedLabel => Of("发布时间", "Published");
    public string PublishedBy => Of("发布人", "Published by");
    public string LookAt => Of("查看", "Look at");
    public string EditLabel => Of("编辑", "Edit");
    public string NoRuleChanges => Of("还没有操作记录", "Nobody has changed anything yet");
    public string RuleChangesHint => Of("最近 500 条，新的在前。", "The latest 500, newest first.");
    public string WhenLabel => Of("时间", "When");
    public string WhoLabel => Of("操作人", "Who");
    public string WhatLabel => Of("操作", "What");
    public string NewPack => Of("新规则包", "New pack");
    public string PackNameExample => Of("如：学生群", "such as: students' groups");
    public string PackName => Of("规则包名称", "Pack");
    public string NoPacks => Of("还没有规则包", "No packs yet");
    public string NoPacksHint => Of("需要给部分社群不同的规则时，先在上面新建一个规则包，再分配给社群。", "When some groups need other rules, make a pack above and give it to them.");
    public string EditRules => Of("编辑规则", "Edit its rules");
    public string AssignGroups => Of("分配社群", "Assign groups");
    public string TakePackAway => Of("取消社群的规则包", "Take packs away from groups");
    public string TakePackAwayHint => Of("选中的社群将只按品牌规则审核。", "The chosen groups will have the brand's rules only.");
    public string AssignHint => Of("一个社群最多一个规则包，原有的会被替换。", "A group has at most one pack: this one replaces the one it has.");
    public string SearchGroupsByName => Of("按名称查找社群", "Find groups by name");
    public string TickShown => Of("全选已显示的", "Tick all that are shown");

    public string GroupsFound(int shown, int all) => Of($"显示 {Number(shown)} / {Number(all)} 个社群", $"{Number(shown)} of {Number(all)} groups shown");
    public string AssignCount(int groups, string pack) => pack.Length > 0 ? Of($"把“{pack}”分配给 {Number(groups)} 个社群", $"Give {pack} to {Number(groups)} groups") : Of($"取消 {Number(groups)} 个社群的规则包", $"Take the packs of {Number(groups)} groups away");
    public string GroupsAssigned(int groups) => Of($"已更改 {Number(groups)} 个社群，从下一批消息起生效。", $"{Number(groups)} groups changed; it holds from the next batch of messages on.");
    public string VersionNumber(int version) => Of($"第 {version} 版", $"v{version}");
    public string RulesHold(int hold, int all) => Of($"{Number(hold)} 条生效，共 {Number(all)} 条", $"{Number(hold)} of {Number(all)} rules hold");
    public string DraftOf(int draft, int inForce) => inForce > 0 ? Of($"第 {draft} 版草稿，与生效的第 {inForce} 版比较", $"draft v{draft}, compared with v{inForce} in force") : Of($"第 {draft} 版草稿，目前没有生效的规则", $"draft v{draft}; nothing is in force yet");
    public string NoDraftYet(int inForce) => inForce > 0 ? Of($"还没有草稿：下面是生效的第 {inForce} 版，第一次修改会生成草稿", $"no draft yet: this is v{inForce} in force; the first change makes a draft") : Of("还没有草稿，第一次修改会生成草稿", "no draft yet: the first change makes one");
    public string DifferenceCount(int added, int changed, int removed) => Of($"新增 {added} · 修改 {changed} · 删除 {removed}", $"{added} new · {changed} changed · {removed} taken out");
    public string PublishQuestion(int version, int added, int changed, int removed) => Of($"发布第 {version} 版：{DifferenceCount(added, changed, removed)}。从下一批消息起生效；之后可以回滚。", $"Publish v{version}: {DifferenceCount(added, changed, removed)}. It holds from the next batch of messages on; you can roll back later.");
    public string RuleKept(string rule) => Of($"{rule} 已存入草稿，发布后才生效。", $"{rule} is in the draft; it holds once the draft is published.");
    public string RuleTakenOut(string rule) => Of($"{rule} 已从草稿中删除，发布后才失效。", $"{rule} is out of the draft; it holds until the draft is published.");
    public string TakeOutQuestion(string rule) => Of($"从草稿中删除 {rule}？生效中的版本不变。", $"Take {rule} out of the draft? What is in force stays as it is.");
    public string RuleNotHere(string rule) => Of($"{rule} 不属于这一层级，请先切换到它所在的层级。", $"{rule} is not of this level: choose the level that has it.");
    public string EntriesCount(int count) => Of($"共 {Number(count)} 个", $"{Number(count)} entries");
    public string Moved(int version, string state) => Of($"第 {version} 版：{RuleState(state)}", $"v{version}: {RuleState(state)}");

    public string RuleView(string view) => view switch
    {
        "force" => Of("生效规则", "In force"),
        "draft" => Of("草稿", "Draft"),
        "versions" => Of("版本", "Versions"),
        "shadow" => Of("影子运行", "Shadow"),
        "import" => ImportLabel,
        "backtest" => Of("回测", "Backtest"),
        "changes" => Of("操作记录", "Who did what"),
        "packs" => Of("规则包", "Packs"),
        _ => view,
    };

    public string RuleLevel(string level) => level switch { "agency" => Of("公司", "agency"), "brand" => Of("品牌", "brand"), "pack" => Of("规则包", "pack"), _ => level };

    public string Severity(string severity) => severity switch { "hint" => Of("仅统计", "hint"), "review" => Of("人工复核", "review"), "act" => Of("按阶梯处理", "act"), _ => severity };

    public string SeverityHint(string severity) => severity switch
    {
        "hint" => Of("只计数，不算违规", "counted, no offence"),
        "review" => Of("算违规，由人复核", "an offence that a person looks at"),
        "act" => Of("算违规，可按处罚阶梯处理", "an offence that may be acted upon"),
        _ => severity,
    };

    public string RuleState(string state) => state switch
    {
        "draft" => Of("草稿", "draft"),
        "shadow" => Of("影子运行", "in shadow"),
        "published" => Of("生效", "in force"),
        "superseded" => Of("已被取代", "superseded"),
        "rolled_back" => Of("已回滚", "rolled back"),
        _ => state,
    };

    public string RuleMove(string move) => move switch
    {
        "publish" => Of("发布", "Publish"),
        "start_shadow" => Of("开始影子运行", "Start shadow"),
        "stop_shadow" => Of("停止影子运行", "Stop shadow"),
        "roll_back" => Of("回滚到此版本", "Roll back to it"),
        _ => move,
    };

    public string MoveQuestion(string move, int version) => move switch
    {
        "publish" => Of($"发布第 {version} 版？它将取代生效中的版本，从下一批消息起生效。", $"Publish v{version}? It replaces what is in force, from the next batch of messages on."),
        "start_shadow" => Of($"让第 {version} 版在真实消息上试运行？它不处理任何人；试运行过的草稿不能再修改。", $"Let v{version} run on live messages? It decides nothing; a draft that ran cannot be changed any more."),
        "stop_shadow" => Of($"停止第 {version} 版的影子运行？已有的报告会保留。", $"Stop the shadow of v{version}? Its report stays."),
        "roll_back" => Of($"回滚到第 {version} 版？会生成内容相同的新版本并立即取代生效中的版本。", $"Roll back to v{version}? A new version that equals it replaces what is in force at once."),
        _ => move,
    };

    public string RuleAction(string action) => action == "save_draft" ? Of("保存草稿", "Saved a draft") : RuleMove(action);

    public string DifferenceMark(string mark) => mark switch { "added" => Of("新增", "new"), "removed" => Of("删除", "taken out"), "changed" => Of("修改", "changed"), "same" => Of("相同", "same"), _ => mark };

    /// <summary>What differs in one setting, in few words.</summary>
    public string FieldChange(FieldDifference field) => field.Gone.Count + field.Come.Count > 0
        ? List([.. Few("−", field.Gone), .. Few("+", field.Come)])
        : $"{Plain(field.Before)} → {Plain(field.After)}";

    private IEnumerable<string> Few(string sign, IReadOnlyList<string> entries)
    {
        const int Most = 5;
        var shown = entries.Take(Most).Select(entry => $"{sign} {entry}");
        return entries.Count > Most ? shown.Append(Of($"{sign} 另 {Number(entries.Count - Most)} 个", $"{sign} {Number(entries.Count - Most)} more")) : shown;
    }

    private string Plain(string value) => value switch { "true" => Yes, "false" => No, "" => "–", _ => value };
}
