namespace Steward.Console.Language;

/// <summary>Words of the canned phrases.</summary>
internal sealed partial class Texts
{
    public string NavPhrases => Of("话术", "Phrases");
    public string SearchCanned => Of("搜索话术", "Search phrases");
    public string NoCanned => Of("还没有话术", "No phrases yet");
    public string NoCannedHint => Of("把常说的话存成话术，回复时输入 / 就能选用。", "Keep what is said often as a phrase; typing / while answering offers it.");
    public string AddCanned => Of("新建话术", "New phrase");
    public string ChangeCanned => Of("修改话术", "Change phrase");
    public string RemoveCannedConfirm => Of("确定移除？", "Remove it?");
    public string Shortcut => Of("快捷码", "Shortcut");
    public string ShortcutHint => Of("斜杠加字母或数字，如 /fahuo", "a slash and letters or figures, such as /ship");
    public string PhraseTitle => Of("标题", "Title");
    public string PhraseText => Of("内容", "Text");
    public string PhraseCategory => Of("分类", "Category");
    public string PhraseLanguage => Of("语言", "Language");
    public string PhraseChanged => Of("最后修改", "Last changed");
    public string VariablesHint => Of("使用时自动填入：{member} 成员昵称、{group} 群名、{brand} 品牌、{operator} 你的名字。", "Filled in when it is used: {member} the member's name, {group} the group, {brand} the brand, {operator} your name.");
    public IReadOnlyList<string> PhraseColumns => English ? ["Shortcut", "Title", "Text", "Category", "Language", "Step", "What to do beside it"] : ["快捷码", "标题", "内容", "分类", "语言", "安抚步骤", "同时要做什么"];
    public string Playbook => Of("安抚步骤", "With an upset member");
    public string PlaybookStep => Of("安抚步骤（选填）", "Step with an upset member (optional)");
    public string PlaybookStepHint => Of("设了步骤的话术会按顺序显示在投诉旁边", "Phrases with a step are shown beside a complaint, in their order");
    public string NoPlaybookStep => Of("不在步骤中", "not a step");
    public string PlaybookHint => Of("同时要做什么", "What to do beside it");
    public string PlaybookStepName(int step) => Of($"第 {step} 步", $"Step {step}");
    public string PhrasesAgencyHint => Of("这里的话术所有品牌都能选用；品牌用同一快捷码另写一条，就以品牌的为准。品牌没有自己的安抚步骤时，用公司的。", "All brands have these at hand; where a brand has one of its own under the same shortcut, that one counts. The steps for an upset member hold where a brand has none of its own.");
    public string PhrasesAgencyReadOnly => Of("公司话术由有“公司级”权限的管理员修改。您可以在品牌话术里用同一快捷码另写一条代替它。", "Administrators who are agency-wide change the agency's phrases. In a brand's phrases you can write another under the same shortcut.");
    public string ReplacingPhraseHint => Of("这是公司话术。保存后成为该品牌自己的一条，代替公司的；移除后恢复用公司的。", "This is the agency's. What you save becomes the brand's own and stands in its place; taken out again, the agency's is back.");
    public string ImportCanned => Of("导入话术", "Import");
    public string PhraseFile => Of("CSV 或 TSV 文件", "A CSV or TSV file");
    public string ImportCannedHint => Of("第一行写列名，至少要有“快捷码”和“内容”；还可以有：标题、分类、语言、安抚步骤、同时要做什么。快捷码已有的会更新，没有的会新增；导出的文件可直接导入。", "The first line names the columns, shortcut and text at least; also title, category, language, playbook_step, playbook_hint. A line changes the phrase that has its shortcut, or adds one; what is exported here can be imported.");
    public string PhraseDuplicate(int firstLine) => Of($"快捷码与第 {firstLine} 行相同，未导入。", $"Line {firstLine} has this shortcut already; left out.");

    public string PhraseColumn(string field) => field switch
    {
        "row" => Of("整行", "The whole line"),
        "shortcut" => Shortcut,
        "title" => PhraseTitle,
        "category" => PhraseCategory,
        "language" => PhraseLanguage,
        "playbook_step" => PhraseColumns[5],
        "playbook_hint" => PlaybookHint,
        _ => PhraseText,
    };

    public string PhraseFault(string field) => field switch
    {
        "row" => Of("无法读取：引号没有配对；或话术已满 500 条。", "It cannot be read: a quote does not end; or there are 500 phrases already."),
        "compliance" => Of("合规检查不放行：请修改，或由组长在表单中填写并放行。", "The compliance check holds it: change it, or let a lead write it in the form."),
        "shortcut" => Of("快捷码须为斜杠加 1 至 24 个字母、数字或连字符，如 /fahuo。", "A shortcut is a slash and 1 to 24 letters, figures or hyphens, such as /ship."),
        "title" => Of("标题须为 1 至 60 字。", "A title has 1 to 60 characters."),
        "category" => Of("分类最多 30 字。", "A category has at most 30 characters."),
        "language" => Of("语言须为 zh-CN 或 en。", "A language is zh-CN or en."),
        "playbook_step" => Of("安抚步骤须为 0 至 9。", "A step is 0 to 9."),
        "playbook_hint" => Of("最多 100 字。", "It has at most 100 characters."),
        _ => Of("内容须为 1 至 2,000 字节；花括号里只能是 {member}、{group}、{brand}、{operator}。", "A text has 1 to 2,000 bytes; in braces there can be {member}, {group}, {brand} and {operator} only."),
    };

    public string SavePhrase => Of("保存", "Save");
}
