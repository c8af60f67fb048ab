using Steward.Content.Knowledge;
using Steward.Content.Knowledge.Matching;

namespace Steward.Content.Tests.Knowledge;

public sealed class KnowledgeEntryTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Until = From.AddDays(11);

    [Theory]
    [InlineData(-1, true, false)]
    [InlineData(0, true, true)]
    [InlineData(11 * 86_400 - 1, true, true)]
    [InlineData(11 * 86_400, false, true)]
    public void It_holds_from_its_first_moment_on_and_before_its_end(int seconds, bool beforeEnd, bool fromStart)
    {
        var asked = From.AddSeconds(seconds);

        Assert.Equal(beforeEnd && fromStart, (Entry with { ValidFrom = From, ValidUntil = Until }).IsValidAt(asked));
        Assert.Equal(fromStart, (Entry with { ValidFrom = From }).IsValidAt(asked));
        Assert.Equal(beforeEnd, (Entry with { ValidUntil = Until }).IsValidAt(asked));
        Assert.True(Entry.IsValidAt(asked));
    }

    [Fact]
    public void What_does_not_hold_when_it_is_asked_is_not_found_and_the_next_best_is()
    {
        var autumn = Entry with { ValidUntil = Until, Answer = "十点" };
        var winter = Entry with { EntryId = Guid.NewGuid(), Question = "茶馆冬天几点开门", ValidFrom = Until, Answer = "十一点" };
        var matcher = Matcher.Compile([autumn, winter], [], null);

        Assert.Equal("十点", Assert.Single(matcher.Rank("茶馆几点开门", 5, Until.AddSeconds(-1))).Entry.Answer);
        Assert.Equal("十一点", Assert.Single(matcher.Rank("茶馆几点开门", 5, Until)).Entry.Answer);
        Assert.Equal(2, matcher.Rank("茶馆几点开门", 5).Count);
    }

    [Fact]
    public void A_lead_approves_and_the_owner_what_somebody_else_wrote_as_it_is()
    {
        var asked = Entry with { State = EntryState.InReview, Owner = "owner", ChangedBy = "author" };
        var approved = asked with { State = EntryState.Approved };

        Assert.True(approved.MayBeApproved(asked, "owner", leads: false));
        Assert.True(approved.MayBeApproved(null, "lead", leads: true));
        Assert.False(approved.MayBeApproved(asked, "author", leads: false));
        Assert.False(approved.MayBeApproved(asked with { ChangedBy = "owner" }, "owner", leads: false));
        Assert.False((approved with { Answer = "别的" }).MayBeApproved(asked, "owner", leads: false));
        Assert.False(approved.MayBeApproved(null, "owner", leads: false));
    }

    [Fact]
    public void What_an_author_leaves_out_stays_and_what_is_not_theirs_to_approve_goes_to_review()
    {
        var standing = Entry with { Owner = "owner", Source = "手册", ValidFrom = From, ValidUntil = Until };
        var given = new GivenEntry { EntryId = standing.EntryId, Question = standing.Question, Paraphrases = [], Answer = standing.Answer };

        Assert.True(given.Over(standing, leads: false).SaysAs(standing));
        Assert.Equal(["answer", "state"], (given with { Answer = "九点" }).Over(standing, leads: false).DifferenceTo(standing));
        Assert.Equal(["answer"], (given with { Answer = "九点" }).Over(standing, leads: true).DifferenceTo(standing));
        Assert.Equal(["valid_from", "valid_until"], (given with { SaysValidity = true }).Over(standing, leads: true).DifferenceTo(standing));
        Assert.Equal(EntryState.Approved, given.Over(null, leads: true).State);
        Assert.Equal(EntryState.InReview, given.Over(null, leads: false).State);
        Assert.Equal(EntryState.Draft, (given with { State = EntryState.Draft }).Over(standing, leads: true).State);
    }

    private static KnowledgeEntry Entry { get; } = new() { EntryId = Guid.NewGuid(), Question = "茶馆几点开门", Paraphrases = [], Answer = "十点" };
}
