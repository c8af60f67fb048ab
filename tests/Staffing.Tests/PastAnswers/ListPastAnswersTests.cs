using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.PastAnswers;

[Collection(StaffingTests.Name)]
public sealed class ListPastAnswersTests(StaffingWorld world)
{
    private const string Asked = "杯子碎了怎么办呢";

    [Fact]
    public async Task What_arrived_is_found_once_each_text_and_not_the_item_that_asks_nor_what_failed()
    {
        var brand = Guid.NewGuid();
        var first = await AnsweredAsync(brand, "给您换一只", "confirmed");
        await AnsweredAsync(brand, "给您换一只", "confirmed");
        var other = await AnsweredAsync(brand, "拍照给我们就好", "confirmed");
        await AnsweredAsync(brand, "没有到的回复", "failed");

        var found = await ListAsync(brand, Asked);
        Assert.Equal(["拍照给我们就好", "给您换一只"], found.Select(one => one.Answer).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.True(one.Likeness > 0.5 && one.AnsweredBy.Length > 0 && one.AnsweredAt is not null && one.Question == first.Question));
        Assert.DoesNotContain(await ListAsync(brand, Asked, other.WorkItemId), one => one.WorkItemId == other.WorkItemId);
        Assert.Empty(await ListAsync(brand, "今天下雨"));
    }

    [Fact]
    public async Task Another_brand_finds_nothing_of_it()
    {
        var (brand, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        await AnsweredAsync(brand, "给您换一只", "confirmed");

        Assert.Empty(await ListAsync(foreign, Asked));
        var refused = await StaffingWorld.RefusedAsync(async () => await Client(foreign).ListPastAnswersAsync(new ListPastAnswersRequest { BrandId = brand.ToString(), Text = Asked }));
        Assert.Equal(StatusCode.NotFound, refused.Status);
    }

    [Theory]
    [InlineData("", 0, "", "STF-051")]
    [InlineData("好", 11, "", "STF-052")]
    [InlineData("好", 0, "x", null)]
    public async Task Bad_input_is_refused(string text, int limit, string except, string? code)
    {
        var brand = Guid.NewGuid();
        var refused = await StaffingWorld.RefusedAsync(
            async () => await Client(brand).ListPastAnswersAsync(new ListPastAnswersRequest { BrandId = brand.ToString(), Text = text, Limit = limit, ExceptItemId = except }));
        Assert.Equal(StatusCode.InvalidArgument, refused.Status);
        if (code is not null) { Assert.Equal(code, refused.Code); }
    }

    private PastAnswerService.PastAnswerServiceClient Client(Guid brand) => world.Host.Client<PastAnswerService.PastAnswerServiceClient>(ServiceHost.OperatorOf(brand));

    private async Task<IReadOnlyList<PastAnswer>> ListAsync(Guid brand, string text, string except = "") =>
        (await Client(brand).ListPastAnswersAsync(new ListPastAnswersRequest { BrandId = brand.ToString(), Text = text, Limit = 10, ExceptItemId = except })).Answers;

    private async Task<WorkItem> AnsweredAsync(Guid brand, string answer, string outcome)
    {
        var item = await world.ItemAsync(brand);
        var command = Guid.NewGuid();
        await world.Inbox(ServiceHost.OperatorOf(brand)).AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = answer, CommandId = command.ToString() });
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.CommandId == command);
        await world.Host.PublishAsync(new SendSettledV1
        {
            CommandId = command, BrandId = brand, Origin = send.Origin, Outcome = outcome, ConfirmedGroups = outcome == "failed" ? [] : send.GroupIds, Reason = "", At = world.Clock.GetUtcNow(),
        });
        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.WorkItemId.ToString() == item.WorkItemId && changed.State == (outcome == "failed" ? "claimed" : "resolved"));
        return item;
    }
}
