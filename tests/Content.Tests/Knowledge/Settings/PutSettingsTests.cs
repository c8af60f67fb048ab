using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Settings;

[Collection(ContentTests.Name)]
public sealed class PutSettingsTests(ContentWorld world)
{
    private static readonly KnowledgeSettings Careful = new() { AnswerFrom = 0.999999, SuggestFrom = 0.2, Margin = 0.1 };

    [Fact]
    public async Task The_built_in_settings_hold_until_a_lead_sets_others_and_every_version_stays()
    {
        var brand = Guid.NewGuid();
        var lead = ServiceHost.LeadOf(brand);
        var settings = world.Host.Client<KnowledgeSettingsService.KnowledgeSettingsServiceClient>(lead);
        var builtIn = await settings.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() });
        Assert.Equal((0, 0.45, 0.1, 0.05, "", null), (builtIn.Version, builtIn.Settings.AnswerFrom, builtIn.Settings.SuggestFrom, builtIn.Settings.Margin, builtIn.SetBy, builtIn.SetAt));

        Assert.Equal(1, (await settings.PutKnowledgeSettingsAsync(Put(brand, Careful, 0))).Version);
        Assert.Equal(1, (await settings.PutKnowledgeSettingsAsync(Put(brand, Careful, 0))).Version);
        var other = Careful.Clone();
        other.SuggestFrom = 0.3;
        Assert.Equal(2, (await settings.PutKnowledgeSettingsAsync(Put(brand, other, 1))).Version);

        var now = await settings.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() });
        Assert.Equal((2, other, lead.Actor, world.Clock.GetUtcNow()), (now.Version, now.Settings, now.SetBy, now.SetAt.ToDateTimeOffset()));
        var versions = (await settings.ListKnowledgeSettingsAsync(new ListKnowledgeSettingsRequest { BrandId = brand.ToString() })).Versions;
        Assert.Equal([(2, other), (1, Careful)], versions.Select(one => (one.Version, one.Settings)));
    }

    [Fact]
    public async Task Answers_speak_in_the_brands_tone_from_the_next_question_on()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var group = Guid.NewGuid();
        var voiced = new KnowledgeSettings { AnswerFrom = 0.45, SuggestFrom = 0.1, Margin = 0.05, Opening = " 亲，您问的「{question}」：", Closing = "茶馆小助手" };
        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, voiced, 0));

        await world.Host.PublishAsync(world.Screened(brand, group, world.Message(group, "茶馆几点开门")));

        Assert.Equal("亲，您问的「茶馆几点开门」：\n每天 10:00 开门。\n茶馆小助手", (await world.Host.NextAsync<SendToGroupsV1>(send => send.BrandId == brand)).Text);
        Assert.Equal("亲，您问的「{question}」：", (await world.Settings(brand).GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() })).Settings.Opening);
    }

    [Theory]
    [InlineData("亲 {name}", "", "settings.opening")]
    [InlineData("一行\n又一行", "好{question}", "settings.opening,settings.closing")]
    public async Task A_tone_that_cannot_be_is_named(string opening, string closing, string fields)
    {
        var brand = Guid.NewGuid();
        var wrong = Careful.Clone();
        (wrong.Opening, wrong.Closing) = (opening, closing);

        var put = await Assert.ThrowsAsync<RpcException>(async () => await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, wrong, 0)));

        Assert.Equal(("CNT-024", fields), (put.Trailers.GetValue("problem-code"), put.Trailers.GetValue("problem-field")));
        (wrong.Opening, wrong.Closing) = (new string('亲', 101), "");
        put = await Assert.ThrowsAsync<RpcException>(async () => await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, wrong, 0)));
        Assert.Equal("settings.opening", put.Trailers.GetValue("problem-field"));
    }

    [Fact]
    public async Task A_line_that_the_gate_would_hold_in_every_answer_is_not_set()
    {
        var brand = Guid.NewGuid();
        await world.DrawRedLineAsync(brand, "全网最低", "review");
        var wrong = Careful.Clone();
        wrong.Closing = "全网最低，等你来。";

        var put = await Assert.ThrowsAsync<RpcException>(async () => await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, wrong, 0)));

        Assert.Equal(("CNT-036", "settings.closing"), (put.Trailers.GetValue("problem-code"), put.Trailers.GetValue("problem-field")));
    }

    [Fact]
    public async Task Who_has_not_read_what_is_in_force_changes_nothing()
    {
        var brand = Guid.NewGuid();
        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, Careful, 0));
        var other = Careful.Clone();
        other.Margin = 0.2;

        var refused = await RefusedAsync(async () => await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, other, 0)));

        Assert.Equal((StatusCode.FailedPrecondition, "CNT-025"), refused);
        Assert.Equal(1, (await world.Settings(brand).GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() })).Version);
    }

    [Theory]
    [InlineData(0, 0, 0, "settings.answer_from")]
    [InlineData(1.01, 0.1, 0.05, "settings.answer_from")]
    [InlineData(double.NaN, 0, 0.05, "settings.answer_from,settings.suggest_from")]
    [InlineData(0.5, 0.6, 0.05, "settings.suggest_from")]
    [InlineData(0.5, -0.1, 1.5, "settings.suggest_from,settings.margin")]
    public async Task Settings_that_cannot_be_are_named(double answer, double suggest, double margin, string fields)
    {
        var brand = Guid.NewGuid();
        var wrong = new KnowledgeSettings { AnswerFrom = answer, SuggestFrom = suggest, Margin = margin };

        var put = await Assert.ThrowsAsync<RpcException>(async () => await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, wrong, 0)));
        var preview = await Assert.ThrowsAsync<RpcException>(async () => await world.Settings(brand).PreviewKnowledgeSettingsAsync(new PreviewKnowledgeSettingsRequest { BrandId = brand.ToString(), Settings = wrong }));

        Assert.Equal((StatusCode.InvalidArgument, "CNT-024", fields), (put.StatusCode, put.Trailers.GetValue("problem-code"), put.Trailers.GetValue("problem-field")));
        Assert.Equal("CNT-024", preview.Trailers.GetValue("problem-code"));
    }

    [Fact]
    public async Task They_decide_from_the_next_question_on_what_is_sent_suggested_and_left_alone()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var (group, text) = (Guid.NewGuid(), "早上几点可以喝茶呀");
        var score = (await world.Knowledge(brand).AskAsync(new AskRequest { BrandId = brand.ToString(), Text = text })).Matches[0].Score;
        Assert.InRange(score, 0.45, 0.99);

        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, new KnowledgeSettings { AnswerFrom = 1, SuggestFrom = score - 0.01, Margin = 0 }, 0));
        await world.Host.PublishAsync(world.Screened(brand, group, world.Message(group, text)));
        var suggested = (await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand)).Questions[0];
        Assert.Equal("每天 10:00 开门。", suggested.SuggestedAnswer);

        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, new KnowledgeSettings { AnswerFrom = 1, SuggestFrom = score + 0.01, Margin = 0 }, 1));
        var silent = world.Message(group, text);
        await world.Host.PublishAsync(world.Screened(brand, group, silent));
        var handedOn = await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == brand && handed.Questions.Any(question => question.MessageId == silent.MessageId));
        Assert.Equal("", handedOn.Questions[0].SuggestedAnswer);

        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, new KnowledgeSettings { AnswerFrom = score - 0.01, SuggestFrom = 0, Margin = 0 }, 2));
        await world.Host.PublishAsync(world.Screened(brand, group, world.Message(group, text)));
        Assert.Contains("每天 10:00 开门。", (await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand)).Text, StringComparison.Ordinal);
        var asked = await world.Knowledge(brand).AskAsync(new AskRequest { BrandId = brand.ToString(), Text = text });
        Assert.Equal((true, score - 0.01, 0), (asked.WouldAnswer, asked.Threshold, asked.SuggestFrom));
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing_and_an_operator_sets_nothing()
    {
        var (brand, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        await world.Settings(brand).PutKnowledgeSettingsAsync(Put(brand, Careful, 0));
        var client = world.Settings(foreign);

        Assert.Equal(0, (await client.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = foreign.ToString() })).Version);
        Assert.Empty((await client.ListKnowledgeSettingsAsync(new ListKnowledgeSettingsRequest { BrandId = foreign.ToString() })).Versions);
        var calls = new Func<Task>[]
        {
            async () => await client.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() }),
            async () => await client.ListKnowledgeSettingsAsync(new ListKnowledgeSettingsRequest { BrandId = brand.ToString() }),
            async () => await client.PutKnowledgeSettingsAsync(Put(brand, Careful, 1)),
            async () => await client.PreviewKnowledgeSettingsAsync(new PreviewKnowledgeSettingsRequest { BrandId = brand.ToString(), Settings = Careful }),
        };
        foreach (var call in calls) { Assert.Equal(StatusCode.NotFound, (await RefusedAsync(call)).Status); }

        var operators = world.Host.Client<KnowledgeSettingsService.KnowledgeSettingsServiceClient>(ServiceHost.OperatorOf(brand));
        Assert.Equal(1, (await operators.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = brand.ToString() })).Version);
        Assert.Equal(StatusCode.PermissionDenied, (await RefusedAsync(async () => await operators.PutKnowledgeSettingsAsync(Put(brand, Careful, 1)))).Status);
    }

    private static PutKnowledgeSettingsRequest Put(Guid brand, KnowledgeSettings settings, int expected) => new() { BrandId = brand.ToString(), Settings = settings, ExpectedVersion = expected };

    private static async Task<(StatusCode Status, string? Code)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
