using Grpc.Core;
using Npgsql;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Gaps;

[Collection(ContentTests.Name)]
public sealed class ListGapsTests(ContentWorld world)
{
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task A_gap_becomes_an_entry_and_the_report_tells_what_it_answers_from_its_approval_on()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var other = Guid.NewGuid();
        await AskAsync(brand, _group, "停车场在哪里?", "哪里有停车场", "茶杯有豁口,谁来处理?");
        await AskAsync(brand, other, "停车场在哪里");

        var report = await GapsAsync(brand);
        Assert.Equal((4, 2, false), (report.Questions, report.Clusters, report.Truncated));
        var gap = report.Gaps[0];
        Assert.Equal((3, 2, "", world.Clock.GetUtcNow()), (gap.Questions, gap.Groups, gap.Answer, gap.LastAt.ToDateTimeOffset()));
        Assert.Equal("哪里有停车场", Assert.Single(gap.Paraphrases));
        Assert.Empty(report.Drafted);

        var draft = new KnowledgeEntry { EntryId = Guid.NewGuid().ToString(), Question = gap.Question, Paraphrases = { gap.Paraphrases }, Answer = "地下二层。", State = "in_review", Owner = "owner" };
        await Entries(new Caller("trainer", Role.Trainer, [new BrandId(brand)])).PutEntryAsync(new PutEntryRequest { BrandId = brand.ToString(), Entry = draft, FromGap = true });
        report = await GapsAsync(brand);
        Assert.Equal("茶杯有豁口,谁来处理?", Assert.Single(report.Gaps).Question);
        var waiting = Assert.Single(report.Drafted);
        Assert.Equal((draft.EntryId, "in_review", 3, null, 0, 0), (waiting.Entry.EntryId, waiting.Entry.State, waiting.Questions, waiting.ApprovedAt, waiting.AnsweredSince, waiting.HandedOnSince));

        draft.State = "approved";
        await Entries(new Caller("owner", Role.Trainer, [new BrandId(brand)])).PutEntryAsync(new PutEntryRequest { BrandId = brand.ToString(), Entry = draft, ExpectedVersion = 1 });
        await AskAsync(brand, _group, "停车场在哪里呀", "请问停车场在哪里");
        await AskAsync(brand, other, "哪里有停车场");

        var approved = Assert.Single((await GapsAsync(brand)).Drafted);
        Assert.Equal((3, 3, 3), (approved.Questions, approved.AnsweredSince, approved.HandedOnSince));
        Assert.Equal(world.Clock.GetUtcNow(), approved.ApprovedAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task What_operators_answered_out_of_the_base_to_such_questions_is_proposed()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        // So sure is nobody: everything goes to people.
        await world.Settings(brand).PutKnowledgeSettingsAsync(new PutKnowledgeSettingsRequest { BrandId = brand.ToString(), Settings = new KnowledgeSettings { AnswerFrom = 1, SuggestFrom = 0.1, Margin = 0 } });
        await AskAsync(brand, _group, "我的储值卡丢了怎么办", "茶杯有豁口,谁来处理?");
        await world.Host.PublishAsync(new AnswerTaughtV1
        {
            BrandId = brand, WorkItemId = Guid.NewGuid(), Question = "储值卡丢了该怎么办", EntryId = Guid.Parse(Kb.Id(6)), Use = "edited", AnsweredBy = "operator", At = world.Clock.GetUtcNow(),
        });
        var lessons = new ListLessonsRequest { BrandId = brand.ToString() };
        await Eventually.TrueAsync(async () => (await world.Knowledge(brand).ListLessonsAsync(lessons)).Lessons.Count == 1, TimeSpan.FromSeconds(20), "the lesson is learnt");

        var gaps = (await GapsAsync(brand)).Gaps;

        Assert.Equal([("我的储值卡丢了怎么办", "小程序「我的」页面可查余额。", Kb.Id(6)), ("茶杯有豁口,谁来处理?", "", "")], gaps.OrderBy(gap => gap.AnswerEntryId.Length == 0).Select(gap => (gap.Question, gap.Answer, gap.AnswerEntryId)));
    }

    [Fact]
    public async Task An_answer_that_did_not_arrive_is_no_gap_and_old_questions_are_none()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "茶馆几点开门"), world.Message(_group, "停车场在哪里", later: TimeSpan.FromDays(-8))));
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand);
        await world.Host.PublishAsync(world.Settled(send, "failed", "no quota"));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).HandedOn == 2, TimeSpan.FromSeconds(20), "both went to people");

        Assert.Empty((await GapsAsync(brand)).Gaps);
        Assert.Equal("停车场在哪里", Assert.Single((await GapsAsync(brand, 9)).Gaps).Question);
    }

    // Every one of them another subject, and all of them with the same words: the most work that there can be.
    [Fact]
    public async Task The_newest_five_thousand_questions_are_looked_at()
    {
        var brand = Guid.NewGuid();
        await using var source = NpgsqlDataSource.Create(world.Host.OwnerConnectionString);
        await using var insert = source.CreateCommand(
            """
            insert into questions (brand_id, message_id, outcome, group_id, member_id, asked_at, score, text)
            select $1, gen_random_uuid(), 'handed_on', $1, $1, $2 - n * interval '1 second', 0, '门店' || chr(19968 + n) || chr(25000 + n) || chr(31000 + n) || '在哪里' from generate_series(1, 5001) n
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = world.Clock.GetUtcNow().UtcDateTime });
        await insert.ExecuteNonQueryAsync();

        var report = await GapsAsync(brand);

        Assert.Equal((5000, true, 100), (report.Questions, report.Truncated, report.Gaps.Count));
        Assert.InRange(report.Clusters, 4900, 5000);
        Assert.DoesNotContain(report.Gaps, gap => gap.FirstAt.ToDateTimeOffset() <= world.Clock.GetUtcNow().AddSeconds(-5001));
    }

    [Fact]
    public async Task Days_are_bounded_and_another_brand_sees_nothing()
    {
        var (brand, foreign) = (await world.BrandWithKnowledgeAsync(), Guid.NewGuid());
        await AskAsync(brand, _group, "停车场在哪里");

        Assert.Equal((StatusCode.InvalidArgument, "CNT-032"), await RefusedAsync(() => GapsAsync(brand, 31)));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-032"), await RefusedAsync(() => GapsAsync(brand, -1)));
        var theirs = await GapsAsync(foreign);
        Assert.Equal((0, 0, 0), (theirs.Questions, theirs.Gaps.Count, theirs.Drafted.Count));
        var client = world.Host.Client<KnowledgeGapService.KnowledgeGapServiceClient>(ServiceHost.LeadOf(foreign));
        Assert.Equal((StatusCode.NotFound, "STW-003"), await RefusedAsync(async () => await client.ListGapsAsync(new ListGapsRequest { BrandId = brand.ToString() })));
    }

    private KnowledgeEntryService.KnowledgeEntryServiceClient Entries(Caller caller) => world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(caller);

    private async Task<ListGapsResponse> GapsAsync(Guid brand, int days = 0) =>
        await world.Host.Client<KnowledgeGapService.KnowledgeGapServiceClient>(ServiceHost.OperatorOf(brand)).ListGapsAsync(new ListGapsRequest { BrandId = brand.ToString(), Days = days });

    private async Task AskAsync(Guid brand, Guid group, params string[] texts)
    {
        var before = (await world.TotalsAsync(brand)).Questions;
        await world.Host.PublishAsync(world.Screened(brand, group, [.. texts.Select(text => world.Message(group, text))]));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).Questions == before + texts.Length, TimeSpan.FromSeconds(20), "the questions are counted");
    }

    private static async Task<(StatusCode, string?)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
