namespace Steward.Moderation.Rules;

/// <summary>What kind of wrong an offence is, in its wire spelling.</summary>
internal static class OffenceClass
{
    public const string Advert = "advert";
    public const string Abuse = "abuse";
    public const string Diversion = "diversion";
    public const string Illegal = "illegal";
    public const string Porn = "porn";
    public const string Violence = "violence";

    /// <summary>Too much: too many messages, the same again and again, mentions or emoji without end.</summary>
    public const string Flood = "flood";
    public const string Rumour = "rumour";
    public const string Competitor = "competitor";

    /// <summary>A name that breaks the group's rule for names.</summary>
    public const string Nickname = "nickname";

    public static readonly IReadOnlyList<string> All = [Advert, Abuse, Diversion, Illegal, Porn, Violence, Flood, Rumour, Competitor, Nickname];

    public static string Names => string.Join(", ", All);
}
