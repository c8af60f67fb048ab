using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Staffing;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;

namespace Steward.Staffing.Tests.Inbox;

[Collection(StaffingTests.Name)]
public sealed class AnswerLessonTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _entry = Guid.NewGuid();

    [Fact]
    public async Task What_an_answer_teaches_is_told_once_and_only_when_it_has_arrived()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        await world.Inbox(caller).AnswerWorkItemAsync(Answer(item, new AnswerLesson { EntryId = _entry.ToString(), Use = "rejected" }));
        await SettleAsync("failed");
        await Eventually.TrueAsync(async () => (await world.GetAsync(item)).State == "claimed", StaffingWorld.Patience, "the item is back");
        Assert.Empty(Taught());

        var second = Answer(item, new AnswerLesson { EntryId = _entry.ToString(), Use = "edited" });
        await world.Inbox(caller).AnswerWorkItemAsync(second);
        await world.Inbox(caller).AnswerWorkItemAsync(second);
        Assert.Empty(Taught());
        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.CommandId.ToString() == second.CommandId);
        await world.Host.PublishAsync(Settled(send, "confirmed"));
        var told = await world.Host.NextAsync<AnswerTaughtV1>(taught => taught.BrandId == _brand);
        var again = Guid.CreateVersion7();
        await world.Host.PublishAsync(Settled(send, "confirmed"), again);
        await Eventually.TrueAsync(async () => await world.OwnerScalarAsync($"select count(*) from inbox where message_id = '{again}'") == 1, StaffingWorld.Patience, "the second report is handled");

        Assert.Single(Taught());
        Assert.Equal((item.WorkItemId, item.Question, _entry, "edited", caller.Actor), (told.WorkItemId.ToString(), told.Question, told.EntryId, told.Use, told.AnsweredBy));
        Assert.Equal((_entry.ToString(), "edited"), ((await world.GetAsync(item)).Lesson.EntryId, (await world.GetAsync(item)).Lesson.Use));
    }

    [Fact]
    public async Task Without_a_lesson_nothing_is_told_also_when_an_earlier_try_had_one()
    {
        var item = await world.ItemAsync(_brand);
        var caller = ServiceHost.OperatorOf(_brand);
        await world.Inbox(caller).AnswerWorkItemAsync(Answer(item, new AnswerLesson { EntryId = _entry.ToString(), Use = "accepted" }));
        await SettleAsync("failed");
        await Eventually.TrueAsync(async () => (await world.GetAsync(item)).State == "claimed", StaffingWorld.Patience, "the item is back");

        var request = Answer(item, null);
        await world.Inbox(caller).AnswerWorkItemAsync(request);
        await world.Host.PublishAsync(Settled(await world.Host.NextAsync<SendToGroupsV1>(sent => sent.CommandId.ToString() == request.CommandId), "confirmed"));
        await world.Host.NextAsync<WorkItemChangedV1>(changed => changed.BrandId == _brand && changed.State == "resolved");

        Assert.Empty(Taught());
        Assert.Null((await world.GetAsync(item)).Lesson);
    }

    [Theory]
    [InlineData("", "accepted", "lesson.entry_id")]
    [InlineData("00000000-0000-0000-0000-000000000000", "accepted", "lesson.entry_id")]
    [InlineData("6f1f2c1e-3f1b-4a58-9a39-000000000001", "liked", "lesson.use")]
    public async Task A_lesson_that_cannot_be_is_refused_by_its_field(string entry, string use, string field)
    {
        var item = await world.ItemAsync(_brand);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Inbox(ServiceHost.OperatorOf(_brand)).AnswerWorkItemAsync(Answer(item, new AnswerLesson { EntryId = entry, Use = use })));

        Assert.Equal((StatusCode.InvalidArgument, "STF-050", field), (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));
        Assert.Equal("open", (await world.GetAsync(item)).State);
    }

    private static AnswerWorkItemRequest Answer(WorkItem item, AnswerLesson? lesson) =>
        new() { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = "给您换一只", CommandId = Guid.NewGuid().ToString(), Lesson = lesson };

    private IEnumerable<AnswerTaughtV1> Taught() => world.Host.Published<AnswerTaughtV1>().Where(taught => taught.BrandId == _brand);

    private async Task SettleAsync(string outcome) => await world.Host.PublishAsync(Settled(await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand), outcome));

    private SendSettledV1 Settled(SendToGroupsV1 send, string outcome) => new()
    {
        CommandId = send.CommandId, BrandId = send.BrandId, Origin = send.Origin, Outcome = outcome, ConfirmedGroups = outcome == "failed" ? [] : send.GroupIds, Reason = "", At = world.Clock.GetUtcNow(),
    };
}
