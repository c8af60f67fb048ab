using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Ops.V1;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Messaging;

public sealed class HandleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] FastRedelivery = ["--Messaging:Redelivery:0=00:00:00.050", "--Messaging:Redelivery:1=00:00:00.050", "--Messaging:Redelivery:2=00:00:00.050"];

    [Fact]
    public async Task An_event_that_is_delivered_twice_has_one_effect_and_one_answer()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var (send, id) = (Send("hello"), Guid.CreateVersion7());

        await host.PublishAsync(send, id);
        await host.PublishAsync(send, id);
        await host.PublishAsync(Send("last", send.BrandId));
        await host.NextAsync<SendSettledV1>(settled => settled.CommandId != send.CommandId);
        await Eventually.TrueAsync(async () => (await Notes(host, send.BrandId)).Count == 2, Patience, "both notes are stored");

        Assert.Single(host.Published<SendSettledV1>(), settled => settled.CommandId == send.CommandId);
        Assert.Single(await Notes(host, send.BrandId), "hello");
    }

    [Fact]
    public async Task A_handler_that_fails_twice_leaves_no_trace_of_the_failures()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var send = Send("twice");
        host.Services.GetRequiredService<Failures>().FailNext("twice", 2);

        await host.PublishAsync(send);
        await host.NextAsync<SendSettledV1>(settled => settled.CommandId == send.CommandId);

        Assert.Equal(["twice"], await Notes(host, send.BrandId));
        Assert.Single(host.Published<SendSettledV1>());
    }

    [Fact]
    public async Task A_failure_outlasting_the_immediate_tries_is_redelivered_later()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition, args: FastRedelivery);
        var send = Send("later");
        host.Services.GetRequiredService<Failures>().FailNext("later", 5);

        await host.PublishAsync(send);
        await host.NextAsync<SendSettledV1>(settled => settled.CommandId == send.CommandId);

        Assert.Equal(["later"], await Notes(host, send.BrandId));
    }

    [Fact]
    public async Task What_fails_every_try_is_a_dead_letter_that_can_be_replayed_once()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition, args: FastRedelivery);
        var letters = host.Client<DeadLetterService.DeadLetterServiceClient>(ServiceHost.ServiceCaller);
        var send = Send("poison");
        host.Services.GetRequiredService<Failures>().FailNext("poison", 12);
        await host.PublishAsync(send);
        await host.PublishAsync(Send("neighbour", send.BrandId));

        var dead = await Eventually.ValueAsync(async () => (await letters.ListDeadLettersAsync(new ListDeadLettersRequest { Peek = 5 })).Queues.SingleOrDefault(), Patience, "there is a dead letter");
        Assert.Equal("sample.note-send", dead.Queue);
        Assert.Equal(1, dead.Count);
        Assert.Contains("told to fail on poison", dead.Oldest.Single().Error, StringComparison.Ordinal);
        Assert.Equal(["neighbour"], await Notes(host, send.BrandId));

        Assert.Equal(1, (await letters.ReplayDeadLettersAsync(new ReplayDeadLettersRequest())).Replayed);
        await host.NextAsync<SendSettledV1>(settled => settled.CommandId == send.CommandId);
        Assert.Empty((await letters.ListDeadLettersAsync(new ListDeadLettersRequest())).Queues);
        Assert.Equal(2, (await Notes(host, send.BrandId)).Count);
    }

    [Fact]
    public async Task A_dropped_dead_letter_is_gone()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition, args: FastRedelivery);
        var letters = host.Client<DeadLetterService.DeadLetterServiceClient>(ServiceHost.ServiceCaller);
        var send = Send("rubbish");
        host.Services.GetRequiredService<Failures>().FailNext("rubbish", 12);
        await host.PublishAsync(send);
        await Eventually.TrueAsync(async () => (await letters.ListDeadLettersAsync(new ListDeadLettersRequest())).Queues.Count == 1, Patience, "there is a dead letter");

        Assert.Equal(1, (await letters.DropDeadLettersAsync(new DropDeadLettersRequest { Queue = "sample.note-send" })).Dropped);

        Assert.Empty((await letters.ListDeadLettersAsync(new ListDeadLettersRequest())).Queues);
        Assert.Empty(await Notes(host, send.BrandId));
    }

    [Fact]
    public async Task Events_of_one_lane_are_handled_in_the_order_of_their_publication()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var brand = Guid.NewGuid();
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

        await using (var transaction = await host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None))
        {
            for (var second = 0; second < 200; second++)
            {
                transaction.Publish(new MembersLeftV1 { BrandId = brand, Partition = 1, GroupId = brand, MemberIds = [], Removed = false, At = start.AddSeconds(second) });
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        await Eventually.TrueAsync(async () => (await Notes(host, brand)).Count == 200, Patience, "all are handled");
        var notes = await Notes(host, brand);
        Assert.Equal(notes.Order(StringComparer.Ordinal), notes);
    }

    [Fact]
    public async Task An_event_whose_transaction_rolls_back_is_never_published()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var lost = Send("lost");
        var brand = new Kernel.BrandId(lost.BrandId);
        await using (var transaction = await host.Database.BeginAsync(brand, CancellationToken.None)) { transaction.Publish(lost); }

        var kept = Send("kept", lost.BrandId);
        await using (var transaction = await host.Database.BeginAsync(brand, CancellationToken.None))
        {
            transaction.Publish(kept);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await host.NextAsync<SendSettledV1>(settled => settled.CommandId == kept.CommandId);
        Assert.Equal(["kept"], host.Published<SendToGroupsV1>().Select(send => send.Text));
    }

    [Fact]
    public async Task Services_work_on_while_the_outbox_waits_for_a_second_start()
    {
        await using var first = await ServiceHost.StartAsync(SampleService.Definition);
        var send = Send("carried over");
        await first.StopAsync();
        await using (var transaction = await BeginElsewhereAsync(first, send.BrandId))
        {
            transaction.Publish(send);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await using var second = await ServiceHost.StartAsync(SampleService.Definition, earlier: first);
        await second.NextAsync<SendSettledV1>(settled => settled.CommandId == send.CommandId);

        Assert.Equal(["carried over"], await Notes(second, send.BrandId));
    }

    private static Task<ServiceDefaults.Storage.BrandTransaction> BeginElsewhereAsync(ServiceHost host, Guid brand) => host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None);

    private static SendToGroupsV1 Send(string text, Guid? brand = null) => new()
    {
        CommandId = Guid.NewGuid(), BrandId = brand ?? Guid.NewGuid(), AccountId = Guid.NewGuid(), Origin = "test", GroupIds = [Guid.NewGuid()], Text = text, RequestedBy = string.Empty,
    };

    private static async Task<IReadOnlyList<string>> Notes(ServiceHost host, Guid brand)
    {
        await using var transaction = await host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None);
        return await transaction.QueryAsync<string>("select text from notes order by seq", null, CancellationToken.None);
    }
}
