namespace Steward.Moderation.Rules;

/// <summary>What kind of wrong an offence is, in its wire spelling.</summary>
internal static class OffenceClass
{
    public const string Advert = "advert";
    public const string Abuse = "abuse";
    public const string Diversion = "diversion";
    public const string Illegal = "illegal";

    public static readonly IReadOnlyList<string> All = [Advert, Abuse, Diversion, Illegal];

    public static string Names => string.Join(", ", All);
}
