using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Testing;

namespace Steward.Content.Tests.Deflection;

[Collection(ContentTests.Name)]
public sealed class GetDeflectionTests(ContentWorld world)
{
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task An_answer_was_enough_when_for_a_day_nothing_spoke_against_it()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var asked = world.Clock.GetUtcNow();
        ScreenedMessage[] questions = [.. Enumerable.Range(0, 4).Select(_ => world.Message(Guid.NewGuid(), "茶馆几点开门"))];
        foreach (var question in questions) { await world.Host.PublishAsync(world.Screened(brand, question.GroupId, question)); }

        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "谁来修杯子?")));
        var first = await UntilAsync(brand, found => found.Total is { Answered: 4, HandedOn: 1 });
        Assert.Equal((4, 0), (first.Total.Pending, first.Total.Deflected));

        await SayAsync(brand, questions[0], "没用,转人工", TimeSpan.FromMinutes(3));
        await SayAsync(brand, questions[1], "茶馆到底几点开门?", TimeSpan.FromHours(2), question: true);
        await SayAsync(brand, questions[2], "节日改到十一点", TimeSpan.FromMinutes(5), staff: true);
        await UntilAsync(brand, found => found.Total is { Negative: 1, Repeated: 1, Human: 1 });

        world.Clock.Advance(TimeSpan.FromHours(27));
        var over = await world.Host.Client<DeflectionService.DeflectionServiceClient>(ServiceHost.OperatorOf(brand)).GetDeflectionAsync(Request(brand, asked));
        Assert.Equal(0, over.Total.Pending);
        Assert.Equal(over.Total.Answered, over.Total.Deflected + over.Total.Human + over.Total.Repeated + over.Total.Negative);
        // The repeated question was answered as well, and nothing spoke against that.
        Assert.Equal((5, 2), (over.Total.Answered, over.Total.Deflected));
        var entry = Assert.Single(over.Entries);
        Assert.Equal((5, 1, 1, 1), (entry.Figures.Answered, entry.Figures.Negative, entry.Figures.Human, entry.Figures.Repeated));
        Assert.InRange(entry.WrongUpper, 0.2, 1);
        Assert.Equal(5, over.Days.Sum(day => day.Answered));
    }

    [Fact]
    public async Task The_answer_itself_that_comes_back_as_words_of_staff_speaks_against_nothing()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var question = world.Message(_group, "茶馆几点开门");
        await world.Host.PublishAsync(world.Screened(brand, _group, question));
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == brand);

        await SayAsync(brand, question, send.Text + "\n", TimeSpan.FromMinutes(1), staff: true);
        var other = world.Message(_group, "谁来修杯子?");
        await world.Host.PublishAsync(world.Screened(brand, _group, other));

        var found = await UntilAsync(brand, found => found.Total.HandedOn == 1);
        Assert.Equal((1, 0), (found.Total.Pending, found.Total.Human));
    }

    [Fact]
    public async Task Another_brand_sees_nothing_of_it_and_a_wrong_span_or_zone_is_refused()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        await world.Host.PublishAsync(world.Screened(brand, _group, world.Message(_group, "茶馆几点开门")));
        await UntilAsync(brand, found => found.Total.Answered == 1);
        var stranger = Guid.NewGuid();
        var foreign = world.Host.Client<DeflectionService.DeflectionServiceClient>(ServiceHost.OperatorOf(stranger));

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await foreign.GetDeflectionAsync(Request(brand, world.Clock.GetUtcNow())))).StatusCode);
        var nothing = await foreign.GetDeflectionAsync(Request(stranger, world.Clock.GetUtcNow()));
        Assert.Equal((0, 0), (nothing.Total.Answered, nothing.Entries.Count));
        var wrong = Request(stranger, world.Clock.GetUtcNow());
        wrong.Zone = "Moon/Base";
        Assert.Equal("CNT-051", (await Assert.ThrowsAsync<RpcException>(async () => await foreign.GetDeflectionAsync(wrong))).Trailers.GetValue("problem-code"));
        Assert.Equal("CNT-050", (await Assert.ThrowsAsync<RpcException>(async () => await foreign.GetDeflectionAsync(new GetDeflectionRequest { BrandId = stranger.ToString() }))).Trailers.GetValue("problem-code"));
    }

    /// <summary>Whoever asked, or staff, says something in the group later.</summary>
    private Task SayAsync(Guid brand, ScreenedMessage asked, string text, TimeSpan later, bool staff = false, bool question = false) => world.Host.PublishAsync(world.Screened(brand, asked.GroupId,
        world.Message(asked.GroupId, text, question ? ScreeningLabel.Question : ScreeningLabel.Chatter, later, sender: staff ? Guid.NewGuid() : asked.SenderId) with { FromStaff = staff }));

    private static GetDeflectionRequest Request(Guid brand, DateTimeOffset asked) => new()
    {
        BrandId = brand.ToString(), From = Timestamp.FromDateTimeOffset(asked.AddHours(-1)), Until = Timestamp.FromDateTimeOffset(asked.AddDays(2)),
    };

    private async Task<GetDeflectionResponse> UntilAsync(Guid brand, Func<GetDeflectionResponse, bool> wanted)
    {
        var client = world.Host.Client<DeflectionService.DeflectionServiceClient>(ServiceHost.OperatorOf(brand));
        GetDeflectionResponse? found = null;
        await Eventually.TrueAsync(async () => wanted(found = await client.GetDeflectionAsync(Request(brand, world.Clock.GetUtcNow()))), TimeSpan.FromSeconds(20), "the figures are as they should be");
        return found!;
    }
}
