using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.World;

/// <summary>Writes the demo day: who says what, where and when. The same seed gives the same day.</summary>
internal sealed class DayPlanner
{
    private const int Spammers = 18;
    private const int Quarrellers = 12;

    /// <summary>Each routine question of a group may become a broadcast into it, and WeCom permits as many in a month as it has days (28 to 31): some must be left for posts and people.</summary>
    private const int RoutineQuestionsPerGroup = 22;

    /// <summary>Weight of each hour from 08:00: lunch and supper for the restaurant, the evening for beauty.</summary>
    private static readonly Dictionary<string, int[]> Hours = new()
    {
        ["baolexing"] = [4, 4, 6, 12, 14, 8, 5, 5, 6, 10, 12, 8, 6, 4],
        ["huayangji"] = [3, 4, 6, 6, 8, 6, 6, 6, 6, 7, 8, 11, 14, 12],
    };

    private static readonly string[] Openings = ["", "", "", "请问", "你好，"];

    private readonly Corp _corp;
    private readonly BrandPlan _plan;
    private readonly Dice _dice;
    private readonly Dice _numbers;
    private readonly WorldTexts _texts = WorldTexts.Shared;
    private readonly List<CustomerGroup> _groups;
    private readonly List<(CustomerGroup Group, string Member)> _seats;
    private readonly List<(CustomerGroup Group, string Member)> _spammers;
    private readonly List<(CustomerGroup Group, string Member)> _quarrellers;
    private readonly List<(CustomerGroup Group, string Member)> _silent;
    private readonly Dictionary<CustomerGroup, int> _routineQuestions = [];

    private DayPlanner(Corp corp, BrandPlan plan, ulong seed, long epoch)
    {
        (_corp, _plan) = (corp, plan);
        _dice = Dice.For(seed, "day:" + corp.CorpId);
        _numbers = Dice.For(seed ^ (ulong)epoch, "ids:" + corp.CorpId);
        _groups = [.. corp.Groups.Values];
        _seats = [.. _groups.SelectMany(g => g.InOrder.Where(m => !m.IsEmployee).Select(m => (g, m.Id)))];
        _dice.Shuffle(_seats);
        _spammers = Take(Spammers);
        _quarrellers = Take(Quarrellers);
        _silent = Take(_seats.Count / 5);
    }

    public static DayPlan Plan(IReadOnlyList<Corp> corps, ulong seed, long epoch)
    {
        var parts = corps.Zip(BrandPlan.All, (corp, plan) => new DayPlanner(corp, plan, seed, epoch).Plan()).ToList();
        return new DayPlan(
            [.. parts.SelectMany(p => p.Messages).OrderBy(m => m.At)],
            [.. parts.SelectMany(p => p.Events).OrderBy(e => e.At)]);
    }

    private DayPlan Plan()
    {
        var messages = new List<PlannedMessage>();
        foreach (var (intent, count) in _plan.Day)
        {
            for (var i = 0; i < count && intent is not Intent.Revoke; i++)
            {
                messages.Add(Write(intent, i));
            }
        }

        var events = new DayEvents(_corp, _dice, _groups, _silent).Plan(messages);
        messages.Sort((a, b) => a.At.CompareTo(b.At));
        Revoke(messages, events);
        return new DayPlan(messages, events);
    }

    private PlannedMessage Write(Intent intent, int index)
    {
        var (group, from) = Speaker(intent);
        var (text, entry, media) = Say(intent, index);
        return new PlannedMessage(When(), _corp, group, from, intent, text, _numbers.Next() >> 1, entry, media, null);
    }

    private (CustomerGroup Group, string From) Speaker(Intent intent)
    {
        switch (intent)
        {
            case Intent.Advert:
                return _dice.Pick(_spammers);
            case Intent.Abuse:
                return _dice.Pick(_quarrellers);
            case Intent.Staff:
                var group = _dice.Pick(_groups);
                return (group, group.Owner);
            case Intent.QuestionKb:
                return RoutineAsker();
            default:
                return Talker();
        }
    }

    /// <summary>A few people write most of what is written.</summary>
    private (CustomerGroup Group, string From) Talker() => _seats[(int)(_seats.Count * Math.Pow(_dice.Fraction(), 2.2))];

    private (CustomerGroup Group, string From) RoutineAsker()
    {
        while (true)
        {
            var talker = Talker();
            var asked = _routineQuestions.GetValueOrDefault(talker.Group);
            if (asked < RoutineQuestionsPerGroup)
            {
                _routineQuestions[talker.Group] = asked + 1;
                return talker;
            }
        }
    }

    private (string Text, int Entry, MediaTemplate? Media) Say(Intent intent, int index)
    {
        switch (intent)
        {
            case Intent.QuestionKb:
                var question = _dice.Pick(_texts.KnowledgeQuestions.Where(q => q.Brand == _plan.Brand).ToList());
                return (_dice.Pick(Openings) + _dice.Pick(question.Phrasings), question.Entry, null);
            case Intent.Image:
                return ("", 0, null);
            case Intent.Link or Intent.Weapp:
                var media = _dice.Pick(_texts.Media.Where(m => m.Brand == _plan.Brand && m.Type == DayPlan.WireName(intent)).ToList());
                return (media.Title, 0, media);
            default:
                var templates = WorldTexts.For(_plan.Brand, Source(intent));
                return (_texts.Fill(templates[(index + _dice.Below(3)) % templates.Count].Text, _plan.Brand, _dice), 0, null);
        }
    }

    private IReadOnlyList<Template> Source(Intent intent) => intent switch
    {
        Intent.Chatter => _texts.Chatter,
        Intent.QuestionHuman => _texts.HumanQuestions,
        Intent.Advert => _texts.Adverts,
        Intent.Abuse => _texts.Abuse,
        Intent.OrderRemark => _texts.OrderRemarks,
        Intent.Staff => _texts.Staff,
        _ => throw new InvalidOperationException($"{intent} has no templates."),
    };

    private TimeSpan When()
    {
        var weights = Hours[_plan.Brand];
        var at = _dice.Below(weights.Sum());
        var hour = 0;
        while (at >= weights[hour])
        {
            at -= weights[hour++];
        }

        return DayPlan.Opens + TimeSpan.FromHours(hour) + TimeSpan.FromMilliseconds(_dice.Below(3_600_000));
    }

    /// <summary>Someone takes back a remark a minute later.</summary>
    private void Revoke(List<PlannedMessage> messages, IReadOnlyList<PlannedEvent> events)
    {
        for (var i = 0; i < _plan.Day[Intent.Revoke]; i++)
        {
            PlannedMessage said;
            do
            {
                said = _dice.Pick(messages);
            }
            while (said.Intent is not Intent.Chatter || said.At > DayPlan.Closes - TimeSpan.FromMinutes(5)
                || messages.Any(m => m.Recalls == said) || events.Any(e => e.Member == said.From));

            var revoke = said with { At = said.At + TimeSpan.FromMinutes(1), Intent = Intent.Revoke, Text = "", Number = _numbers.Next() >> 1, Recalls = said };
            var place = messages.FindIndex(m => m.At > revoke.At);
            messages.Insert(place < 0 ? messages.Count : place, revoke);
        }
    }

    private List<(CustomerGroup Group, string Member)> Take(int count)
    {
        var taken = _seats.Take(count).ToList();
        _seats.RemoveRange(0, count);
        return taken;
    }
}
