using System.Numerics;

namespace Steward.Moderation.Matching;

/// <summary>
/// Estimates how seldom a window of a term comes up in messages, in bits. A guess costs speed only: any window finds the term. It knows how often common
/// characters and words are used and, from the terms themselves, which pairs are common in their language.
/// </summary>
internal sealed class Rarity
{
    /// <summary>The commonest characters of everyday Chinese, commonest first.</summary>
    private const string CommonCharacters =
        "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女"
        + "但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每"
        + "并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度"
        + "山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢";

    /// <summary>Common words of two characters.</summary>
    private const string CommonWords =
        "我们 你们 他们 自己 没有 可以 什么 知道 现在 时候 这个 那个 一个 就是 不是 还是 但是 因为 所以 如果 已经 可能 应该 觉得 这样 怎么 一样 这么 那么 很多 大家 今天 明天 昨天 问题 东西 事情 时间 一下 一些 这些 那些 "
        + "起来 出来 下来 回来 进来 过来 看到 看见 听到 告诉 喜欢 真的 其实 只是 或者 而且 然后 以后 以前 之后 之前 开始 最后 一直 一定 一起 非常 特别 比较 需要 希望 认为 以为 不会 不能 不要 不过 不同 不到 不了 不知 只有 只要 还有 也是 "
        + "都是 要是 有人 有些 有的 所有 每个 别人 女人 男人 孩子 朋友 老师 学生 同学 父母 妈妈 爸爸 老婆 老公 先生 女士 小姐 客户 公司 企业 工作 工资 学校 大学 医院 银行 政府 国家 社会 世界 中国 美国 日本 台湾 香港 北京 上海 南京 江苏 "
        + "广东 地方 城市 农村 生活 家里 家庭 房子 手机 电话 电脑 网络 网上 网站 微信 加微 信号 联系 信息 服务 活动 优惠 免费 价格 产品 商品 质量 使用 提供 下载 游戏 视频 图片 照片 电影 音乐 新闻 文化 教育 经济 政治 法律 历史 科学 技术 "
        + "专业 管理 发展 生产 建设 关系 情况 原因 结果 方面 方法 机会 能力 水平 影响 重要 主要 简单 容易 困难 严重 正常 当然 确实 完全 可是 虽然 不管 为了 为什 关于 对于 由于 通过 根据 进行 发现 发生 出现 成为 作为 属于 包括 支持 反对 "
        + "选择 决定 参加 参与 介绍 了解 理解 注意 小心 请问 谢谢 您好 你好 好的 好好 看看 试试 多少 多久 几个 第一 第二 两个 三个 一天 一年 一次 一点 有点 今年 去年 明年 今日 今晚 早上 晚上 上午 下午 中午 星期 周末 小时 分钟 月份 生日 "
        + "飞机 汽车 警察 法院 黑人 白人 人民 人类 人员 女性 男性 女孩 男孩 儿童 老人 年轻 青年 漂亮 美丽 快乐 幸福 高兴 难过 讨厌 可怜 可爱 素质 强奸 死亡 生命 身体 健康 心理 爱情 感情 结婚 离婚 贷款 利息 投资 股票 基金 房屋 装修 办理 "
        + "申请 认证 登录 账号 密码 注册 会员 积分 快递 地址 订单 付款 支付 退款 到账 收到 发到 接到 打开 关闭 显示 系统 软件 文件 数据 代码 功能 设置 属性 页面 排名 收费 联网 旅游 成人 色情 欧美 亚洲";

    /// <summary>Of two characters that follow each other the second tells less than it would alone.</summary>
    private const float MostBitsOfSecond = 9;

    /// <summary>What a third and a fourth symbol add at most: the gate looks at three bits of each, the comparison behind it at all.</summary>
    private const float MostBitsOfFurther = 5;

    private const float BitsOfWord = 12;
    private static readonly float[] BitsOfSymbol = Symbols();
    private static readonly HashSet<uint> Words = [.. CommonWords.Split(' ').Select(word => Pair(word[0], word[1]))];
    private readonly int[] _pairs;

    /// <summary>Learns the pairs of the terms.</summary>
    public Rarity(IReadOnlyList<string> patterns)
    {
        _pairs = new int[Math.Max(1024, BitOperations.RoundUpToPowerOf2((uint)patterns.Count * 4))];
        foreach (var pattern in patterns)
        {
            for (var at = 0; at + 1 < pattern.Length; at++) { _pairs[Slot(pattern[at], pattern[at + 1])]++; }
        }
    }

    /// <summary>Bits of a window of 2 to 4 symbols, as the gate will see it.</summary>
    public float Of(ReadOnlySpan<char> window)
    {
        var (one, two) = (window[0], window[1]);
        var bits = Words.Contains(Pair(one, two)) ? BitsOfWord : BitsOfSymbol[one] + Math.Min(MostBitsOfSecond, BitsOfSymbol[two]);
        bits -= BitOperations.Log2((uint)_pairs[Slot(one, two)] + 1);
        var isAscii = window.Length > 2 && one < 0x80 && two < 0x80 && window[2] < 0x80;
        for (var at = 2; at < window.Length; at++) { bits += Math.Min(at == 2 && isAscii ? BitsOfSymbol[window[2]] : MostBitsOfFurther, BitsOfSymbol[window[at]]); }

        return bits;
    }

    private int Slot(char one, char two) => (int)((Pair(one, two) * 0x9E3779B1u) >> 9) & (_pairs.Length - 1);

    private static uint Pair(char one, char two) => one | ((uint)two << 16);

    private static float[] Symbols()
    {
        var bits = new float[char.MaxValue + 1];
        Array.Fill(bits, 13);
        for (var c = ' '; c <= '~'; c++) { bits[c] = char.IsLetterOrDigit(c) ? 6 : 5; }

        foreach (var c in "，。！？、：；") { bits[c] = 5; }

        for (var rank = 0; rank < CommonCharacters.Length; rank++) { bits[CommonCharacters[rank]] = 4.6f + (0.72f * MathF.Log2(1 + rank)); }

        return bits;
    }
}
