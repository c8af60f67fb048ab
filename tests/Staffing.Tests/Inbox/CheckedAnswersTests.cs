using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Inbox;

/// <summary>What the compliance gate lets an operator say.</summary>
[Collection(StaffingTests.Name)]
public sealed class CheckedAnswersTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task What_is_against_the_law_is_said_by_nobody_and_the_mended_words_by_the_same_call()
    {
        var item = await world.ItemAsync(_brand);
        var request = Answer(item, "用了保证瘦十斤，全网第一");
        foreach (var caller in new[] { ServiceHost.OperatorOf(_brand), ServiceHost.LeadOf(_brand) })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Inbox(caller).AnswerWorkItemAsync(request));

            Assert.Equal((StatusCode.InvalidArgument, "STW-010", "text"), (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));
            Assert.Contains("广告法", refused.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Equal("open", (await world.GetAsync(item)).State);
        request.Text = "每个人情况不同，请到店里咨询";
        await world.Inbox(ServiceHost.OperatorOf(_brand)).AnswerWorkItemAsync(request);
        Assert.Equal(request.Text, (await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Text);
        Assert.Single(world.Host.Published<SendToGroupsV1>(), sent => sent.BrandId == _brand);
    }

    [Fact]
    public async Task What_goes_along_with_the_words_is_sent_with_them_and_checked_like_them()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var request = Answer(item, "您看这里");
        request.Attachments.Add(new Attachment { Kind = "link", Title = "全网第一的茶", Url = "https://example.com" });
        Assert.Equal((StatusCode.InvalidArgument, "STW-010"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(caller).AnswerWorkItemAsync(request)));

        request.Attachments[0] = new Attachment { Kind = "link", Title = "换杯须知", Url = "example.com" };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Inbox(caller).AnswerWorkItemAsync(request));
        Assert.Equal(("STF-075", "attachments[0].url"), (refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));

        request.Attachments[0].Url = "https://example.com";
        await world.Inbox(caller).AnswerWorkItemAsync(request);
        await world.Inbox(caller).AnswerWorkItemAsync(request);

        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Equal(new SendAttachment { Kind = "link", Title = "换杯须知", Url = "https://example.com" }, Assert.Single(send.Attachments!));
        Assert.Single(world.Host.Published<SendToGroupsV1>(), sent => sent.BrandId == _brand);
    }

    [Fact]
    public async Task What_is_for_review_is_said_by_a_lead_who_looked_at_it_and_that_is_kept()
    {
        var item = await world.ItemAsync(_brand);
        var seen = await world.DrawRedLineAsync(_brand, "老饱", "review");
        var added = await world.DrawRedLineAsync(_brand, "周六", "review");
        var (operatorOf, lead) = (ServiceHost.OperatorOf(_brand), ServiceHost.LeadOf(_brand));
        var request = Answer(item, "老饱家周六给您换", seen, added);

        Assert.Equal((StatusCode.PermissionDenied, "STW-011"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(operatorOf).AnswerWorkItemAsync(request)));
        Assert.Equal((StatusCode.InvalidArgument, "STW-012"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(lead).AnswerWorkItemAsync(Answer(item, request.Text, seen))));
        var answered = (await world.Inbox(lead).AnswerWorkItemAsync(request)).Item;

        Assert.Equal([seen, added], answered.LetGo.Select(finding => finding.RuleId));
        Assert.Equal((lead.Actor, world.Clock.GetUtcNow()), (answered.LetGoBy, answered.LetGoAt.ToDateTimeOffset()));
        // On its way: the same call again asks nothing, also when a stricter line was drawn since.
        await world.DrawRedLineAsync(_brand, "给您换", "block");
        Assert.Equal(answered, (await world.Inbox(lead).AnswerWorkItemAsync(request)).Item);
        await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Single(world.Host.Published<SendToGroupsV1>(), sent => sent.BrandId == _brand);
    }

    [Fact]
    public async Task One_brands_red_line_is_nothing_to_another_and_a_foreign_item_stays_unknown()
    {
        var item = await world.ItemAsync(_brand);
        var foreign = Guid.NewGuid();
        await world.DrawRedLineAsync(foreign, "老饱", "block");
        var request = Answer(item, "老饱家给您换");

        Assert.Equal((StatusCode.NotFound, "STW-003"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(ServiceHost.OperatorOf(foreign)).AnswerWorkItemAsync(request)));
        request.BrandId = foreign.ToString();
        Assert.Equal((StatusCode.NotFound, "STF-020"), await StaffingWorld.RefusedAsync(async () => await world.Inbox(ServiceHost.OperatorOf(foreign)).AnswerWorkItemAsync(request)));
        request.BrandId = _brand.ToString();
        Assert.Equal("answering", (await world.Inbox(ServiceHost.OperatorOf(_brand)).AnswerWorkItemAsync(request)).Item.State);
    }

    [Fact]
    public async Task Without_an_answer_of_the_gate_nothing_is_said_and_the_same_call_works_later()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        var request = Answer(item, "给您换一只");
        await using (var gateless = await world.StartAsync(new Uri("http://127.0.0.1:9"), world.Host))
        {
            var inbox = gateless.Client<WorkItemService.WorkItemServiceClient>(caller);
            Assert.Equal((StatusCode.Unavailable, "STW-013"), await StaffingWorld.RefusedAsync(async () => await inbox.AnswerWorkItemAsync(request)));
            Assert.Equal("open", (await world.GetAsync(item)).State);

            await world.Inbox(caller).AnswerWorkItemAsync(request);

            // Known already: that needs no gate.
            Assert.Equal("answering", (await inbox.AnswerWorkItemAsync(request)).Item.State);
        }

        await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Single(world.Host.Published<SendToGroupsV1>(), sent => sent.BrandId == _brand);
    }

    private static AnswerWorkItemRequest Answer(WorkItem item, string text, params string[] letGo) =>
        new() { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = text, CommandId = Guid.CreateVersion7().ToString(), LetGo = { letGo } };
}
