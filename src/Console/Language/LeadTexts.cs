using System.Text.RegularExpressions;

namespace Steward.Console.Language;

/// <summary>Words of members who want to buy.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] LeadErrors =
    [
        (Pattern("^sellers must be at most (.+), each named once$"), "销售最多 $1 位，每人一次", "There may be at most $1 sellers, each named once"),
        (Pattern("^first_follow_minutes must be 1 to (.+)$"), "首次跟进须为 1 到 $1 分钟", "The first word must be due in 1 to $1 minutes"),
    ];

    public string NavLeads => Of("销售线索", "Leads");
    public string ToSales => Of("转销售", "To sales");
    public string ToSalesHint => Of("把有购买意向的成员交给销售跟进；到时无人跟进会自动退回", "Hand the member to sales; they come back by themselves when nobody speaks to them in time");
    public string ToSalesQuestion => Of("这个问题会从收件箱移走，成员由销售跟进。到时无人跟进会自动退回给你。", "The matter leaves the inbox and sales speak to the member. When nobody does in time it comes back to you.");
    public string Seller => Of("销售", "Seller");
    public string NextSeller => Of("按顺序分给下一位", "Whose turn it is");
    public string Wants => Of("想要什么", "Wants");
    public string WantsHint => Of("例如：两份套餐，周五前要", "For instance: two sets, before Friday");
    public string HandedAt => Of("转出时间", "Handed over");
    public string HandedByLabel => Of("转出人", "By");
    public string FollowDue => Of("首次跟进", "First word");
    public string LeadNote => Of("跟进情况", "What was said");
    public string FollowUp => Of("已联系，记录跟进", "I have spoken to them");
    public string Outcome => Of("结果", "Outcome");
    public string LeadWon => Of("成交", "Bought");
    public string LeadLost => Of("未成交", "Did not buy");
    public string AmountYuan => Of("成交金额（元，选填）", "For how much (yuan, optional)");
    public string AmountWrong => Of("金额须为数字，最多两位小数，例如 198 或 198.50", "The amount must be a number with two places at most, as 198 or 198.50");
    public string GiveLead => Of("转给其他销售", "Give to another seller");
    public string SearchLeads => Of("搜索想要什么", "Search what they want");
    public string NoLeads => Of("还没有销售线索", "No leads yet");
    public string NoLeadsHint => Of("在收件箱里打开一个问题，点“转销售”或按 s。", "Open a matter in the inbox and press “To sales”, or s.");
    public string EverySeller => Of("全部销售", "Every seller");
    public string MyLeads => Of("我的线索", "Mine");
    public string LeadRulesLabel => Of("分配规则", "Rules");
    public string LeadRulesHint => Of("未指定销售时，按顺序分给最久没有收到线索的人；首次跟进按品牌的营业时间计算。", "Where nobody is named, who got one least recently is next; the first word is due in the brand's time on duty.");
    public string FirstFollowMinutes => Of("首次跟进时限（营业分钟）", "First word due in (minutes on duty)");
    public string LeadRulesBuiltIn => Of("尚未设置：转出时须指定销售，30 分钟内跟进。", "Not set yet: whoever hands over names a seller, who has 30 minutes.");
    public string MinutesWrong => Of("分钟须为整数", "Minutes must be a whole number");
    public string LeadReportLabel => Of("近 30 天", "Last 30 days");
    public string LeadHanded => Of("转出", "Handed over");
    public string LeadInTime => Of("按时跟进", "Spoken to in time");
    public string LeadReturned => Of("超时退回", "Came back");
    public string LeadRate => Of("成交率", "Bought of those ended");
    public string ItemWithSales => Of("销售跟进中", "With sales");
    public string ItemBackFromSales => Of("销售未在时限内跟进，已退回", "Sales did not speak to the member in time: it came back");

    public string LeadState(string state) => state switch
    {
        "new" => Of("待跟进", "To speak to"),
        "following" => Of("跟进中", "Following"),
        "won" => LeadWon,
        "lost" => LeadLost,
        "returned" => Of("已退回", "Came back"),
        _ => state,
    };

    public string LeadFollow(string follow) => follow switch { "hit" => Of("按时", "in time"), "missed" => Of("超时", "late"), _ => "" };

    public IReadOnlyList<string> LeadMistakes(string message) => SaidMistakes(message, LeadErrors);

    private string? LeadFailure(string code) => code switch
    {
        "STF-060" => Of("这条线索已不存在。", "This lead does not exist any more."),
        "STF-061" => Of("这条线索由其他销售负责。", "Somebody else has this lead."),
        "STF-062" => Of("线索的状态已变化，请查看最新状态。", "Its state has changed meanwhile."),
        "STF-063" => Of("这位成员已有销售在跟进。", "Sales have this member already."),
        "STF-064" => Of("该品牌还没有设置销售：请指定一位，或请组长在“销售线索 › 分配规则”里设置。", "Nobody sells for this brand: name somebody, or ask a lead to set it under Leads › Rules."),
        "STF-065" => Of("这位同事不负责该品牌。", "This colleague does not work for that brand."),
        "STF-066" => Of("最多 500 字。", "At most 500 characters."),
        "STF-067" => Of("请选择成交或未成交。", "Choose whether they bought."),
        "STF-068" => Of("金额最多一亿元。", "The amount may be a hundred million yuan at most."),
        _ => null,
    };
}
