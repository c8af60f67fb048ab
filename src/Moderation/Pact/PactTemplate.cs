using Steward.Kernel;

namespace Steward.Moderation.Pact;

/// <summary>The text to begin with: what the seeds' pact forbids (003: flooding with adverts, luring members away, forbidden speech; 001: insults, and what ends in removal at once), what follows, and how to appeal.</summary>
internal static class PactTemplate
{
    private const string Text =
        """
        【社群公约】
        欢迎加入！为了让大家都能安心交流，请共同遵守：
        1. 不刷屏、不发广告：未经管理员同意，请勿发布广告、二维码、链接或重复刷屏。
        2. 不恶意引流：请勿拉人进其他群、私加群友推销或索要联系方式。
        3. 不发违法违规内容：请勿传播谣言、低俗、赌博、诈骗等违反法律法规的内容。
        4. 友善交流：对事不对人，请勿辱骂或攻击他人。
        5. 保护隐私：请勿公开自己或他人的手机号、证件等个人信息。
        违反公约怎么处理：
        · 首次违规：私信提醒，并撤回相关内容；
        · 再次违规：移出社群；
        · 零容忍：发布暴力、色情、诈骗等违法内容或恶意广告的，直接移出社群。
        如对处理有异议，可私信管理员申诉，由另一位管理员复核；申诉成立的，恢复记录。
        """;

    private const string Reminder =
        """
        您好，欢迎加入“{group}”！本群公约请留意：不刷屏发广告、不恶意引流、不发违法违规内容、友善交流。首次违规会私信提醒并撤回内容，再次违规将移出社群；违法内容和恶意广告直接移出。有异议可随时私信我申诉。完整公约见群公告，看过请在群里回复“已阅”，谢谢！
        """;

    public static PactVersion Of(BrandId brand, Guid? group) => new()
    {
        BrandId = brand.Value, Version = 0, GroupId = group, State = PactState.Draft, Text = Text.ReplaceLineEndings("\n"), Reminder = Reminder.Trim(), Remind = true,
    };
}
