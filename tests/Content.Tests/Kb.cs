using Steward.Contracts.Content.V1;

namespace Steward.Content.Tests;

/// <summary>A little knowledge base of a tea shop that exists only in these tests.</summary>
internal static class Kb
{
    public static readonly KnowledgeEntry[] Entries =
    [
        Entry(1, "茶馆几点开门?", "每天 10:00 开门。", "茶馆什么时候营业", "早上几点可以来喝茶"),
        Entry(2, "包间怎么预订?", "小程序里点「订包间」即可。", "想订一个包间", "包间可以提前预约吗"),
        Entry(3, "茶叶可以邮寄吗?", "可以,江浙沪次日达。", "能不能快递茶叶到家", "茶叶寄外地吗"),
        Entry(4, "生日当天有折扣吗?", "生日当天凭证件八八折。", "生日有什么优惠"),
        Entry(5, "可以带狗进店吗?", "露台座位欢迎小型犬。", "宠物能进茶馆吗"),
        Entry(6, "储值卡余额在哪里查?", "小程序「我的」页面可查余额。", "怎么看储值卡还剩多少钱"),
        Entry(7, "茶艺课怎么报名?", "周二起在群接龙报名。", "想学茶艺在哪里报名"),
        Entry(8, "Do you have an English menu?", "Yes, ask at the counter.", "English menu available"),
    ];

    /// <summary>The id of entry <paramref name="number"/>.</summary>
    public static string Id(int number) => $"00000000-0000-4000-8000-{number:d12}";

    private static KnowledgeEntry Entry(int number, string question, string answer, params string[] paraphrases)
    {
        var entry = new KnowledgeEntry { EntryId = Id(number), Question = question, Answer = answer };
        entry.Paraphrases.AddRange(paraphrases);
        return entry;
    }
}
