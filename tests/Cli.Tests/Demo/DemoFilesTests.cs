using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Steward.Cli.Demo;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Cli.Tests.Demo;

/// <summary>The bundled files must fit each other and the world of the WeCom stand-in: the verified day counts on it.</summary>
public sealed partial class DemoFilesTests
{
    private static readonly IReadOnlyList<DemoBrand> Brands = DemoFiles.Brands();

    public static TheoryData<string> Codes => [.. Brands.Select(brand => brand.Code)];

    [Fact]
    public void Two_brands_have_an_account_each()
    {
        Assert.Equal(["baolexing", "huayangji"], Brands.Select(brand => brand.Code));
        Assert.Distinct(Brands.SelectMany(brand => new[] { brand.Id, brand.AccountId }));
        Assert.Distinct(Brands.Select(brand => brand.CorpId));
        Assert.All(Brands, brand =>
        {
            Assert.NotNull(TimeZoneInfo.FindSystemTimeZoneById(brand.TimeZone));
            Assert.Matches("^#[0-9A-F]{6}$", brand.Colour);
        });
    }

    [Fact]
    public void Every_brand_has_an_operator_of_its_own_and_nobody_sees_an_unknown_brand()
    {
        var operators = DemoFiles.Operators();
        Assert.Distinct(operators.Select(person => person.Id));
        Assert.Distinct(operators.Select(person => person.Login));
        Assert.All(operators, person => Assert.Subset(Brands.Select(brand => brand.Id).ToHashSet(), person.BrandIds.ToHashSet()));
        Assert.All(operators, person => Assert.Contains(person.Role, (string[])["operator", "lead", "manager", "trainer", "admin"]));
        Assert.All(Brands, brand => Assert.Contains(operators, person => person.Role == "operator" && person.BrandIds.SequenceEqual([brand.Id])));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_post_has_an_audience_an_hour_and_links_that_exist(string code)
    {
        var brand = Brand(code);
        var groups = GroupNames(code);
        var links = DemoFiles.Links(brand.Id).Select(link => link.Code).ToHashSet();
        var posts = DemoFiles.Posts(brand.Id);
        Assert.NotEmpty(posts);
        Assert.All(posts, post =>
        {
            Assert.True(TimeOnly.TryParseExact(post.LocalTime, "HH:mm", out _), post.LocalTime);
            Assert.Contains(groups, post.Groups.Includes);
            // Every word of the audience, lest a misspelt one hides behind another.
            Assert.All(post.Groups.NameContains ?? [], word => Assert.Contains(groups, group => group.Contains(word, StringComparison.Ordinal)));
            Assert.Equal(post.Text.Split("{link:").Length - 1, LinkMark().Count(post.Text));
            Assert.All(LinkMark().Matches(post.Text), link => Assert.Contains(link.Groups["code"].Value, links));
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(post.Text), 1, 4_000);
        });
    }

    [Fact]
    public void No_id_of_a_post_or_an_answer_and_no_link_code_is_given_twice()
    {
        Assert.Distinct(Brands.SelectMany(brand => DemoFiles.Posts(brand.Id)).Select(post => post.Id));
        Assert.Distinct(Brands.SelectMany(brand => DemoFiles.Knowledge(brand.Code)).Select(answer => answer.Id));
        Assert.Distinct(Brands.SelectMany(brand => DemoFiles.Links(brand.Id)).Select(link => link.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Links_have_codes_and_targets_that_Conversions_takes(string code) => Assert.All(DemoFiles.Links(Brand(code).Id), link =>
    {
        Assert.Matches("^[A-Za-z0-9_-]{4,32}$", link.Code);
        Assert.Equal("https", new Uri(link.TargetUrl).Scheme);
    });

    [Theory]
    [MemberData(nameof(Codes))]
    public void Orders_follow_visits_of_links_that_exist_and_add_up_to_what_the_file_says(string code)
    {
        var brand = Brand(code);
        var shopping = DemoFiles.Shopping(brand.Id);
        var links = DemoFiles.Links(brand.Id).Select(link => link.Code).ToHashSet();
        Assert.All(shopping.Links, visits =>
        {
            Assert.Contains(visits.Code, links);
            Assert.All(visits.Orders, order => Assert.InRange(order.Click ?? 1, 1, visits.Clicks));
        });
        Assert.All(shopping.Unattributed, order => Assert.Null(order.Click));

        var credited = shopping.Links.SelectMany(visits => visits.Orders).Where(order => order.Click is not null).ToList();
        var orders = shopping.Links.SelectMany(visits => visits.Orders).Concat(shopping.Unattributed).ToList();
        Assert.Distinct(orders.Select(order => order.ExternalOrderId));
        Assert.All(orders, order => Assert.True(order.AmountFen > 0));
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "orders.json")))!["brands"]!.AsArray().Single(part => (Guid)part!["brandId"]! == brand.Id)!["expected"]!;
        Assert.Equal((long)expected["clicks"]!, shopping.Links.Sum(visits => visits.Clicks));
        Assert.Equal((int)expected["orders"]!, orders.Count);
        Assert.Equal((int)expected["attributedOrders"]!, credited.Count);
        Assert.Equal((long)expected["attributedFen"]!, credited.Sum(order => order.AmountFen));
        Assert.Equal((long)expected["totalFen"]!, orders.Sum(order => order.AmountFen));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_knowledge_base_asks_each_question_once_and_answers_it(string code)
    {
        var answers = DemoFiles.Knowledge(code);
        Assert.Equal(30, answers.Count);
        Assert.Distinct(answers.SelectMany(answer => answer.Paraphrases.Prepend(answer.Question)));
        Assert.All(answers, answer =>
        {
            Assert.InRange(answer.Question.Length, 1, 200);
            Assert.NotEmpty(answer.Paraphrases);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(answer.Answer), 1, 4_000);
        });
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Rules_have_ids_of_their_own_and_classes_that_Moderation_knows(string code)
    {
        var rules = DemoFiles.Rules(code);
        Assert.Distinct(rules.KeywordRules.Select(rule => rule.Id).Concat(rules.LinkRules.Select(rule => rule.Id)));
        Assert.All(rules.KeywordRules.Select(rule => rule.Class).Concat(rules.LinkRules.Select(rule => rule.Class)), @class => Assert.Contains(@class, (string[])["advert", "abuse", "diversion", "illegal"]));
        Assert.All(rules.KeywordRules.SelectMany(rule => rule.Words), word => Assert.InRange(word.Length, 1, 64));
        Assert.Contains(rules.LinkRules, rule => rule.DenyDomains.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Complaints_are_of_different_members_and_have_kinds_that_Moderation_knows(string code)
    {
        var complaints = DemoFiles.Complaints(Brand(code).Id);
        Assert.NotEmpty(complaints);
        Assert.Distinct(complaints.Select(told => told.Id));
        Assert.Distinct(complaints.Select(told => told.Member));
        Assert.All(complaints, told =>
        {
            Assert.Matches("^wm[A-Za-z0-9]{30}$", told.Member);
            Assert.Contains(told.Kind, (string[])["product", "service", "logistics", "price", "staff", "rumour", "other"]);
            Assert.Contains(told.Severity, (string[])["minor", "serious", "critical"]);
        });
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Tags_are_short_and_their_members_are_the_channels_ids(string code)
    {
        var brand = Brand(code);
        var tags = DemoFiles.Tags(brand.Id);
        Assert.Distinct(tags.Select(tag => tag.Name));
        Assert.All(tags, tag =>
        {
            Assert.InRange(tag.Name.Length, 1, 30);
            Assert.All(tag.Members, member => Assert.Matches("^wm[A-Za-z0-9]{30}$", member));
            Assert.Distinct(tag.Members.Select(member => MemberId.From(new AccountId(brand.AccountId), member)));
        });
    }

    private static string Folder { get; } = Path.Combine(Checkout.Root, "src", "Cli", "Demo");

    private static DemoBrand Brand(string code) => Brands.Single(brand => brand.Code == code);

    private static IReadOnlyList<string> GroupNames(string code) =>
        [.. File.ReadAllLines(Path.Combine(Checkout.Root, "src", "WeCom.Simulator", "World", "Texts", "groups.tsv")).Select(line => line.Split('\t')).Where(cells => cells[0] == code).Select(cells => cells[1])];

    [GeneratedRegex(@"\{link:(?<code>[^{}]+)\}")]
    private static partial Regex LinkMark();
}
