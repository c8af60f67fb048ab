using Steward.Moderation.Rules;

namespace Steward.Moderation.Discipline;

/// <summary>Offences in the words of the community pact (seed 003), for members and for whoever acts by hand.</summary>
internal static class OffenceWords
{
    public static string Of(string offenceClass) => offenceClass switch
    {
        OffenceClass.Advert => "广告刷屏",
        OffenceClass.Abuse => "人身攻击",
        OffenceClass.Diversion => "恶意引流",
        OffenceClass.Illegal => "违法违规内容",
        _ => "违规内容",
    };
}
