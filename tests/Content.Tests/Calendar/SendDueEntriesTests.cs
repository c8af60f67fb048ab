using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Content.Calendar;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Testing;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Tests.Calendar;

/// <summary>Has a service and a clock of its own, because it moves the time.</summary>
public sealed class SendDueEntriesTests : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly TestClock _clock = new();
    private ServiceHost _moderation = null!;

    public async Task InitializeAsync() => _moderation = await ContentWorld.StartModerationAsync(_clock);

    public async Task DisposeAsync() => await _moderation.DisposeAsync();

    [Fact]
    public async Task A_due_entry_is_sent_once_by_its_timer_and_confirmed()
    {
        await using var host = await StartAsync();
        var entry = await ScheduleAsync(host, TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("scheduled", (await OnlyEntryAsync(host)).State);

        _clock.Advance(TimeSpan.FromMinutes(1));

        var send = await host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Equal(("calendar", entry.Text, entry.AccountId, entry.GroupIds[0]), (send.Origin, send.Text, send.AccountId.ToString(), send.GroupIds[0].ToString()));
        Assert.Equal("sending", (await OnlyEntryAsync(host)).State);
        var settled = new SendSettledV1 { CommandId = send.CommandId, BrandId = _brand, Origin = "calendar", Outcome = "confirmed", ConfirmedGroups = send.GroupIds, Reason = "", At = _clock.GetUtcNow() };
        await host.PublishAsync(settled with { Origin = "inbox", Outcome = "failed" });
        await host.PublishAsync(settled);
        await Eventually.TrueAsync(async () => (await OnlyEntryAsync(host)).State == "confirmed", TimeSpan.FromSeconds(20), "the entry is confirmed");
        var late = Guid.CreateVersion7();
        await host.PublishAsync(settled with { Outcome = "failed" }, late);
        await Eventually.TrueAsync(() => HandledAsync(host, late), TimeSpan.FromSeconds(20), "the late report is handled by both who hear such reports");
        Assert.Equal("confirmed", (await OnlyEntryAsync(host)).State);
        Assert.Equal(1, (await OnlyEntryAsync(host)).ConfirmedGroups);
    }

    [Fact]
    public async Task Many_workers_at_once_and_a_restart_send_it_once()
    {
        await using var first = await StartAsync();
        await ScheduleAsync(first, TimeSpan.FromMinutes(10));
        await using var second = await StartAsync(first);
        // Moved past the entry without waking either timer's work more than the workers below race with.
        _clock.Advance(TimeSpan.FromMinutes(10));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? first : second).Services.GetRequiredService<SendDueEntries>().RunOnceAsync(CancellationToken.None)));
        await first.StopAsync();
        await second.Services.GetRequiredService<SendDueEntries>().RunOnceAsync(CancellationToken.None);

        var send = await second.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        await ScheduleAsync(second, TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await second.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand && sent.CommandId != send.CommandId);
        Assert.Single(second.Published<SendToGroupsV1>(), sent => sent.CommandId == send.CommandId);
    }

    [Fact]
    public async Task What_was_missed_by_more_than_an_hour_fails_and_says_so()
    {
        await using var first = await StartAsync();
        await ScheduleAsync(first, TimeSpan.FromMinutes(10));
        await first.StopAsync();
        _clock.Advance(TimeSpan.FromMinutes(71));

        await using var second = await StartAsync(first);

        await Eventually.TrueAsync(async () => (await OnlyEntryAsync(second)) is { State: "failed", Reason: "missed", Why.Code: "missed" }, TimeSpan.FromSeconds(20), "the entry is missed");
        Assert.Empty(second.Published<SendToGroupsV1>());
    }

    private static async Task<bool> HandledAsync(ServiceHost host, Guid message)
    {
        await using var source = NpgsqlDataSource.Create(host.OwnerConnectionString);
        await using var count = source.CreateCommand($"select count(*) from inbox where message_id = '{message}'");
        return (long)(await count.ExecuteScalarAsync())! == 2;
    }

    private Task<ServiceHost> StartAsync(ServiceHost? earlier = null) => ContentWorld.StartAsync(_clock, _moderation.GrpcAddress, earlier);

    private CalendarService.CalendarServiceClient Client(ServiceHost host) => host.Client<CalendarService.CalendarServiceClient>(ServiceHost.OperatorOf(_brand));

    private async Task<Wire.CalendarEntry> OnlyEntryAsync(ServiceHost host) => Assert.Single((await Client(host).ListEntriesAsync(new ListEntriesRequest())).Entries);

    private async Task<Wire.CalendarEntry> ScheduleAsync(ServiceHost host, TimeSpan ahead) => (await Client(host).ScheduleEntryAsync(new ScheduleEntryRequest
    {
        Entry = new Wire.CalendarEntry
        {
            EntryId = Guid.NewGuid().ToString(),
            BrandId = _brand.ToString(),
            AccountId = Guid.NewGuid().ToString(),
            Title = "午茶",
            Text = "两点开席",
            GroupIds = { Guid.NewGuid().ToString() },
            SendAt = Timestamp.FromDateTimeOffset(_clock.GetUtcNow() + ahead),
        },
    })).Entry;
}
