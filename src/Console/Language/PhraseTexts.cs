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
    public string SavePhrase => Of("保存", "Save");
}
