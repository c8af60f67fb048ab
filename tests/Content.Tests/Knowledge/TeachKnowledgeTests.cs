using Grpc.Core;
using Steward.Content.Knowledge;
using Steward.Contracts.Content.V1;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge;

[Collection(ContentTests.Name)]
public sealed class TeachKnowledgeTests(ContentWorld world)
{
    private const string Asked = "店里的灯几点亮起来";

    [Fact]
    public async Task A_confirmed_question_is_known_within_half_a_minute()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        Assert.False((await AskAsync(brand, Asked)).WouldAnswer);

        await TeachAsync(brand, Asked, "answers", Kb.Id(1));
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        var asked = await AskAsync(brand, Asked);
        Assert.Equal((Kb.Id(1), Asked), (asked.Matches[0].EntryId, asked.Matches[0].MatchedPhrase));
        Assert.True(asked.WouldAnswer);
    }

    [Fact]
    public async Task What_is_taken_back_is_forgotten_and_stays_in_the_book()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var lesson = await TeachAsync(brand, Asked, "answers", Kb.Id(1));
        world.Clock.Advance(KnowledgeBases.LessonsWait);
        Assert.True((await AskAsync(brand, Asked)).WouldAnswer);

        await world.Knowledge(brand).TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = brand.ToString(), LessonId = lesson });
        await world.Knowledge(brand).TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = brand.ToString(), LessonId = lesson });
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.False((await AskAsync(brand, Asked)).WouldAnswer);
        var listed = Assert.Single((await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString() })).Lessons);
        Assert.Equal((lesson, Asked, "answers"), (listed.LessonId, listed.Text, listed.Verdict));
        Assert.NotEmpty(listed.TaughtBy);
        Assert.NotEmpty(listed.TakenBackBy);
        Assert.NotNull(listed.TakenBackAt);
    }

    [Fact]
    public async Task An_entry_that_was_refused_is_not_offered_for_the_same_words()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        Assert.Equal(Kb.Id(1), (await AskAsync(brand, "茶馆几点开门")).Matches[0].EntryId);

        await TeachAsync(brand, "请问茶馆几点开门?", "not_this", Kb.Id(1));
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        Assert.DoesNotContain((await AskAsync(brand, "茶馆几点开门")).Matches, match => match.EntryId == Kb.Id(1));
        Assert.Equal(Kb.Id(1), (await AskAsync(brand, "早上几点可以来喝茶")).Matches[0].EntryId);
    }

    [Fact]
    public async Task A_question_that_nothing_answers_is_left_to_people()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        const string Rejected = "茶馆什么时候营业到通宵";
        await TeachAsync(brand, Rejected, "none", "");
        world.Clock.Advance(KnowledgeBases.LessonsWait);

        var asked = await AskAsync(brand, Rejected);
        Assert.False(asked.WouldAnswer);
        Assert.All(asked.Matches, match => Assert.InRange(match.Score, 0, 0.1));
        Assert.True((await AskAsync(brand, "茶馆什么时候营业")).WouldAnswer);
    }

    [Fact]
    public async Task The_same_lesson_again_is_a_retry_and_another_under_its_id_is_refused()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var lesson = await TeachAsync(brand, Asked, "answers", Kb.Id(1));

        await TeachAsync(brand, Asked, "answers", Kb.Id(1), lesson);
        var refused = await Assert.ThrowsAsync<RpcException>(() => TeachAsync(brand, Asked, "answers", Kb.Id(2), lesson));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Single((await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString() })).Lessons);
    }

    [Theory]
    [InlineData("", "answers", true)]
    [InlineData("?!", "answers", true)]
    [InlineData("几点开门\0", "none", false)]
    [InlineData("几点开门", "maybe", true)]
    [InlineData("几点开门", "answers", false)]
    [InlineData("几点开门", "none", true)]
    public async Task What_cannot_be_learnt_is_refused(string text, string verdict, bool names)
    {
        var brand = await world.BrandWithKnowledgeAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(() => TeachAsync(brand, text, verdict, names ? Kb.Id(1) : ""));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_not_taught()
    {
        var brand = await world.BrandWithKnowledgeAsync();

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => TeachAsync(brand, Asked, "answers", Guid.NewGuid().ToString()))).StatusCode);
    }

    [Fact]
    public async Task Lessons_come_in_pages_the_newest_first_and_by_entry()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var taught = new List<string>();
        for (var number = 1; number <= 5; number++)
        {
            taught.Add(await TeachAsync(brand, $"问题{number}", "answers", Kb.Id(number % 2 == 0 ? 2 : 1)));
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var (seen, page) = (new List<string>(), new ListLessonsResponse());
        do
        {
            page = await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString(), PageSize = 2, PageToken = page.NextPageToken });
            seen.AddRange(page.Lessons.Select(lesson => lesson.LessonId));
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal(Enumerable.Reverse(taught), seen);
        Assert.Equal([taught[3], taught[1]], (await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString(), EntryId = Kb.Id(2) })).Lessons.Select(lesson => lesson.LessonId));
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString(), PageToken = "x" }))).StatusCode);
    }

    [Fact]
    public async Task Another_brand_sees_takes_back_and_learns_nothing_of_it()
    {
        var (brand, foreign) = (await world.BrandWithKnowledgeAsync(), await world.BrandWithKnowledgeAsync());
        var lesson = await TeachAsync(brand, Asked, "answers", Kb.Id(1));
        world.Clock.Advance(KnowledgeBases.LessonsWait);
        var client = world.Knowledge(foreign);

        Assert.Empty((await client.ListLessonsAsync(new ListLessonsRequest { BrandId = foreign.ToString() })).Lessons);
        Assert.False((await AskAsync(foreign, Asked)).WouldAnswer);
        var calls = new Func<Task>[]
        {
            async () => await client.TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = foreign.ToString(), LessonId = lesson }),
            async () => await client.TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = brand.ToString(), LessonId = lesson }),
            async () => await client.ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString() }),
            async () => await client.TeachKnowledgeAsync(new TeachKnowledgeRequest { BrandId = brand.ToString(), LessonId = Guid.NewGuid().ToString(), Text = Asked, Verdict = "none" }),
        };
        foreach (var call in calls) { Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode); }

        // An id that another brand has taken is free here.
        await TeachAsync(foreign, "别的问题", "none", "", lesson);
        Assert.Equal("", Assert.Single((await world.Knowledge(brand).ListLessonsAsync(new ListLessonsRequest { BrandId = brand.ToString() })).Lessons).TakenBackBy);
    }

    [Fact]
    public async Task An_operator_teaches_and_does_not_take_back()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var client = world.Host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.OperatorOf(brand));
        var lesson = Guid.NewGuid().ToString();

        await client.TeachKnowledgeAsync(new TeachKnowledgeRequest { BrandId = brand.ToString(), LessonId = lesson, Text = Asked, Verdict = "answers", EntryId = Kb.Id(1) });
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.TakeBackLessonAsync(new TakeBackLessonRequest { BrandId = brand.ToString(), LessonId = lesson }));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    private async Task<AskResponse> AskAsync(Guid brand, string text) => await world.Knowledge(brand).AskAsync(new AskRequest { BrandId = brand.ToString(), Text = text });

    private async Task<string> TeachAsync(Guid brand, string text, string verdict, string entry, string? lesson = null)
    {
        var id = lesson ?? Guid.NewGuid().ToString();
        await world.Knowledge(brand).TeachKnowledgeAsync(new TeachKnowledgeRequest { BrandId = brand.ToString(), LessonId = id, Text = text, Verdict = verdict, EntryId = entry });
        return id;
    }
}
