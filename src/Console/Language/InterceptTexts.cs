namespace Steward.Console.Language;

/// <summary>Texts of the words that WeCom stops.</summary>
internal sealed partial class Texts
{
    public string PackWithRules => Of("包含群规则中的关键词", "Also the words of the rules for groups");
    public string InterceptHint => Of("企业微信只拦员工发出的内容，不拦成员；导出后在企业微信管理后台的敏感词规则中填写。", "WeCom stops what employees send, not members. Export it and enter it as intercept rules in WeCom's admin page.");
    public string InterceptRoom(int most) => Of($"企业内可用规则数（1–{Number(most)}）", $"Free rules in the corp (1–{Number(most)})");
    public string NothingToPack => Of("没有可用于企业微信的词", "There are no words for WeCom");
    public string NothingToPackHint => Of("先在“红线与例外”中添加红线。", "Add red lines first.");
    public string InterceptRuleLabel => Of("规则名称", "Rule");
    public string InterceptTypeLabel => Of("处理方式", "What it does");
    public string InterceptWordsLabel => Of("敏感词", "Words");
    public string LeftOutLabel => Of("未放入的词", "Left out");

    public string InterceptWordCount(int most) => Of($"词数（最多 {Number(most)}）", $"Count (at most {Number(most)})");

    public string InterceptType(bool blocks) => blocks ? Of("警告并拦截", "warns and blocks") : Of("仅警告", "only warns");

    public string PackBudget(int rules, int mostRules, int words, int mostWords) =>
        Of($"用 {Number(rules)} / {Number(mostRules)} 条规则，{Number(words)} / {Number(mostWords)} 个词", $"{Number(rules)} of {Number(mostRules)} rules, {Number(words)} of {Number(mostWords)} words");

    public string AndMore(int count) => Of($"等 {Number(count)} 个", $"and {Number(count)} more");

    public string LeftOutWhy(string why) => why switch
    {
        "empty" => Of("空词", "nothing in it"),
        "too-long" => Of("超过 32 个字", "longer than 32 characters"),
        "exempt" => Of("会误拦例外说法", "would stop an exempt phrase"),
        "context" => Of("只在特定上下文中违规，企业微信无法区分", "meant in some contexts only, which WeCom cannot tell"),
        "covered" => Of("已被更短的词覆盖", "stopped by a shorter word anyway"),
        "no-room" => Of("名额已满", "no more room"),
        _ => why,
    };
}
