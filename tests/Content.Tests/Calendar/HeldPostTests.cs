using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Content.Calendar;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Testing;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Tests.Calendar;

/// <summary>What the compliance gate does to a post whose time has come. Has services and a clock of its own, because it moves the time.</summary>
public sealed class HeldPostTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");
    private readonly Guid _brand = Guid.NewGuid();
    private readonly TestClock _clock = new();
    private ServiceHost _moderation = null!;

    public async Task InitializeAsync() => _moderation = await ContentWorld.StartModerationAsync(_clock);

    public async Task DisposeAsync() => await _moderation.DisposeAsync();

    [Fact]
    public async Task A_red_line_that_was_drawn_since_holds_a_post_back_until_it_is_mended()
    {
        await using var host = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress);
        var planned = await PlanAsync(host, Draft("老饱家两点开席"));
        var rule = await ContentWorld.DrawRedLineAsync(_moderation, _brand, "老饱", "block");
        _clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.TrueAsync(async () => (await OnlyEntryAsync(host)).State == "held", Patience, "the post is held back");

        var held = await OnlyEntryAsync(host);
        Assert.Equal((rule, "店里", "held-back"), (Assert.Single(held.HeldFor).RuleId, held.HeldFor[0].Rewording, held.Why.Code));
        Assert.Empty(host.Published<SendToGroupsV1>());
        Assert.Empty((await host.Client<CalendarService.CalendarServiceClient>(ServiceHost.OperatorOf(Guid.NewGuid())).ListEntriesAsync(new ListEntriesRequest { State = "held" })).Entries);
        planned.Text = "店里两点开席";
        planned.SendAt = Timestamp.FromDateTimeOffset(_clock.GetUtcNow().AddMinutes(1));
        var mended = await PlanAsync(host, planned);
        Assert.Equal(("scheduled", "", 0), (mended.State, mended.Reason, mended.HeldFor.Count));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("店里两点开席", (await host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Text);
    }

    [Fact]
    public async Task What_a_lead_let_go_is_sent_and_what_was_found_since_is_not()
    {
        await using var host = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress);
        var seen = await ContentWorld.DrawRedLineAsync(_moderation, _brand, "老饱", "review");
        var sent = await PlanAsync(host, Draft("老饱家两点开席"), seen);
        var held = await PlanAsync(host, Draft("老饱家三点开席"), seen);
        var added = await ContentWorld.DrawRedLineAsync(_moderation, _brand, "三点", "review");
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(sent.Text, (await host.NextAsync<SendToGroupsV1>(send => send.BrandId == _brand)).Text);
        await Eventually.TrueAsync(async () => (await EntryAsync(host, held)).State == "held", Patience, "the other is held back");

        Assert.Equal([added], (await EntryAsync(host, held)).HeldFor.Select(finding => finding.RuleId));
        // The same words at a later time, by a lead who looked at that too.
        held.SendAt = Timestamp.FromDateTimeOffset(_clock.GetUtcNow().AddMinutes(1));
        await PlanAsync(host, held, added);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(held.Text, (await host.NextAsync<SendToGroupsV1>(send => send.BrandId == _brand && send.Text == held.Text)).Text);
    }

    [Fact]
    public async Task Without_an_answer_of_the_gate_a_post_waits_and_says_so_and_goes_out_when_there_is_one()
    {
        await using var first = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress);
        var planned = await PlanAsync(first, Draft("两点开席"));
        await first.StopAsync();
        await using (var gateless = await ContentWorld.StartAsync(_clock, Nowhere, first))
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
            await Eventually.TrueAsync(async () => (await OnlyEntryAsync(gateless)) is { State: "scheduled", Why.Code: "unchecked" }, Patience, "the post waits");
            Assert.Empty(gateless.Published<SendToGroupsV1>());
            await gateless.StopAsync();
        }

        await using var third = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress, first);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(planned.Text, (await third.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Text);
        Assert.Equal("", (await OnlyEntryAsync(third)).Reason);
    }

    [Fact]
    public async Task A_post_for_which_the_gate_was_away_too_long_is_held_and_can_be_planned_again()
    {
        await using var first = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress);
        var planned = await PlanAsync(first, Draft("两点开席"));
        await first.StopAsync();
        await using (var gateless = await ContentWorld.StartAsync(_clock, Nowhere, first))
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
            await Eventually.TrueAsync(async () => (await OnlyEntryAsync(gateless)).Reason.Length > 0, Patience, "the post waits");
            _clock.Advance(TimeSpan.FromMinutes(61));
            await Eventually.TrueAsync(async () => (await OnlyEntryAsync(gateless)) is { State: "held", Why.Code: "unchecked-too-long" }, Patience, "the post is held");
            await gateless.StopAsync();
        }

        await using var third = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress, first);
        planned.SendAt = Timestamp.FromDateTimeOffset(_clock.GetUtcNow().AddMinutes(1));
        await PlanAsync(third, planned);
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(planned.Text, (await third.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Text);
    }

    [Fact]
    public async Task Another_text_than_the_checked_one_is_not_sent()
    {
        await using var host = await ContentWorld.StartAsync(_clock, _moderation.GrpcAddress);
        await PlanAsync(host, Draft("两点开席"));
        await using var owner = NpgsqlDataSource.Create(_moderation.OwnerConnectionString);
        await using (var connection = await owner.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // The gate reads the brand's red lines, and has to wait for that: the text is changed between question and answer.
            await ExecuteAsync(connection, "lock table compliance_heads in access exclusive mode");
            _clock.Advance(TimeSpan.FromMinutes(10));
            await Eventually.TrueAsync(
                async () => await CountAsync(owner, "select count(*) from pg_locks where not granted and relation = 'compliance_heads'::regclass") > 0, Patience, "the gate is being asked");
            await using var content = NpgsqlDataSource.Create(host.OwnerConnectionString);
            await using var change = content.CreateCommand("update calendar_entries set text = '全网第一，保证瘦十斤'");
            await change.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        await host.Services.GetRequiredService<SendDueEntries>().RunOnceAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(async () => (await OnlyEntryAsync(host)).State == "held", Patience, "the changed text is checked and held");
        Assert.Empty(host.Published<SendToGroupsV1>());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private CalendarService.CalendarServiceClient Client(ServiceHost host) => host.Client<CalendarService.CalendarServiceClient>(ServiceHost.LeadOf(_brand));

    private async Task<Wire.CalendarEntry> OnlyEntryAsync(ServiceHost host) => Assert.Single((await Client(host).ListEntriesAsync(new ListEntriesRequest())).Entries);

    private async Task<Wire.CalendarEntry> EntryAsync(ServiceHost host, Wire.CalendarEntry entry) =>
        (await Client(host).ListEntriesAsync(new ListEntriesRequest())).Entries.Single(found => found.EntryId == entry.EntryId);

    private async Task<Wire.CalendarEntry> PlanAsync(ServiceHost host, Wire.CalendarEntry entry, params string[] letGo) =>
        (await Client(host).ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry, LetGo = { letGo } })).Entry;

    private Wire.CalendarEntry Draft(string text) => new()
    {
        EntryId = Guid.NewGuid().ToString(), BrandId = _brand.ToString(), AccountId = Guid.NewGuid().ToString(), Title = "午茶", Text = text, GroupIds = { Guid.NewGuid().ToString() },
        SendAt = Timestamp.FromDateTimeOffset(_clock.GetUtcNow().AddMinutes(10)),
    };
}
