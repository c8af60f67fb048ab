using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge;

[Collection(ContentTests.Name)]
public sealed class ListLessonsTests(ContentWorld world)
{
    [Fact]
    public async Task Lessons_are_found_by_their_words_their_entrys_and_their_source()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await TeachAsync(brand, "你们啥时候上班", "answers", Kb.Id(1));
        await TeachAsync(brand, "明天下雨吗", "none", "");

        var all = await ListAsync(brand, new ListLessonsRequest());
        Assert.Equal(2, all.Total);
        Assert.Equal([("你们啥时候上班", "茶馆几点开门?"), ("明天下雨吗", "")], all.Lessons.OrderBy(lesson => lesson.Verdict).Select(lesson => (lesson.Text, lesson.EntryQuestion)));
        Assert.Equal("你们啥时候上班", Assert.Single((await ListAsync(brand, new ListLessonsRequest { Search = "茶馆" })).Lessons).Text);
        var rain = await ListAsync(brand, new ListLessonsRequest { Search = "下雨", Sources = { "said" } });
        Assert.Equal(("明天下雨吗", 1), (Assert.Single(rain.Lessons).Text, rain.Total));
        Assert.Empty((await ListAsync(brand, new ListLessonsRequest { Sources = { "accepted", "edited" } })).Lessons);
        Assert.Empty((await ListAsync(brand, new ListLessonsRequest { Search = "%" })).Lessons);

        var refused = await Assert.ThrowsAsync<RpcException>(() => ListAsync(brand, new ListLessonsRequest { Sources = { "guessed" } }));
        Assert.Equal(("CNT-037", "sources"), (refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));
        Assert.Empty((await ListAsync(Guid.NewGuid(), new ListLessonsRequest())).Lessons);
    }

    private async Task TeachAsync(Guid brand, string text, string verdict, string entry) => await world.Knowledge(brand).TeachKnowledgeAsync(
        new TeachKnowledgeRequest { BrandId = brand.ToString(), LessonId = Guid.NewGuid().ToString(), Text = text, Verdict = verdict, EntryId = entry });

    private async Task<ListLessonsResponse> ListAsync(Guid brand, ListLessonsRequest request)
    {
        request.BrandId = brand.ToString();
        return await world.Host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.OperatorOf(brand)).ListLessonsAsync(request);
    }
}
