using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Staffing.Tests.ServiceLevels;

[Collection(StaffingTests.Name)]
public sealed class ServiceLevelTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    private ServiceLevelService.ServiceLevelServiceClient Leads => Client(new Caller("lead", Role.Lead, [new BrandId(_brand)]));

    [Fact]
    public async Task A_level_is_versioned_checked_and_holds_for_what_is_asked_from_then_on()
    {
        var builtIn = await InForceAsync();
        Assert.Equal((0, 10, 120, 7), (builtIn.Version, builtIn.Level.FirstResponseMinutes, builtIn.Level.ResolutionMinutes, builtIn.Level.Hours.Periods.Count));
        var before = await world.ItemAsync(_brand);
        await PutAsync(AlwaysOpen(2, 5), expected: 0);
        var after = await world.ItemAsync(_brand);
        Assert.Equal(TimeSpan.FromMinutes(2), after.ResponseDueAt.ToDateTimeOffset() - after.OpenedAt.ToDateTimeOffset());
        Assert.Equal(TimeSpan.FromMinutes(5), after.ResolutionDueAt.ToDateTimeOffset() - after.OpenedAt.ToDateTimeOffset());
        Assert.Equal(before.ResponseDueAt, (await world.GetAsync(before)).ResponseDueAt);

        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(AlwaysOpen(3, 5), expected: 0));
        Assert.Contains("lead put version 1 in force", refused.Status.Detail, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<RpcException>(() => PutAsync(new ServiceLevel(), expected: null));
        Assert.Contains("periods must be 1", wrong.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("first_response_minutes must be", wrong.Status.Detail, StringComparison.Ordinal);
        var undated = AlwaysOpen(2, 5);
        undated.Hours.Holidays.Add("1.10.2026");
        Assert.Contains("must be dates", (await Assert.ThrowsAsync<RpcException>(() => PutAsync(undated, expected: null))).Status.Detail, StringComparison.Ordinal);
        Assert.Equal([1], (await Leads.ListServiceLevelsAsync(new ListServiceLevelsRequest { BrandId = _brand.ToString() })).Versions.Select(version => version.Version));
    }

    [Fact]
    public async Task Hit_and_missed_are_written_once_and_add_up_in_the_report()
    {
        await PutAsync(AlwaysOpen(10, 60), expected: null);
        var (hit, missed, closedLate, closed, waits) = (await world.ItemAsync(_brand), await world.ItemAsync(_brand), await world.ItemAsync(_brand), await world.ItemAsync(_brand), await world.ItemAsync(_brand));
        var from = hit.OpenedAt.ToDateTimeOffset().AddHours(-1);
        await AnswerAsync(hit, arrived: true);
        await ResolveAsync(closed);
        Assert.Equal(("hit", "hit"), Levels(await world.GetAsync(hit)));
        Assert.Equal(("", "hit"), Levels(await world.GetAsync(closed)));

        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await AnswerAsync(missed, arrived: true);
        await ResolveAsync(closedLate);
        Assert.Equal(("missed", "hit"), Levels(await world.GetAsync(missed)));
        Assert.Equal(("missed", "hit"), Levels(await world.GetAsync(closedLate)));
        var late = (await world.Inbox(ServiceHost.OperatorOf(_brand)).ListWorkItemsAsync(new ListWorkItemsRequest { DueBefore = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow()) })).Items;
        Assert.Equal(waits.WorkItemId, Assert.Single(late).WorkItemId);

        var report = new GetServiceReportRequest { BrandId = _brand.ToString(), By = "brand", From = Timestamp.FromDateTimeOffset(from), Until = Timestamp.FromDateTimeOffset(from.AddDays(1)) };
        var line = Assert.Single((await Leads.GetServiceReportAsync(report)).Lines);
        Assert.Equal((5, 1, 2, 1, 4, 0), (line.Items, line.ResponseHit, line.ResponseMissed, line.Overdue, line.ResolutionHit, line.ResolutionMissed));
        Assert.True(line.NinetiethSeconds >= line.MedianSeconds);
        Assert.Equal(5, (await Leads.GetServiceReportAsync(new GetServiceReportRequest(report) { By = "operator" })).Lines.Sum(one => one.Items));
        var days = (await Leads.GetServiceReportAsync(new GetServiceReportRequest(report) { By = "day" })).Lines;
        Assert.All(days, day => Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", day.Part));
        foreach (var bad in new[] { new GetServiceReportRequest(report) { By = "x" }, new GetServiceReportRequest(report) { Until = report.From }, new GetServiceReportRequest { By = "brand" } })
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await Leads.GetServiceReportAsync(bad))).StatusCode);
        }

        var forecast = Assert.Single((await Leads.GetServiceForecastAsync(new GetServiceForecastRequest { BrandId = _brand.ToString() })).Queues, queue => queue.Waiting > 0);
        Assert.Equal((1, 1, 0), (forecast.Waiting, forecast.Late, forecast.Due));
    }

    [Fact]
    public async Task An_answer_that_did_not_arrive_is_none()
    {
        await PutAsync(AlwaysOpen(10, 60), expected: null);
        var item = await world.ItemAsync(_brand);
        await AnswerAsync(item, arrived: false);
        var again = await world.GetAsync(item);
        Assert.Equal(("claimed", "", ""), (again.State, again.Response, again.ResolutionLevel));
        Assert.Null(again.RespondedAt);
    }

    [Fact]
    public async Task A_level_can_be_tried_before_it_holds()
    {
        var office = AlwaysOpen(60, 120);
        office.Hours = new BusinessHours { Zone = "Asia/Shanghai", Periods = { Enumerable.Range(1, 5).Select(day => new DutyPeriod { Day = day, From = 540, To = 1020 }) } };
        var preview = await Leads.PreviewDueAsync(new PreviewDueRequest { Level = office, AskedAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 6, 16, 30, 0, TimeSpan.FromHours(8))) });
        Assert.True(preview.OnDuty);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 30, 0, TimeSpan.FromHours(8)), preview.ResponseDueAt.ToDateTimeOffset());
        Assert.Equal(0, (await InForceAsync()).Version);
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing_and_operators_only_read()
    {
        await PutAsync(AlwaysOpen(2, 5), expected: null);
        var item = await world.ItemAsync(_brand);
        var stranger = Guid.NewGuid();
        var foreign = Client(ServiceHost.LeadOf(stranger));
        var span = new GetServiceReportRequest { By = "brand", From = Timestamp.FromDateTimeOffset(item.OpenedAt.ToDateTimeOffset().AddHours(-1)), Until = Timestamp.FromDateTimeOffset(item.OpenedAt.ToDateTimeOffset().AddHours(1)) };
        Assert.Empty((await foreign.GetServiceReportAsync(span)).Lines);
        Assert.Empty((await foreign.GetServiceForecastAsync(new GetServiceForecastRequest())).Queues);
        Assert.Empty((await foreign.ListServiceLevelsAsync(new ListServiceLevelsRequest { BrandId = stranger.ToString() })).Versions);
        foreach (var call in new Func<Task>[]
        {
            async () => await foreign.GetServiceLevelAsync(new GetServiceLevelRequest { BrandId = _brand.ToString() }),
            async () => await foreign.ListServiceLevelsAsync(new ListServiceLevelsRequest { BrandId = _brand.ToString() }),
            async () => await foreign.PutServiceLevelAsync(new PutServiceLevelRequest { BrandId = _brand.ToString(), Level = AlwaysOpen(1, 1) }),
            async () => await foreign.GetServiceReportAsync(new GetServiceReportRequest(span) { BrandId = _brand.ToString() }),
            async () => await foreign.GetServiceForecastAsync(new GetServiceForecastRequest { BrandId = _brand.ToString() }),
        })
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        var person = Client(ServiceHost.OperatorOf(_brand));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await person.PutServiceLevelAsync(new PutServiceLevelRequest { BrandId = _brand.ToString(), Level = AlwaysOpen(1, 1) }))).StatusCode);
        Assert.Equal(1, (await person.GetServiceLevelAsync(new GetServiceLevelRequest { BrandId = _brand.ToString() })).Version.Version);
    }

    private static ServiceLevel AlwaysOpen(int response, int resolution) => new()
    {
        FirstResponseMinutes = response, ResolutionMinutes = resolution,
        Hours = new BusinessHours { Zone = "Asia/Shanghai", Periods = { Enumerable.Range(1, 7).Select(day => new DutyPeriod { Day = day, From = 0, To = 1440 }) } },
    };

    private static (string, string) Levels(WorkItem item) => (item.Response, item.ResolutionLevel);

    private ServiceLevelService.ServiceLevelServiceClient Client(Caller caller) => world.Host.Client<ServiceLevelService.ServiceLevelServiceClient>(caller);

    private async Task<ServiceLevelVersion> InForceAsync() => (await Leads.GetServiceLevelAsync(new GetServiceLevelRequest { BrandId = _brand.ToString() })).Version;

    private async Task PutAsync(ServiceLevel level, int? expected)
    {
        var request = new PutServiceLevelRequest { BrandId = _brand.ToString(), Level = level };
        if (expected is { } read) { request.ExpectedVersion = read; }

        await Leads.PutServiceLevelAsync(request);
    }

    private async Task AnswerAsync(WorkItem item, bool arrived)
    {
        var command = Guid.NewGuid();
        await world.Inbox(ServiceHost.OperatorOf(_brand)).AnswerWorkItemAsync(new AnswerWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Text = "您好，马上为您查询", CommandId = command.ToString() });
        await world.Host.PublishAsync(new SendSettledV1
        {
            CommandId = command, BrandId = _brand, Origin = "inbox", Outcome = arrived ? "confirmed" : "failed", ConfirmedGroups = arrived ? [Guid.Parse(item.GroupId)] : [], Reason = arrived ? "" : "nobody confirmed it", At = world.Clock.GetUtcNow(),
        });
        await Eventually.TrueAsync(async () => (await world.GetAsync(item)).State != "answering", StaffingWorld.Patience, "the answer is settled");
    }

    private async Task ResolveAsync(WorkItem item) => await world.Inbox(ServiceHost.OperatorOf(_brand)).ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, Note = "无需回复" });
}
