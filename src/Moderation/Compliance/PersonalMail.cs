using Steward.Moderation.Rules;

namespace Steward.Moderation.Compliance;

/// <summary>A person's e-mail address in a text of ours. The rules' patterns do not see addresses, whose letters are nobody's words.</summary>
internal static class PersonalMail
{
    private const string RuleId = "personal-mail";
    private const string Category = "personal-data";

    /// <summary>Names before the @ that stand for an office.</summary>
    private static readonly HashSet<string> Offices = new(StringComparer.OrdinalIgnoreCase)
    {
        "service", "services", "support", "help", "info", "contact", "kefu", "care", "sales", "hr", "jobs", "office", "admin", "press", "media", "marketing", "business", "hello", "mail", "privacy", "legal", "feedback", "no-reply", "noreply",
    };

    public static IEnumerable<ComplianceFinding> In(string text, ComplianceRules rules)
    {
        for (var from = 0; Contacts.Mail(text, from) is { } place; from = place.Start + place.Length)
        {
            var address = Contacts.Normalise(text.Substring(place.Start, place.Length));
            if (Offices.Contains(address.Split('@')[0])) { continue; }

            yield return new ComplianceFinding(RuleId, Category, Severity.Review, place.Start, place.Length, "内容里有个人邮箱：删去，或改用客服邮箱。")
            {
                AdviceEn = "There is a person's e-mail address in it: remove it, or give the one of an office.", Evidence = rules.LawOf(Category), EvidenceEn = rules.EnglishLawOf(Category),
            };
        }
    }
}
