using System.Reflection;
using System.Text.Json;
using CsvHelper;
using Google.Protobuf;

namespace Steward.Cli.Demo;

/// <summary>The demo world on Steward's side, as bundled with this program; the channel's side lives in the WeCom stand-in.</summary>
internal static class DemoFiles
{
    /// <summary>Stands for a brand's code in the files of what all brands inherit.</summary>
    public const string Agency = "agency";

    public static IReadOnlyList<DemoBrand> Brands() => Read<BrandsFile>("brands.json").Brands;

    public static IReadOnlyList<DemoOperator> Operators() => Read<OperatorsFile>("operators.json").Operators;

    public static DemoRules Rules(string brandCode) => Read<DemoRules>($"rules-{brandCode}.json");

    public static IReadOnlyList<DemoLink> Links(Guid brand) => Read<LinksFile>("links.json").Brands.Where(part => part.BrandId == brand).SelectMany(part => part.Links).ToList();

    public static IReadOnlyList<DemoTag> Tags(Guid brand) => Read<TagsFile>("tags.json").Brands.Where(part => part.BrandId == brand).SelectMany(part => part.Tags).ToList();

    public static IReadOnlyList<DemoComplaint> Complaints(Guid brand) => Read<ComplaintsFile>("complaints.json").Brands.Where(part => part.BrandId == brand).SelectMany(part => part.Complaints).ToList();

    public static IReadOnlyList<DemoPost> Posts(Guid brand) => Read<CalendarFile>("calendar.json").Brands.Where(part => part.BrandId == brand).SelectMany(part => part.Posts).ToList();

    public static DemoShopping Shopping(Guid brand) => Read<OrdersFile>("orders.json").Brands.Single(part => part.BrandId == brand);

    public static IReadOnlyList<DemoPhrase> Phrases(string brandCode) => Read<PhrasesFile>("phrases.json").Brands.Single(part => part.Code == brandCode).Phrases;

    public static IReadOnlyList<DemoAnswer> Knowledge(string brandCode)
    {
        using var file = new StreamReader(Open($"kb-{brandCode}.csv"));
        using var csv = CsvReader.Create(file, new CsvReaderOptions(), leaveOpen: true);
        var answers = new List<DemoAnswer>();
        while (csv.Read())
        {
            answers.Add(new DemoAnswer(Guid.Parse(csv.GetString("id")), csv.GetString("question"), csv.GetString("paraphrases").Split('|', StringSplitOptions.RemoveEmptyEntries), csv.GetString("answer")));
        }

        return answers;
    }

    /// <summary>What goes along with which of a brand's answers.</summary>
    public static IReadOnlyList<DemoAttachments> Attachments(string brandCode) => Read<AttachmentsFile>("attachments.json").Brands.FirstOrDefault(part => part.Code == brandCode)?.Answers ?? [];

    /// <summary>A picture that goes along with an answer.</summary>
    public static ByteString Picture(string name)
    {
        using var stream = Open(name);
        return ByteString.FromStream(stream);
    }

    private static T Read<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;

    private sealed record BrandsFile(IReadOnlyList<DemoBrand> Brands);

    private sealed record OperatorsFile(IReadOnlyList<DemoOperator> Operators);

    private sealed record LinksFile(IReadOnlyList<LinksPart> Brands);

    private sealed record LinksPart(Guid BrandId, IReadOnlyList<DemoLink> Links);

    private sealed record TagsFile(IReadOnlyList<TagsPart> Brands);

    private sealed record TagsPart(Guid BrandId, IReadOnlyList<DemoTag> Tags);

    private sealed record ComplaintsFile(IReadOnlyList<ComplaintsPart> Brands);

    private sealed record ComplaintsPart(Guid BrandId, IReadOnlyList<DemoComplaint> Complaints);

    private sealed record CalendarFile(IReadOnlyList<CalendarPart> Brands);

    private sealed record CalendarPart(Guid BrandId, IReadOnlyList<DemoPost> Posts);

    private sealed record PhrasesFile(IReadOnlyList<PhrasesPart> Brands);

    private sealed record PhrasesPart(string Code, IReadOnlyList<DemoPhrase> Phrases);

    private sealed record AttachmentsFile(IReadOnlyList<AttachmentsPart> Brands);

    private sealed record AttachmentsPart(string Code, IReadOnlyList<DemoAttachments> Answers);

    private sealed record OrdersFile(IReadOnlyList<DemoShopping> Brands);
}

internal sealed record DemoBrand(Guid Id, string Code, string Name, string TimeZone, string Colour, Guid AccountId, string CorpId, string ApiKeyName);

internal sealed record DemoOperator(Guid Id, string Login, string DisplayName, string Role, IReadOnlyList<Guid> BrandIds, bool AgencyWide = false);

internal sealed record DemoRules(IReadOnlyList<DemoKeywordRule> KeywordRules, IReadOnlyList<DemoLinkRule> LinkRules);

internal sealed record DemoKeywordRule(string Id, string Name, string Class, IReadOnlyList<string> Words);

internal sealed record DemoLinkRule(string Id, string Name, string Class, IReadOnlyList<string> DenyDomains, IReadOnlyList<string> AllowDomains);

internal sealed record DemoLink(string Code, string TargetUrl, string Channel);

internal sealed record DemoTag(string Name, IReadOnlyList<string> Members);

/// <summary>What a member, named by the channel's id, complains about.</summary>
internal sealed record DemoComplaint(Guid Id, string Member, string Kind, string Severity, string Text);

/// <summary>A post of the demo calendar; its local time is HH:mm on the brand's wall clock.</summary>
internal sealed record DemoPost(Guid Id, string LocalTime, string Title, string Text, DemoAudience Groups);

internal sealed record DemoAudience(bool All, IReadOnlyList<string>? NameContains)
{
    public bool Includes(string groupName) => All || NameContains?.Any(part => groupName.Contains(part, StringComparison.Ordinal)) == true;
}

internal sealed record DemoPhrase(string Shortcut, string Title, string Text, string Category, int Step = 0, string Hint = "");

internal sealed record DemoAnswer(Guid Id, string Question, IReadOnlyList<string> Paraphrases, string Answer);

internal sealed record DemoAttachments(Guid Id, IReadOnlyList<DemoAttachment> Attachments);

/// <summary>Something that goes along with an answer; its picture is a file beside.</summary>
internal sealed record DemoAttachment(string Kind, string Title = "", string Url = "", string Description = "", string AppId = "", string Page = "", string Picture = "");

/// <summary>Visits and purchases of a brand's customers in the verified day.</summary>
internal sealed record DemoShopping(Guid BrandId, IReadOnlyList<DemoVisits> Links, IReadOnlyList<DemoOrder> Unattributed);

internal sealed record DemoVisits(string Code, int Clicks, IReadOnlyList<DemoOrder> Orders);

/// <summary>A purchase; its click is the 1-based number of the visit that it follows, null when there is none.</summary>
internal sealed record DemoOrder(string ExternalOrderId, int? Click, long AmountFen);
