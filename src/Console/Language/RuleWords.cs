using System.Text.Json.Nodes;
using Steward.Console.Rules;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Language;

/// <summary>What rules say, in words: wherever a rule is named, people read this and not its id.</summary>
internal sealed partial class Texts
{
    /// <summary>A rule by its kind and what it says; by its id where nobody knows any more what it said.</summary>
    public string RuleSays(RuleSummary? rule, string ruleId) =>
        rule is null ? ruleId : RuleContent(rule) is { Length: > 0 } content ? Told(RuleKindName(rule.Kind), content) : RuleKindName(rule.Kind);

    /// <summary>What a rule of a document says.</summary>
    public string RuleContent(JsonObject rule) => RuleContent(RuleSummaries.Of(rule));

    /// <summary>What a rule says, without its kind.</summary>
    public string RuleContent(RuleSummary rule) => string.Join(Of("；", "; "), Parts(rule).Where(part => part.Length > 0));

    private IEnumerable<string> Parts(RuleSummary rule)
    {
        string Value(string name) => rule.Settings.FirstOrDefault(setting => setting.Name == name)?.Values.FirstOrDefault() ?? "";
        bool Is(string name) => Value(name) == "true";
        string Entries(string name) => rule.Settings.FirstOrDefault(setting => setting.Name == name) is { } list ? Few(list) : "";
        string Labelled(string name, string label) => Entries(name) is { Length: > 0 } entries ? $"{label} {entries}" : "";

        return rule.Kind switch
        {
            "keyword" => [Entries("terms")],
            "regex" => [Value("pattern")],
            "link" => [Labelled("blocked_domains", Of("拦截", "blocked")), Is("block_unlisted") ? Of("拦截其他链接", "all other links blocked") : "", Labelled("allowed_domains", Of("允许", "allowed"))],
            "card" => [Entries("message_kinds"), Labelled("titles", Of("标题含", "title has"))],
            "contact" => [List(((string[])["phone", "wechat", "qq", "email"]).Where(Is).Select(RuleFieldName)), Labelled("allowed", Of("除外", "but for"))],
            "rate" => [Of($"{Value("seconds")} 秒内超过 {Value("messages")} 条", $"more than {Value("messages")} messages in {Value("seconds")} s")],
            "near_duplicate" => [Of($"{Value("minutes")} 分钟内 {Value("posts")} 次、{Value("members")} 人、{Value("groups")} 个群", $"{Value("posts")} times by {Value("members")} in {Value("groups")} groups within {Value("minutes")} min")],
            "newcomer" => [Of($"入群 {Value("hours")} 小时内", $"{Value("hours")} h after joining"), List(rule.Settings.FirstOrDefault(setting => setting.Name == "classes")?.Values.Select(Offence) ?? [])],
            "mentions" => [Of($"超过 {Value("most")} 人", $"more than {Value("most")}"), Is("everybody") ? Of("@ 所有人", "@everyone") : ""],
            "emoji" => [Of($"超过 {Value("most")} 个", $"more than {Value("most")}")],
            "nickname" => [Value("form") is { Length: > 0 } form ? Of($"格式 {form}", $"form {form}") : "", Labelled("forbidden", Of("禁用", "forbidden"))],
            "model" => [ModelLabel(Value("label")), Value("threshold") is { Length: > 0 } threshold ? $"≥ {threshold}" : ""],
            "competitor" => [Entries("names"), Entries("domains")],
            // A kind that came later: its settings by their names.
            _ => rule.Settings.Select(setting => Is(setting.Name) ? RuleFieldName(setting.Name) : $"{RuleFieldName(setting.Name)} {Few(setting)}"),
        };
    }

    /// <summary>What the model takes a text for.</summary>
    public string ModelLabel(string label) => label switch
    {
        "spam" => Of("广告", "adverts"),
        "abuse" => Of("辱骂", "abuse"),
        "complaint" => Of("投诉", "complaints"),
        "question" => Of("提问", "questions"),
        "intent" => Of("购买意向", "intent to buy"),
        _ => label,
    };

    private string Few(RuleSetting list) => list.Entries > list.Values.Count ? Of($"{List(list.Values)} 等 {Number(list.Entries)} 个", $"{List(list.Values)} and {Number(list.Entries - list.Values.Count)} more") : List(list.Values);
}
