using Steward.Content.Knowledge;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Staffing;
using Steward.Testing;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Tests.Knowledge;

[Collection(ContentTests.Name)]
public sealed class LearnFromAnswerTests(ContentWorld world)
{
    private const string Asked = "店里的灯几点亮起来";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("accepted")]
    [InlineData("edited")]
    public async Task A_suggestion_that_was_sent_makes_the_next_like_question_sure(string use)
    {
        var brand = await world.BrandWithKnowledgeAsync();
        Assert.False((await AskAsync(brand, Asked)).WouldAnswer);

        var taught = Taught(brand, Asked, 1, use);
        await TellAsync(taught);
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        var asked = await AskAsync(brand, Asked);
        Assert.Equal((Kb.Id(1), true), (asked.Matches[0].EntryId, asked.WouldAnswer));
        var lesson = Assert.Single(await LessonsAsync(brand));
        Assert.Equal((taught.WorkItemId.ToString(), Asked, "answers", use, "somebody"), (lesson.LessonId, lesson.Text, lesson.Verdict, lesson.Source, lesson.TaughtBy));
    }

    [Fact]
    public async Task It_is_learnt_once_however_often_it_is_told_and_taken_back_it_stays_so()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var taught = Taught(brand, Asked, 1, "accepted");
        await TellAsync(taught);
        await TellAsync(taught);
        Assert.Single(await LessonsAsync(brand));

        await world.Knowledge(brand).TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = brand.ToString(), LessonId = taught.WorkItemId.ToString() });
        await TellAsync(taught);
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.NotEmpty(Assert.Single(await LessonsAsync(brand)).TakenBackBy);
        Assert.False((await AskAsync(brand, Asked)).WouldAnswer);
    }

    [Fact]
    public async Task An_entry_that_was_left_aside_is_not_offered_for_the_same_words()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        Assert.Equal(Kb.Id(1), (await AskAsync(brand, "茶馆几点关灯开门")).Matches[0].EntryId);

        await TellAsync(Taught(brand, "茶馆几点关灯开门", 1, "rejected"));
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.DoesNotContain((await AskAsync(brand, "茶馆几点关灯开门")).Matches, match => match.EntryId == Kb.Id(1));
        Assert.Equal(("not_this", "rejected"), (Assert.Single(await LessonsAsync(brand)).Verdict, Assert.Single(await LessonsAsync(brand)).Source));
    }

    [Fact]
    public async Task What_the_base_says_in_these_words_is_neither_learnt_again_nor_unlearnt()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await TellAsync(Taught(brand, "请问茶馆几点开门?", 1, "rejected"));
        await TellAsync(Taught(brand, "茶馆什么时候营业", 1, "accepted"));
        await TellAsync(Taught(brand, Asked, 1, "accepted"));
        await TellAsync(Taught(brand, Asked, 1, "edited"));
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.Equal(Asked, Assert.Single(await LessonsAsync(brand)).Text);
        Assert.True((await AskAsync(brand, "茶馆几点开门")).WouldAnswer);
    }

    [Fact]
    public async Task What_cannot_be_learnt_goes_by_and_a_long_question_is_learnt_by_its_beginning()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await TellAsync(Taught(brand, "?!", 1, "accepted"));
        await TellAsync(Taught(brand, Asked, 1, "accepted") with { EntryId = Guid.NewGuid() });
        Assert.Empty(await LessonsAsync(brand));

        await TellAsync(Taught(brand, new string('灯', 199) + "🍵🍵", 1, "accepted"));
        Assert.Equal(new string('灯', 199), Assert.Single(await LessonsAsync(brand)).Text);
    }

    [Fact]
    public async Task Another_brand_learns_nothing_of_it()
    {
        var (brand, foreign) = (await world.BrandWithKnowledgeAsync(), await world.BrandWithKnowledgeAsync());
        await TellAsync(Taught(brand, Asked, 1, "accepted"));
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.Empty(await LessonsAsync(foreign));
        Assert.False((await AskAsync(foreign, Asked)).WouldAnswer);
    }

    private static AnswerTaughtV1 Taught(Guid brand, string question, int entry, string use) => new()
    {
        BrandId = brand, WorkItemId = Guid.NewGuid(), Question = question, EntryId = Guid.Parse(Kb.Id(entry)), Use = use, AnsweredBy = "somebody", At = DateTimeOffset.UnixEpoch,
    };

    private async Task TellAsync(AnswerTaughtV1 taught)
    {
        var message = Guid.CreateVersion7();
        await world.Host.PublishAsync(taught, message);
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from inbox where message_id = '{message}'") == 1, Patience, "the answer is handled");
    }

    private async Task<AskResponse> AskAsync(Guid brand, string text) => await world.Knowledge(brand).AskAsync(new AskRequest { BrandId = brand.ToString(), Text = text });

    private async Task<IReadOnlyList<Wire.Lesson>> LessonsAsync(Guid brand) => (await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString() })).Lessons;
}
