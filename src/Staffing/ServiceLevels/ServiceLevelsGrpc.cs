using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.ServiceLevels;

internal sealed class ServiceLevelsGrpc(PutServiceLevel levels, GetReport report, GetForecast forecast, TimeProvider clock) : ServiceLevelService.ServiceLevelServiceBase
{
    private const int UsualMinutes = 60;
    private const int MostMinutes = 480;
    private const string DayFormat = "yyyy-MM-dd";

    public override async Task<GetServiceLevelResponse> GetServiceLevel(GetServiceLevelRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetServiceLevelResponse { Version = ToWire(await levels.GetAsync(context.Brand(request.BrandId), context.CancellationToken)) };
    }

    public override async Task<PutServiceLevelResponse> PutServiceLevel(PutServiceLevelRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var put = await levels.HandleAsync(context.Brand(request.BrandId), Read(request.Level), request.HasExpectedVersion ? request.ExpectedVersion : null, caller.Actor, context.CancellationToken);
        return new PutServiceLevelResponse { Version = ToWire(put.OrThrowRpc()) };
    }

    public override async Task<ListServiceLevelsResponse> ListServiceLevels(ListServiceLevelsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var response = new ListServiceLevelsResponse();
        response.Versions.AddRange((await levels.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(ToWire));
        return response;
    }

    public override Task<PreviewDueResponse> PreviewDue(PreviewDueRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var level = Read(request.Level);
        if (level.Wrong() is { } wrong) { throw wrong.ToRpc(); }

        var asked = request.AskedAt?.ToDateTimeOffset() ?? clock.GetUtcNow();
        var (response, resolution) = level.DueOf(asked);
        return Task.FromResult(new PreviewDueResponse { OnDuty = level.Hours.IsOpenAt(asked), ResponseDueAt = Timestamp.FromDateTimeOffset(response), ResolutionDueAt = Timestamp.FromDateTimeOffset(resolution) });
    }

    public override async Task<GetServiceReportResponse> GetServiceReport(GetServiceReportRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.From is null || request.Until is null) { throw ServiceLevelProblems.BadSpan(GetReport.MostDays).ToRpc(); }

        var lines = (await report.HandleAsync(context.Brands(request.BrandId), request.By, request.From.ToDateTimeOffset(), request.Until.ToDateTimeOffset(), context.CancellationToken)).OrThrowRpc();
        var response = new GetServiceReportResponse();
        response.Lines.AddRange(lines.Select(ToWire));
        return response;
    }

    public override async Task<GetServiceForecastResponse> GetServiceForecast(GetServiceForecastRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.Minutes is < 0 or > MostMinutes) { throw ServiceLevelProblems.BadAhead(MostMinutes).ToRpc(); }

        var ahead = TimeSpan.FromMinutes(request.Minutes == 0 ? UsualMinutes : request.Minutes);
        var response = new GetServiceForecastResponse();
        response.Queues.AddRange((await forecast.HandleAsync(context.Brands(request.BrandId), ahead, context.CancellationToken)).Select(queue => new Wire.QueueForecast
        {
            OperatorId = queue.Queue, Waiting = queue.Waiting, Late = queue.Late, Due = queue.DueInTime, WillBeLate = queue.WillBeLate, Pace = queue.Pace,
        }));
        return response;
    }

    private static ServiceLevel Read(Wire.ServiceLevel? level) => new()
    {
        FirstResponseMinutes = level?.FirstResponseMinutes ?? 0,
        ResolutionMinutes = level?.ResolutionMinutes ?? 0,
        // Who does not know of it leaves it as it is built in.
        NextResponseMinutes = level?.NextResponseMinutes is { } next and not 0 ? next : new ServiceLevel().NextResponseMinutes,
        Hours = new BusinessHours
        {
            Zone = level?.Hours?.Zone ?? "",
            Periods = [.. (level?.Hours?.Periods ?? []).Select(period => new DutyPeriod(period.Day, period.From, period.To))],
            Holidays = [.. (level?.Hours?.Holidays ?? []).Select(date => Date(date, "level.hours.holidays"))],
            MakeUpDays = [.. (level?.Hours?.MakeUpDays ?? []).Select(day => new MakeUpDay(Date(day.Date, "level.hours.make_up_days"), day.Like))],
        },
    };

    private static DateOnly Date(string text, string field) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw ServiceLevelProblems.BadDate(field).ToRpc();

    private static Wire.ServiceLevelVersion ToWire(ServiceLevelVersion version)
    {
        var hours = new Wire.BusinessHours { Zone = version.Level.Hours.Zone };
        hours.Periods.AddRange(version.Level.Hours.Periods.Select(period => new Wire.DutyPeriod { Day = period.Day, From = period.From, To = period.To }));
        hours.Holidays.AddRange(version.Level.Hours.Holidays.Select(date => date.ToString(DayFormat, CultureInfo.InvariantCulture)));
        hours.MakeUpDays.AddRange(version.Level.Hours.MakeUpDays.Select(day => new Wire.MakeUpDay { Date = day.Date.ToString(DayFormat, CultureInfo.InvariantCulture), Like = day.Like }));
        return new Wire.ServiceLevelVersion
        {
            Version = version.Version,
            Level = new Wire.ServiceLevel { FirstResponseMinutes = version.Level.FirstResponseMinutes, ResolutionMinutes = version.Level.ResolutionMinutes, NextResponseMinutes = version.Level.NextResponseMinutes, Hours = hours },
            SetAt = version.SetAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            SetBy = version.SetBy,
        };
    }

    private static ServiceReportLine ToWire(ReportLine line)
    {
        var wire = new ServiceReportLine
        {
            BrandId = line.BrandId.ToString(), Part = line.Part, Items = line.Items, ResponseHit = line.ResponseHit, ResponseMissed = line.ResponseMissed, Overdue = line.Overdue,
            ResolutionHit = line.ResolutionHit, ResolutionMissed = line.ResolutionMissed, NextHit = line.NextHit, NextMissed = line.NextMissed,
        };
        if (line.MedianSeconds is { } median) { wire.MedianSeconds = median; }

        if (line.NinetiethSeconds is { } ninetieth) { wire.NinetiethSeconds = ninetieth; }

        return wire;
    }
}
