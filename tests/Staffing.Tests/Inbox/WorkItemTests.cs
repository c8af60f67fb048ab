using Steward.Kernel;
using Steward.Staffing.Inbox;
using Steward.Staffing.ServiceLevels;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Inbox;

public sealed class WorkItemTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Command = Guid.NewGuid();

    private static readonly WorkItem Open = new()
    {
        BrandId = new BrandId(Guid.NewGuid()), WorkItemId = Guid.NewGuid(), AccountId = new AccountId(Guid.NewGuid()), GroupId = new GroupId(Guid.NewGuid()), MemberId = new MemberId(Guid.NewGuid()),
        State = ItemState.Open, OperatorId = "of-the-group", Kind = MatterKind.Question, Question = "杯子碎了怎么办?", Questions = 1, SuggestedAnswer = "", SuggestionScore = 0, OpenedAt = Noon, LastAskedAt = Noon,
    };

    [Fact]
    public void Claiming_twice_is_one_claim_and_somebody_else_cannot()
    {
        var claimed = Open.Claim("li", Noon).Value;

        Assert.Equal((ItemState.Claimed, "li", Noon), (claimed.State, claimed.OperatorId, claimed.ClaimedAt));
        Assert.Same(claimed, claimed.Claim("li", Noon.AddMinutes(1)).Value);
        Assert.Equal("STF-021", claimed.Claim("mei", Noon).Problem!.Code);
    }

    [Fact]
    public void Released_it_goes_back_to_the_groups_operator()
    {
        var claimed = Open.Claim("li", Noon).Value;

        Assert.Equal("STF-021", claimed.Release("mei", false, "of-the-group").Problem!.Code);
        Assert.Equal(Open, claimed.Release("li", false, "of-the-group").Value);
        Assert.Equal(Open, claimed.Release("lead", true, "of-the-group").Value);
        Assert.Same(Open, Open.Release("li", false, "").Value);
    }

    [Fact]
    public void Answering_claims_an_open_item_and_a_retry_changes_nothing()
    {
        var answering = Open.AnswerWith("换新的", Command, "li", Noon).Value;

        Assert.Equal((ItemState.Answering, "li", "换新的", Command), (answering.State, answering.OperatorId, answering.Answer, answering.CommandId));
        Assert.Same(answering, answering.AnswerWith("换新的", Command, "li", Noon).Value);
        Assert.Equal("STF-022", answering.AnswerWith("再来", Guid.NewGuid(), "li", Noon).Problem!.Code);
        Assert.Equal("STF-021", Open.Claim("mei", Noon).Value.AnswerWith("换新的", Command, "li", Noon).Problem!.Code);
    }

    [Fact]
    public void A_confirmed_answer_resolves_and_a_failed_one_comes_back_and_needs_a_new_command()
    {
        var answering = Open.AnswerWith("换新的", Command, "li", Noon).Value;

        Assert.Equal((ItemState.Resolved, "answered", Noon.AddMinutes(1)), Ends(answering.Settle(true, "", Noon.AddMinutes(1))!));
        var back = answering.Settle(false, "no quota", Noon)!;
        Assert.Equal((ItemState.Claimed, "li", "no quota"), (back.State, back.OperatorId, back.Note));
        Assert.Equal("STF-023", back.AnswerWith("换新的", Command, "li", Noon).Problem!.Code);
        Assert.Equal("", back.AnswerWith("换新的", Guid.NewGuid(), "li", Noon).Value.Note);
        Assert.Null(back.Settle(true, "", Noon));
        Assert.Null(Open.Settle(true, "", Noon));

        static (string, string, DateTimeOffset?) Ends(WorkItem item) => (item.State, item.Resolution, item.ResolvedAt);
    }

    [Fact]
    public void Closing_needs_the_holder_or_a_lead_and_no_answer_on_its_way()
    {
        var claimed = Open.Claim("li", Noon).Value;

        Assert.Equal(("resolved", "closed", "重复"), (claimed.Close("重复", "li", false, Noon).Value.State, claimed.Close("重复", "li", false, Noon).Value.Resolution, claimed.Close("重复", "li", false, Noon).Value.Note));
        Assert.Equal("STF-021", claimed.Close("", "mei", false, Noon).Problem!.Code);
        Assert.Equal("closed", claimed.Close("", "lead", true, Noon).Value.Resolution);
        Assert.Equal("STF-022", Open.AnswerWith("好", Command, "li", Noon).Value.Close("", "li", false, Noon).Problem!.Code);
        var closed = Open.Close("", "li", false, Noon).Value;
        Assert.Same(closed, closed.Close("again", "mei", false, Noon).Value);
        Assert.Equal("STF-022", closed.Claim("li", Noon).Problem!.Code);
    }

    [Fact]
    public void Whatever_people_try_an_item_is_never_in_two_states_at_once()
    {
        var dice = new Random(20260302);
        string[] people = ["li", "mei", "wang"];
        for (var round = 0; round < 500; round++)
        {
            var item = Open;
            for (var step = 0; step < 30; step++)
            {
                var by = people[dice.Next(people.Length)];
                var before = item;
                var tried = dice.Next(6) switch
                {
                    0 => item.Claim(by, Noon),
                    1 => item.Release(by, dice.Next(5) == 0, "of-the-group"),
                    2 => item.AnswerWith("好", Guid.NewGuid(), by, Noon),
                    3 when dice.Next(4) == 0 => item.Close("", by, false, Noon),
                    4 => item.Settle(true, "", Noon) ?? item,
                    _ => item.Settle(false, "no", Noon) ?? item,
                };
                item = tried.Failed ? item : tried.Value;

                Assert.Equal(item.State == ItemState.Resolved, item.Resolution.Length > 0);
                Assert.Equal(item.State == ItemState.Resolved, item.ResolvedAt is not null);
                Assert.True(item.State != ItemState.Open || item.ClaimedAt is null);
                Assert.True(before.State != ItemState.Resolved || ReferenceEquals(before, item), "resolved is the end");
                Assert.True(before.State is not (ItemState.Claimed or ItemState.Answering) || item.State == ItemState.Open || item.OperatorId == before.OperatorId, "nobody loses an item to another");
            }
        }
    }

    [Fact]
    public void An_answer_that_asks_something_back_makes_it_the_members_turn_and_stops_the_clock()
    {
        var level = new ServiceLevel { Hours = new BusinessHours { Zone = "UTC", Periods = [.. Enumerable.Range(1, 7).Select(day => new DutyPeriod(day, 0, 1440))] }, NextResponseMinutes = 20 };
        var due = Open with { ResponseDueAt = Noon.AddMinutes(10), ResolutionDueAt = Noon.AddMinutes(60) };
        var waiting = due.AnswerWith("订单号?", Command, "li", Noon.AddMinutes(1)).Value.Asking(true).Settle(true, "", Noon.AddMinutes(5))!;

        Assert.Equal((ItemState.Waiting, Kept.Hit, Noon.AddMinutes(5), false), (waiting.State, waiting.Response, waiting.WaitingSince, waiting.AwaitReply));

        var resumed = waiting.Resumed(level, Noon.AddHours(10), true);
        Assert.Equal((ItemState.Claimed, "li", Noon.AddHours(10).AddMinutes(55), Noon.AddHours(10).AddMinutes(20)), (resumed.State, resumed.OperatorId, resumed.ResolutionDueAt, resumed.NextDueAt));

        var again = resumed.AnswerWith("已补发", Guid.NewGuid(), "li", Noon.AddHours(10)).Value.Asking(false).Settle(true, "", Noon.AddHours(10).AddMinutes(21))!;
        Assert.Equal((ItemState.Resolved, Kept.Hit, Kept.Hit, 0, 1), (again.State, again.Response, again.ResolutionLevel, again.NextHit, again.NextMissed));
        Assert.Null(again.NextDueAt);
    }

    [Fact]
    public void Who_says_nothing_more_or_thanks_ends_what_waits_for_them_by_the_time_of_the_answer()
    {
        var waiting = (Open with { ResolutionDueAt = Noon.AddMinutes(60) }).AnswerWith("订单号?", Command, "li", Noon).Value.Asking(true).Settle(true, "", Noon.AddMinutes(5))!;

        Assert.Equal((ItemState.Resolved, Resolution.Answered, Kept.Hit, Noon.AddMinutes(5)), (waiting.Silent()!.State, waiting.Silent()!.Resolution, waiting.Silent()!.ResolutionLevel, waiting.Silent()!.ResolvedAt));
        Assert.Equal((Kept.Hit, Noon.AddDays(1)), (waiting.Content(Noon.AddDays(1)).ResolutionLevel, waiting.Content(Noon.AddDays(1)).ResolvedAt));
        Assert.Null(Open.Silent());
        Assert.Equal(Resolution.Answered, waiting.Close("", "li", false, Noon.AddHours(3)).Value.Resolution);
        Assert.Equal("STF-021", waiting.Close("", "somebody", false, Noon.AddHours(3)).Problem!.Code);
    }

    [Fact]
    public void A_question_back_that_does_not_arrive_is_with_its_holder_again() =>
        Assert.Equal(ItemState.Claimed, Open.AnswerWith("订单号?", Command, "li", Noon).Value.Asking(true).Settle(false, "quota", Noon)!.State);
}
