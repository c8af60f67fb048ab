using System.Text.Json.Nodes;
using Steward.Contracts.Events.Channels;
using Steward.Moderation.Classification;
using Steward.Moderation.Rules;

namespace Steward.Benchmarks;

/// <summary>A brand's rules and the talk in its groups, the same in every run: texts written for the project, one in fifty an advert or abuse.</summary>
internal sealed class ScreeningTraffic
{
    private const int Words = 20_000;
    private const int Groups = 200;
    private const int Members = 5_000;
    private readonly Random _random = new(20);
    private readonly string[] _ordinary;
    private readonly string[] _offences;
    private readonly Guid[] _groups = [.. Enumerable.Range(0, Groups).Select(_ => Guid.NewGuid())];
    private readonly Guid[] _members = [.. Enumerable.Range(0, Members).Select(_ => Guid.NewGuid())];

    public ScreeningTraffic()
    {
        var texts = OwnTexts.Texts();
        _ordinary = [.. texts.Where(text => !text.Labels.Contains(Label.Spam) && !text.Labels.Contains(Label.Abuse)).Select(text => text.Text)];
        _offences = [.. texts.Where(text => text.Labels.Contains(Label.Spam) || text.Labels.Contains(Label.Abuse)).Select(text => text.Text)];
    }

    public Guid Brand { get; } = Guid.NewGuid();

    /// <summary>20,000 words that may be hidden, and a rule of every kind that judges messages.</summary>
    public static RuleSet Rules()
    {
        string[] spoken = ["加微信", "兼职", "日结", "刷单", "无抵押贷款", "代开发票", "套现", "赌博", "彩金", "傻逼", "滚蛋", "王八蛋"];
        var words = spoken.Concat(MatcherTexts.OfWords(Words - spoken.Length).Terms.Where(word => !string.IsNullOrWhiteSpace(word) && !word.Any(char.IsControl))).Distinct();
        var rules = new JsonArray([.. words.Chunk(1000).Select((part, number) => (JsonNode)new JsonObject
        {
            ["kind"] = "keyword", ["rule_id"] = $"words-{number}", ["offence_class"] = "advert", ["terms"] = new JsonArray([.. part.Select(word => (JsonNode)JsonValue.Create(word))]),
        })]);
        foreach (var rule in (string[])[
            """{"kind":"contact","rule_id":"contact","offence_class":"diversion","severity":"review","phone":true,"wechat":true,"qq":true,"email":true}""",
            """{"kind":"link","rule_id":"link","offence_class":"diversion","blocked_domains":["evil.com"],"allowed_domains":["brand.cn"],"block_unlisted":true}""",
            """{"kind":"regex","rule_id":"pattern","offence_class":"advert","pattern":"日[结赚]\\d+元?"}""",
            """{"kind":"rate","rule_id":"rate","offence_class":"flood","messages":20,"seconds":10}""",
            """{"kind":"near_duplicate","rule_id":"copies","offence_class":"flood","minutes":60,"posts":10,"members":3,"groups":3}""",
            """{"kind":"mentions","rule_id":"mentions","offence_class":"flood","most":5}""",
            """{"kind":"emoji","rule_id":"emoji","offence_class":"flood","severity":"hint","most":8}""",
            """{"kind":"newcomer","rule_id":"newcomer","hours":24,"severity":"act","classes":["advert"]}""",
            """{"kind":"model","rule_id":"model-spam","offence_class":"advert","label":"spam"}""",
            """{"kind":"model","rule_id":"model-abuse","offence_class":"abuse","label":"abuse"}""",
        ]) { rules.Add(JsonNode.Parse(rule)); }

        var (set, errors) = RuleDocument.Read(new JsonObject { ["rules"] = rules }.ToJsonString());
        return errors.Count == 0 ? set : throw new InvalidOperationException(errors[0].ToString());
    }

    /// <summary>The next envelope of a lane.</summary>
    public MessagesReceivedV1 Next(int lane, int messages, DateTimeOffset at) => new()
    {
        BatchId = Guid.CreateVersion7(), BrandId = Brand, AccountId = Brand, Partition = lane, AcceptedAt = at, Messages = [.. Enumerable.Range(0, messages).Select(_ => Message(lane, at))],
    };

    private ReceivedMessage Message(int lane, DateTimeOffset at) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = _groups[lane + (4 * _random.Next(Groups / 4))], SenderId = _members[_random.Next(Members)], FromStaff = _random.Next(30) == 0, Kind = "text", Text = Text(), SentAt = at,
    };

    /// <summary>Two sentences, so that hardly any text comes twice.</summary>
    private string Text()
    {
        var first = _random.Next(50) == 0 ? _offences[_random.Next(_offences.Length)] : _ordinary[_random.Next(_ordinary.Length)];
        return _random.Next(4) == 0 && first.Length < 12 ? first : $"{first}，{_ordinary[_random.Next(_ordinary.Length)]}";
    }
}
