using System.Text.RegularExpressions;
using Steward.Console.Rules;

namespace Steward.Console.Language;

/// <summary>Texts of the form of a rule, and of what the service finds wrong with one.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] Mistakes =
    [
        (Pattern("^is not JSON$"), "不是有效的 JSON，请检查括号、引号和逗号。", "is no JSON; look at brackets, quotes and commas."),
        (Pattern("^is too large$"), "文件超过 7 MB。", "has more than 7 MB."),
        (Pattern("^is not a whole number$"), "请填写整数。", "Write a whole number."),
        (Pattern("^is not a number$"), "请填写数字。", "Write a number."),
        (Pattern("^is one that the model was not trained for$"), "模型没有学过这一类，请换一个。", "is none that the model was trained for; choose another."),
        (Pattern("^is ([-0-9.]+); it must be ([0-9.]+) to ([0-9.]+), or be left out$"), "是 $1，须在 $2 到 $3 之间，或留空。", "is $1; it must be $2 to $3, or be left out."),
        (Pattern("^'(.*)' is no option of a word$"), "不认识选项“$1”，可用 skip=2、word、exact、exclude=短语;短语。", "knows no option '$1'; there are skip=2, word, exact, exclude=phrase;phrase."),
        (Pattern("^(?:is|must not be) empty$"), "不能为空。", "must not be empty."),
        (Pattern("^has ([0-9]+) characters; ([0-9]+) are the most$"), "有 $1 个字，最多 $2 个。", "has $1 characters; $2 are the most."),
        (Pattern("^has ([0-9]+); ([0-9]+) are the most$"), "有 $1 个，最多 $2 个。", "has $1; $2 are the most."),
        (Pattern("^is (-?[0-9]+); it must be (-?[0-9]+) to (-?[0-9]+)$"), "是 $1，须在 $2 到 $3 之间。", "is $1; it must be $2 to $3."),
        (Pattern("^holds a control character$"), "含有控制字符，请删除。", "holds a control character; take it out."),
        (Pattern("^'(.*)' is not a domain name"), "“$1”不是域名，请写成 example.com（不带 https://、路径或 *）。", "'$1' is no domain name; write example.com, without scheme, path or wildcard."),
        (Pattern("^'(.*)' is allowed by this set"), "“$1”已在允许的网站中，不会被拦截；请二选一。", "'$1' is allowed by this set, so blocking it does nothing; keep one of both."),
        (Pattern("^'(.*)' occurs twice$"), "编号“$1”已被使用，请换一个。", "'$1' is taken; choose another id."),
        (Pattern("^must have 1 to ([0-9]+) of a-z"), "须为 1 到 $1 个字母、数字、- _ 或 .。", "must have 1 to $1 letters, digits, '-', '_' or '.'."),
        (Pattern("^must be one of "), "请从列表中选择。", "must be one from the list."),
        (Pattern("^or .* must (?:not be empty|be true)$"), "至少填写或勾选其中一项。", "fill in or tick at least one of these."),
        (Pattern("^must not be empty unless "), "请填写要拦截的网站，或勾选“拦截其他链接”，或填写允许的网站。", "name sites to block or to allow, or block all other links."),
        (Pattern("^is no regular expression: (.*) at character ([0-9]+)$"), "不是有效的正则表达式，问题在第 $2 个字符（$1）。", "is no regular expression: $1 at character $2."),
        (Pattern("^uses look-around"), "使用了环视、反向引用或原子组，请改写。", "uses look-around, a back-reference or an atomic group; write it without them."),
        (Pattern("^matches the empty text"), "会匹配空文本，也就会命中所有消息；请至少要求一个字符。", "matches the empty text, and so every message; ask for at least one character."),
        (Pattern("^counts too far"), "重复次数太多，请减小花括号中的数字。", "repeats too often; lower the numbers in braces."),
        (Pattern("^lacks (.*)$"), "缺少必填项：$1。", "lacks $1."),
        (Pattern("^is no setting of this kind$"), "此类型没有这一项。", "is no setting of this kind."),
        (Pattern("^is not what this setting takes"), "填写的内容与此项不符。", "is not what this setting takes."),
        (Pattern("^is null"), "不能为 null，请删除此项。", "is null; leave it out."),
        (Pattern("^does not hold the word '(.*)' itself"), "排除短语须包含“$1”本身：请写出完整的短语。", "must hold '$1' itself: write the whole phrase in which the word is meant well."),
        (Pattern("^needs a word of two or more"), "skip 只能用于两个以上的字母或数字，中间不能有符号。", "skip needs a word of two or more letters or digits without signs between them."),
        (Pattern("^cannot be false together with skip"), "exact 不能与 skip 同时使用。", "exact cannot be used together with skip."),
        (Pattern("^holds half a character"), "含有残缺的字符，请删除。", "holds half a character; take it out."),
        (Pattern("^must be true, or offence_class"), "没有任何调整：请停用，或选择类别、处置。", "changes nothing: disable it, or choose a class or severity."),
        (Pattern("^the document is not JSON"), "不是有效的 JSON，请检查括号、引号和逗号。", "is no JSON; look at brackets, quotes and commas."),
    ];

    public string RuleKindName(string kind) => kind switch
    {
        "keyword" => Of("关键词", "Words"),
        "regex" => Of("正则表达式", "Pattern"),
        "link" => Of("链接", "Links"),
        "card" => Of("小程序与卡片", "Cards and media"),
        "contact" => Of("联系方式", "Contact details"),
        "rate" => Of("刷屏", "Flood"),
        "near_duplicate" => Of("重复内容", "Near-duplicates"),
        "newcomer" => Of("新成员加严", "Newcomers"),
        "mentions" => Of("@ 次数", "Mentions"),
        "emoji" => Of("表情数量", "Emoji"),
        "nickname" => Of("群昵称", "Names"),
        "competitor" => Of("竞品", "Competitors"),
        "model" => Of("智能识别", "The model"),
        _ => kind,
    };

    public string RuleKindHint(string kind) => kind switch
    {
        "keyword" => Of("消息里出现列表中的词。", "A word of the list is in the message."),
        "regex" => Of("消息符合一个正则表达式（不回溯，不会变慢）。", "The message matches a regular expression (no backtracking, never slow)."),
        "link" => Of("消息里有被拦截的网站；域名包含其子域名。", "A blocked site is in the message; a domain covers its subdomains."),
        "card" => Of("小程序、卡片、图片或文件，按类型和标题判断。", "Mini-programs, cards, pictures or files, by type and title."),
        "contact" => Of("留电话、微信号、QQ 号或邮箱，全角、间隔写法也能识别。", "Telephone numbers, WeChat ids, QQ numbers or e-mail addresses, however they are spread."),
        "rate" => Of("同一成员在同一社群短时间内发送过多消息。", "Too many messages of a member in a group within a short time."),
        "near_duplicate" => Of("几乎相同的内容在短时间内反复出现。", "Nearly the same text again and again within some time."),
        "newcomer" => Of("入群不久的成员违反其他规则时，处置加严；单独不命中。", "What a newcomer's message breaks weighs more; finds nothing by itself."),
        "mentions" => Of("一条消息里 @ 太多人，或 @ 所有人。", "Too many people called in one message, or everybody."),
        "emoji" => Of("一条消息里表情太多，含微信的 [微笑]。", "Too many emoji in one message, WeChat's own included."),
        "nickname" => Of("群昵称不符合格式或含禁用词；核对成员名单时检查。", "Names without the form that is asked for, or with forbidden words; judged with rosters."),
        "competitor" => Of("提到竞品的名称或网站，建议仅统计。", "Competitors' names and sites; let it be a hint."),
        "model" => Of("模型认为是广告、辱骂等；默认由人复核，可先影子运行。", "What the model takes for adverts, abuse and so on; for a person unless the rule says otherwise. Try it in shadow first."),
        _ => kind,
    };

    public string RuleFieldName(string field) => field switch
    {
        "rule_id" => Of("规则编号", "Rule id"),
        "kind" => Of("类型", "Kind"),
        "offence_class" => OffenceClass,
        "severity" => SeverityLabel,
        "disabled" => Of("停用", "Disabled"),
        "terms" => Of("词（每行一个）", "Words, one a line"),
        "pattern" => Of("正则表达式", "Regular expression"),
        "ignore_case" => Of("不区分大小写", "Upper and lower case alike"),
        "blocked_domains" => Of("拦截的网站（每行一个）", "Blocked sites, one a line"),
        "allowed_domains" => Of("允许的网站（每行一个）", "Allowed sites, one a line"),
        "block_unlisted" => Of("拦截其他链接", "Block all other links"),
        "message_kinds" => Of("消息类型（每行一个）", "Types of messages, one a line"),
        "titles" => Of("标题中的词（每行一个）", "Words in the title, one a line"),
        "phone" => Of("电话号码", "Telephone numbers"),
        "wechat" => Of("微信号", "WeChat ids"),
        "qq" => Of("QQ 号", "QQ numbers"),
        "email" => Of("邮箱", "E-mail addresses"),
        "allowed" => Of("品牌自己的联系方式（每行一个，不算违规）", "The brand's own, one a line: never an offence"),
        "messages" => Of("最多消息数", "Messages at most"),
        "seconds" => Of("时间范围（秒）", "Within seconds"),
        "posts" => Of("出现次数", "How often"),
        "members" => Of("不同成员数", "By how many members"),
        "groups" => Of("不同社群数", "In how many groups"),
        "minutes" => Of("时间范围（分钟）", "Within minutes"),
        "letters" => Of("至少字数", "Letters at least"),
        "distance" => Of("允许的差异（0 到 3）", "Difference allowed (0 to 3)"),
        "hours" => Of("入群后的小时数", "Hours after joining"),
        "classes" => Of("只加严这些类别（不选为全部）", "Only these classes (none: all)"),
        "most" => Of("一条消息最多", "At most in one message"),
        "everybody" => Of("@ 所有人即违规", "Calling everybody is an offence"),
        "form" => Of("昵称格式（正则表达式）", "Form of names (a regular expression)"),
        "forbidden" => Of("禁用词（每行一个）", "Forbidden words, one a line"),
        "label" => Of("识别什么（spam 广告、abuse 辱骂、complaint 投诉、question 提问、intent 购买意向）", "What for: spam, abuse, complaint, question or intent"),
        "threshold" => Of("最低概率（0.5 到 1，留空由模型决定）", "Probability from (0.5 to 1; empty: the model's own)"),
        "names" => Of("竞品名称（每行一个）", "Competitors' names, one a line"),
        "domains" => Of("竞品网站（每行一个）", "Competitors' sites, one a line"),
        _ => field,
    };

    public string RuleFieldHint(string kind, RuleField field) => (kind, field.Name) switch
    {
        (_, "terms") => Of("可在词后加“|”说明：skip=2（中间最多隔 2 个符号）、word（英文单词须独立）、exact（完全一致）、exclude=不招兼职;别找兼职（出现在这些短语中不算）。", "After a bar: skip=2 (two signs between characters), word (alone among Latin letters), exact (as written), exclude=phrase;phrase (meant well there)."),
        (_, "message_kinds") => Of("如 weapp（小程序）、link、image、file、card。留空为除文字外的所有类型。", "Such as weapp (mini-program), link, image, file, card. None: anything but typed text."),
        (_, "form") => Of("如 .+-.+ 要求“城市-姓名”。", "Such as .+-.+ for city-name."),
        ("model", "letters") => Of("更短的内容不判断。", "Shorter texts are not judged."),
        (_, "letters") => Of("更短的内容不比较：“收到”不算重复。", "Shorter texts are never compared."),
        (_, "pattern") => Of("如 (加|十)\\s*[Vv微]", "Such as \\bfree\\s+gift\\b"),
        _ => "",
    };

    /// <summary>What is wrong, in this page's language; what is not known here as the service says it.</summary>
    public string Mistake(RuleMistake mistake)
    {
        var entry = mistake.Entry > 0 ? Of($"第 {mistake.Entry} 个：", $"Entry {mistake.Entry}: ") : "";
        foreach (var (said, chinese, english) in Mistakes)
        {
            if (said.Match(mistake.Message) is { Success: true } match) { return entry + match.Result(Of(chinese, english)); }
        }

        return entry + mistake.Message;
    }

    /// <summary>What a lower level made of a rule, as the service tells it: <c>brand v3: severity act → review</c>.</summary>
    public string RuleChangeWords(string change)
    {
        if (English || ChangeOfLevel().Match(change) is not { Success: true } match) { return change; }

        var by = $"{RuleLevel(match.Groups[1].Value)}第 {match.Groups[2].Value} 版";
        return match.Groups[3].Value switch
        {
            ": disabled" => $"{by}：停用",
            ": replaced" => $"{by}：替换",
            var other when ClassChange().Match(other) is { Success: true } one => $"{by}：类别 {Offence(one.Groups[1].Value)} → {Offence(one.Groups[2].Value)}",
            var other when SeverityChange().Match(other) is { Success: true } one => $"{by}：处置 {Severity(one.Groups[1].Value)} → {Severity(one.Groups[2].Value)}",
            var other when IdleChange().Match(other) is { Success: true } one => $"{by}：{one.Groups[1].Value}",
            var other => by + other,
        };
    }

    private static Regex Pattern(string said) => new(said, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    [GeneratedRegex("^(agency|brand|pack) v([0-9]+)(.*)$")]
    private static partial Regex ChangeOfLevel();

    [GeneratedRegex("^: class ([a-z]*) → ([a-z]+)$")]
    private static partial Regex ClassChange();

    [GeneratedRegex("^: severity ([a-z]+) → ([a-z]+)$")]
    private static partial Regex SeverityChange();

    [GeneratedRegex("^ changes (.+), which it does not inherit$")]
    private static partial Regex IdleChange();
}
