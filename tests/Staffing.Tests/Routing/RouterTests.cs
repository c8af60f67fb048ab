using Steward.Staffing.Routing;

namespace Steward.Staffing.Tests.Routing;

public sealed class RouterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Brand = Id(900);
    private static readonly RouterRules Rules = new();

    [Fact]
    public void A_groups_own_person_gets_it_while_they_have_room_however_idle_others_are()
    {
        var (owner, idle) = (Someone(1, held: 19), Someone(2));
        Assert.Equal(new Routed(Id(1), Id(1), RouteReason.Owner, 20, 20, 0), Only(Item(1) with { Owner = Id(1) }, owner, idle));
        Assert.Equal(new Routed(Id(1), Id(2), RouteReason.Load, 1, 20, 0), Only(Item(1) with { Owner = Id(1) }, Someone(1, held: 20), idle));
        Assert.Equal((Id(2), RouteReason.Load), To(Only(Item(1) with { Owner = Id(1) }, owner with { OnDuty = false }, idle)));
    }

    [Fact]
    public void Who_served_the_group_goes_before_strangers_of_like_load_and_not_before_much_less_load()
    {
        var item = Item(1) with { Served = [Id(1)] };
        Assert.Equal((Id(1), RouteReason.Served), To(Only(item, Someone(1, held: 9), Someone(2))));
        Assert.Equal((Id(2), RouteReason.Load), To(Only(item, Someone(1, held: 11), Someone(2))));
    }

    [Fact]
    public void Nobody_without_a_valid_certificate_gets_it_and_preferred_skills_count_until_it_has_waited()
    {
        var item = Item(1) with { Certificate = "brand", Required = ["milk", "english"], Preferred = ["refund"] };
        var expired = Someone(1, skills: ["brand", "milk", "english", "refund"]) with { Skills = new Dictionary<string, DateTimeOffset?> { ["brand"] = Now, ["milk"] = null, ["english"] = null } };
        var (all, without) = (Someone(2, held: 10, skills: ["brand", "milk", "english", "refund"]), Someone(3, skills: ["brand", "milk", "english"]));
        Assert.Equal((null, RouteReason.NobodySkilled), To(Only(item, expired, Someone(4))));
        Assert.Equal((Id(2), RouteReason.Skills), To(Only(item, expired, all, without)));
        Assert.Equal((Id(3), RouteReason.Load), To(Only(Waiting(item, minutes: 2), expired, all, without)));
    }

    [Fact]
    public void Required_skills_are_waived_from_the_last_one_after_the_other_and_the_brands_certificate_never()
    {
        var item = Item(1) with { Certificate = "brand", Required = ["milk", "english"] };
        var (milk, bare, uncertified) = (Someone(1, skills: ["brand", "milk"]), Someone(2, skills: ["brand"]), Someone(3, skills: ["milk", "english"]));
        Assert.Equal((null, RouteReason.NobodySkilled), To(Only(Waiting(item, minutes: 3), milk, bare, uncertified)));
        Assert.Equal((Id(1), RouteReason.Load), To(Only(Waiting(item, minutes: 4), milk, bare, uncertified)));
        Assert.Equal(new Routed(Id(1), Id(2), RouteReason.Load, 1, 20, 2), Only(Waiting(item, minutes: 6), bare, uncertified));
        Assert.Equal((null, RouteReason.NobodySkilled), To(Only(Waiting(item, minutes: 60 * 24), uncertified)));
    }

    [Fact]
    public void Room_is_by_kind_and_in_all_and_what_finds_none_stays_with_the_reason()
    {
        var person = Someone(1, held: 2) with { Capacity = 4, CapacityOfKind = new Dictionary<string, int> { ["complaint"] = 1 } };
        var complaints = Router.Route([Item(1) with { Kind = "complaint" }, Item(2) with { Kind = "complaint" }, Item(3), Item(4)], [person], Rules, Now);
        Assert.Equal([(Id(1), "load"), (null, "all-full"), (Id(1), "load"), (null, "all-full")], complaints.Select(To));
        Assert.Equal((null, RouteReason.NobodyOnDuty), To(Only(Item(1), person with { OnDuty = false, Cover = true }, Someone(2) with { Brands = new HashSet<Guid> { Id(901) } })));
        Assert.Equal((Id(1), RouteReason.Cover), To(Only(Item(1) with { AfterHours = true }, person with { OnDuty = false, Cover = true })));
    }

    [Fact]
    public void Of_equals_who_was_given_something_least_recently_gets_the_next_and_work_goes_round()
    {
        var people = new[] { Someone(1) with { LastGivenAt = Now.AddMinutes(-1) }, Someone(2) with { LastGivenAt = Now.AddMinutes(-9) }, Someone(3) };
        Assert.Equal([Id(3), Id(2), Id(1), Id(3), Id(2), Id(1)], Router.Route([.. Enumerable.Range(1, 6).Select(Item)], people, Rules, Now).Select(routed => routed.PersonId!.Value));
    }

    [Fact]
    public void Priority_is_worth_some_waiting_and_no_more()
    {
        var (important, older, muchOlder) = (Item(1) with { Priority = 3 }, Waiting(Item(2), minutes: 5), Waiting(Item(3), minutes: 7));
        Assert.Equal([Id(3), Id(1), Id(2)], Router.Route([important, older, muchOlder], [Someone(1)], Rules, Now).Select(routed => routed.ItemId));
        // However important what comes later may be, it goes before nothing that has waited for all that priority can be worth.
        Assert.True(Router.OrderOf(Waiting(item: Item(1), minutes: 201), Rules) < Router.OrderOf(Item(2) with { Priority = int.MaxValue }, Rules));
    }

    private static Routed Only(QueuedItem item, params Person[] people) => Assert.Single(Router.Route([item], people, Rules, Now));

    private static (Guid? Person, string Reason) To(Routed routed) => (routed.PersonId, routed.Reason);

    private static QueuedItem Item(int id) => new() { ItemId = Id(id), BrandId = Brand, GroupId = Id(500 + id), Kind = "question", WaitingSince = Now };

    private static QueuedItem Waiting(QueuedItem item, int minutes) => item with { WaitingSince = Now.AddMinutes(-minutes) };

    private static Person Someone(int id, int held = 0, string[]? skills = null) => new()
    {
        PersonId = Id(id), Brands = new HashSet<Guid> { Brand }, OnDuty = true, Capacity = 20, Held = new Dictionary<string, int> { ["question"] = held },
        Skills = (skills ?? []).ToDictionary(skill => skill, _ => (DateTimeOffset?)null),
    };

    private static Guid Id(int number) => new($"00000000-0000-0000-0000-{number:000000000000}");
}
