using System.Diagnostics;
using Steward.Staffing.Routing;
using Xunit.Abstractions;

namespace Steward.Staffing.Tests.Routing;

/// <summary>What must hold for any matters and people, and that the heaps decide as the plain reading of the formula would.</summary>
public sealed class RouterPropertyTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero);
    private static readonly string[] Skills = ["a", "b", "c"];
    private static readonly string[] Kinds = ["question", "complaint", "intent"];

    [Fact]
    public void In_random_worlds_everything_is_given_rightly_or_queued_with_the_reason()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (items, people, rules) = World(random, random.Next(60), random.Next(1, 12), random.Next(1, 4));
            var routed = Router.Route(items, people, rules, Now);
            Assert.Equal(items.Select(item => item.ItemId).Order(), routed.Select(one => one.ItemId).Order());
            Assert.Equal(Plainly(items, people, rules), routed.Select(one => (one.ItemId, one.PersonId)));
            CheckEach(items, people, rules, routed);
        }
    }

    [Fact]
    public void Under_lasting_overload_of_more_important_matters_the_oldest_is_given_all_the_same()
    {
        var (rules, random) = (new RouterRules(), new Random(7));
        var person = People(random, 1, [Id(900)])[0] with { OnDuty = true, Capacity = 1, CapacityOfKind = new Dictionary<string, int>(), Held = new Dictionary<string, int>() };
        var queue = new List<QueuedItem> { Item(0, Id(900), Now) };
        // Twice as much as one person can do comes in, all of it as important as can be.
        for (var minute = 1; minute <= 1000; minute++)
        {
            var now = Now.AddMinutes(minute);
            queue.AddRange([Item(2 * minute, Id(900), now) with { Priority = 100 }, Item((2 * minute) + 1, Id(900), now) with { Priority = 100 }]);
            var given = Router.Route(queue, [person], rules, now).Single(one => one.PersonId is not null).ItemId;
            queue.RemoveAll(item => item.ItemId == given);
            if (given == Id(0)) { return; }

            Assert.True(minute <= RouterRules.MostPriority * rules.PriorityWorth.TotalMinutes * 2, $"still waits after {minute} minutes");
        }

        Assert.Fail("the oldest was never given");
    }

    [Fact]
    public void Five_thousand_queued_matters_and_three_hundred_people_are_a_matter_of_milliseconds()
    {
        var random = new Random(1);
        var (items, people, rules) = World(random, 5000, 300, 50);
        var times = new List<double>();
        for (var round = 0; round < 20; round++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(items.Count, Router.Route(items, people, rules, Now).Count);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"5,000 queued, 300 people, 50 brands: median {times[10]:0.0} ms, best {times[0]:0.0} ms, worst {times[^1]:0.0} ms");
        // The best of twenty says what it costs, whatever else the machine does; far above what is measured, so that only another order of growth fails here.
        Assert.True(times[0] < 100, $"{times[0]} ms");
    }

    private static void CheckEach(IReadOnlyCollection<QueuedItem> items, IReadOnlyCollection<Person> people, RouterRules rules, IReadOnlyList<Routed> routed)
    {
        var (byId, held) = (items.ToDictionary(item => item.ItemId), people.ToDictionary(person => person.PersonId, person => new Dictionary<string, int>(person.Held)));
        foreach (var one in routed)
        {
            var item = byId[one.ItemId];
            var (required, _, waived) = Router.AskedFor(item, rules, Now);
            Assert.Equal(waived, one.Waived);
            var able = people.Where(person => person.Serves(item.BrandId, item.AfterHours) && (item.Certificate.Length == 0 || person.Has(item.Certificate, Now)) && required.All(skill => person.Has(skill, Now))).ToList();
            var free = able.Where(person => held[person.PersonId].Values.Sum() < person.Capacity && held[person.PersonId].GetValueOrDefault(item.Kind) < person.CapacityOfKind.GetValueOrDefault(item.Kind, int.MaxValue)).ToList();
            if (one.PersonId is not { } given)
            {
                Assert.Empty(free);
                Assert.Equal(able.Count > 0 ? RouteReason.AllFull : people.Any(person => person.Serves(item.BrandId, item.AfterHours)) ? RouteReason.NobodySkilled : RouteReason.NobodyOnDuty, one.Reason);
                continue;
            }

            Assert.Contains(free, person => person.PersonId == given);
            held[given][item.Kind] = held[given].GetValueOrDefault(item.Kind) + 1;
            Assert.Equal((held[given].Values.Sum(), people.Single(person => person.PersonId == given).Capacity), (one.Held, one.Capacity));
        }
    }

    /// <summary>The formula read plainly: every matter against every person.</summary>
    private static List<(Guid, Guid?)> Plainly(IReadOnlyCollection<QueuedItem> items, IReadOnlyList<Person> people, RouterRules rules)
    {
        var held = people.ToDictionary(person => person.PersonId, person => new Dictionary<string, int>(person.Held));
        var last = people.ToDictionary(person => person.PersonId, person => (At: person.LastGivenAt?.UtcTicks ?? 0, Place: 0));
        var (decided, place) = (new List<(Guid, Guid?)>(), 0);
        foreach (var item in items.OrderBy(item => item.WaitingSince - (rules.PriorityWorth * item.Priority)).ThenBy(item => item.ItemId))
        {
            var (required, preferred, _) = Router.AskedFor(item, rules, Now);
            var best = people
                .Where(person => person.Serves(item.BrandId, item.AfterHours) && (item.Certificate.Length == 0 || person.Has(item.Certificate, Now)) && required.All(skill => person.Has(skill, Now)))
                .Where(person => held[person.PersonId].Values.Sum() < person.Capacity && held[person.PersonId].GetValueOrDefault(item.Kind) < person.CapacityOfKind.GetValueOrDefault(item.Kind, int.MaxValue))
                .OrderByDescending(person =>
                    (rules.PreferredWeight * (preferred.Count == 0 ? 0 : (double)preferred.Count(skill => person.Has(skill, Now)) / preferred.Count))
                    + (item.Owner == person.PersonId ? rules.OwnerWeight : item.Served.Contains(person.PersonId) ? rules.ServedWeight : 0)
                    - (rules.LoadWeight * ((double)held[person.PersonId].Values.Sum() / Math.Max(1, person.Capacity))))
                .ThenBy(person => last[person.PersonId].At).ThenBy(person => last[person.PersonId].Place).ThenBy(person => person.PersonId).FirstOrDefault();
            decided.Add((item.ItemId, best?.PersonId));
            if (best is null) { continue; }

            held[best.PersonId][item.Kind] = held[best.PersonId].GetValueOrDefault(item.Kind) + 1;
            last[best.PersonId] = (Now.UtcTicks, ++place);
        }

        return decided;
    }

    private static (IReadOnlyList<QueuedItem> Items, IReadOnlyList<Person> People, RouterRules Rules) World(Random random, int items, int people, int brands)
    {
        var ids = Enumerable.Range(0, brands).Select(brand => Id(900_000 + brand)).ToArray();
        var everybody = People(random, people, ids);
        return (
            [
                .. Enumerable.Range(0, items).Select(number => Item(number, ids[random.Next(brands)], Now.AddSeconds(-random.Next(1800))) with
                {
                    Kind = Kinds[random.Next(3)], Priority = random.Next(4), Certificate = random.Next(4) == 0 ? "a" : "", Required = random.Next(3) == 0 ? ["b", "c"] : [], Preferred = random.Next(2) == 0 ? ["c", "b"] : [],
                    Owner = random.Next(3) == 0 ? null : everybody[random.Next(people)].PersonId, Served = random.Next(3) == 0 ? [everybody[random.Next(people)].PersonId] : [], AfterHours = random.Next(4) == 0,
                }),
            ],
            everybody,
            new RouterRules());
    }

    private static Person[] People(Random random, int count, Guid[] brands) =>
    [
        .. Enumerable.Range(0, count).Select(number => new Person
        {
            PersonId = Id(800_000 + number), Brands = brands.Where(_ => brands.Length < 3 || random.Next(brands.Length) < 5).ToHashSet(), OnDuty = random.Next(3) > 0, Cover = random.Next(4) == 0,
            Skills = Skills.Where(_ => random.Next(2) == 0).ToDictionary(skill => skill, _ => random.Next(3) == 0 ? Now.AddDays(random.Next(-2, 3)) : (DateTimeOffset?)null),
            Capacity = random.Next(0, 25), CapacityOfKind = random.Next(2) == 0 ? new Dictionary<string, int> { ["complaint"] = random.Next(3) } : new Dictionary<string, int>(),
            Held = new Dictionary<string, int> { ["question"] = random.Next(4) }, LastGivenAt = random.Next(2) == 0 ? null : Now.AddSeconds(-random.Next(5)),
        }),
    ];

    private static QueuedItem Item(int id, Guid brand, DateTimeOffset since) => new() { ItemId = Id(id), BrandId = brand, GroupId = Id(700_000 + id), Kind = "question", WaitingSince = since };

    private static Guid Id(int number) => new($"00000000-0000-0000-0000-{number:000000000000}");
}
