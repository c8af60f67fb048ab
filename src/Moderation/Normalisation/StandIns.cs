using System.Collections.Frozen;

namespace Steward.Moderation.Normalisation;

/// <summary>Signs and abbreviations that people write for characters. No folding, as each also means what it is.</summary>
internal static class StandIns
{
    private const string Pictures =
        "💰钱 💵钱 💴钱 🤑钱 💲钱 🐮牛 🐂牛 🐄牛 🐔鸡 🐓鸡 🐤鸡 🐶狗 🐕狗 🐷猪 🐖猪 🐴马 🐎马 🐑羊 🐏羊 🐟鱼 🐠鱼 🐍蛇 🐯虎 🐰兔 🐭鼠 🐵猴 🐲龙 🐉龙 🐦鸟 🐛虫 🔥火 💧水 💦水 🚗车 🚘车 🏠家 🏡家 🐎马 " +
        "🌟星 🌙月 🌞日 🌲树 🌳树 🌸花 🌹花 🌺花 🍀草 🌿草 🍵茶 🍺酒 🍷酒 🍶酒 🚬烟 💊药 🔫枪 🔪刀 💣弹 💉针 🎁礼 🎫票 📞电 📱机 📦包 👜包 👀看 👁目 👂耳 👄口 👃鼻 ✋手 🤚手 👣足 🦶足 🦵腿 ❤心 🖤心 💙心 💓心 💗心 👩女 👧女 👨男 👦男 👶婴 " +
        "👑王 👻鬼 💩屎 💀死 ☠死 🥚蛋 🍆茄 🍑桃 🌶辣 🍬糖 🍭糖 🍚饭 🍞面 🍜面 🥩肉 🍉瓜 🍎果 🍊橙 🏆奖 🥇金 🎓学 📚书 📖书 🎵音 ⛽油 🏦行 🏥医 ⛰山 🏔山 🌊海 🌍球 ⚽球 🏀球 ❄雪 ⛄雪 🌧雨 ☔雨 ⚡电 🌪风 💨风 ☀日 ☁云 ⭐星 ✈飞 🚢船 ⏰钟 🔑钥 🔒锁 🔔铃 ⬆上 ⬇下 " +
        "👆上 👇下 👈左 👉右 ⬅左 ➡右 ➕加 +加 ✚加 ✙加 ♀女 ♂男 ♥心 ♡心 ★星 ☆星 ☎电 ☏电 ✉信 📧信 💌信 📩信 ✂剪 ☯道 ⚠危 ♨热 ❓问 ❗叹 ✔对 ✅对 ❌错 ✖错 ×错 💯百";

    private const string Abbreviations = "v微 vx微信 wx微信 vxin微信 weix微信 wxin微信 wechat微信 pyq朋友圈 zfb支付宝 tb淘宝 rmb人民币 xhs小红书 dy抖音 ks快手 gzh公众号 sfz身份证 yhk银行卡";

    private static readonly FrozenDictionary<int, char> Signs = Pictures.Split(' ').Select(entry => (entry.EnumerateRunes().First().Value, entry[^1])).DistinctBy(entry => entry.Value)
        .ToFrozenDictionary(entry => entry.Value, entry => entry.Item2);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Words =
        Abbreviations.Split(' ').Select(entry => (Letters: entry.TrimEnd([.. entry.Where(c => !char.IsAscii(c))]), Word: entry.TrimStart([.. entry.Where(char.IsAscii)])))
            .ToFrozenDictionary(entry => entry.Letters, entry => entry.Word).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The character that a sign (a code point) is written for, 0 if none.</summary>
    public static char OfSign(int sign) => Signs.GetValueOrDefault(sign);

    /// <summary>The word that letters by themselves are written for, empty if none.</summary>
    public static string OfLetters(ReadOnlySpan<char> letters) => letters.Length <= 6 && Words.TryGetValue(letters, out var word) ? word : "";
}
