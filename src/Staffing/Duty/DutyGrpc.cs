using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Duty;

internal sealed class DutyGrpc(ListDuty list, PutDuty put, TakeBreak breaks) : DutyService.DutyServiceBase
{
    private const string DayFormat = "yyyy-MM-dd";

    public override async Task<ListDutyResponse> ListDuty(ListDutyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        // Who does not lead sees their own plan.
        var only = request.Mine || caller.Role is Role.Operator or Role.Trainer ? Own(caller) : (Guid?)null;
        var response = new ListDutyResponse();
        response.People.AddRange((await list.HandleAsync(context.Brands(request.BrandId), only, context.CancellationToken)).Select(ToWire));
        return response;
    }

    public override async Task<PutDutyResponse> PutDuty(PutDutyRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var version = await put.HandleAsync(CallScope.Id(request.OperatorId, "operator_id"), Read(request.Plan ?? new Wire.DutyPlan()), request.HasExpectedVersion ? request.ExpectedVersion : null, caller, context.CancellationToken);
        return new PutDutyResponse { Version = version.OrThrowRpc() };
    }

    public override async Task<StartBreakResponse> StartBreak(StartBreakRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new StartBreakResponse { AwaySince = Timestamp.FromDateTimeOffset((await breaks.StartAsync(Own(caller), context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<EndBreakResponse> EndBreak(EndBreakRequest request, ServerCallContext context)
    {
        await breaks.EndAsync(Own(context.Require(Role.Operator)), context.CancellationToken);
        return new EndBreakResponse();
    }

    // Whoever is no person of the agency has no plan.
    private static Guid Own(Caller caller) => Guid.TryParse(caller.Actor, out var own) ? own : Guid.Empty;

    private static DutyPlan Read(Wire.DutyPlan plan)
    {
        if (plan.Exceptions.Any(exception => exception.From is null || exception.Until is null)) { throw DutyProblems.Bad(["exceptions must have from and until"]).ToRpc(); }

        if (plan.Kinds.DistinctBy(kind => kind.Kind).Count() < plan.Kinds.Count) { throw DutyProblems.Bad(["kinds must each be named once"]).ToRpc(); }

        return new DutyPlan
        {
            Zone = plan.Zone,
            Periods = Periods(plan.Periods),
            Exceptions = [.. plan.Exceptions.Select(exception => new DutyException(exception.From.ToDateTimeOffset(), exception.Until.ToDateTimeOffset(), exception.Extra, exception.Note.Trim()))],
            Cover = Periods(plan.Cover),
            Skills = [.. plan.Skills.Select(skill => new Skill(skill.Name.Trim(), Day(skill.ValidUntil)))],
            Capacity = plan.Capacity,
            CapacityOfKind = plan.Kinds.ToDictionary(kind => kind.Kind, kind => kind.Capacity),
        };
    }

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw DutyProblems.BadDate.ToRpc();

    private static IReadOnlyList<ServiceLevels.DutyPeriod> Periods(IEnumerable<Wire.DutyPeriod> periods) => [.. periods.Select(period => new ServiceLevels.DutyPeriod(period.Day, period.From, period.To))];

    private static IEnumerable<Wire.DutyPeriod> ToWire(IEnumerable<ServiceLevels.DutyPeriod> periods) => periods.Select(period => new Wire.DutyPeriod { Day = period.Day, From = period.From, To = period.To });

    private static Wire.Duty ToWire(PersonOnDuty person) => new()
    {
        OperatorId = person.OperatorId.ToString(),
        Name = person.Name,
        Role = person.Role,
        BrandIds = { person.Brands.Select(brand => brand.ToString()) },
        Version = person.Version,
        Plan = person.Plan is { } plan ? ToWire(plan) : null,
        OnDuty = person.Now.OnDuty,
        Covering = person.Now.Covering,
        AwaySince = Moment(person.AwaySince),
        Holding = person.Holding,
        SetAt = Moment(person.SetAt),
        SetBy = person.SetBy,
    };

    private static Wire.DutyPlan ToWire(DutyPlan plan) => new()
    {
        Zone = plan.Zone,
        Periods = { ToWire(plan.Periods) },
        Exceptions =
        {
            plan.Exceptions.Select(exception => new Wire.DutyException { From = Timestamp.FromDateTimeOffset(exception.From), Until = Timestamp.FromDateTimeOffset(exception.Until), Extra = exception.Extra, Note = exception.Note }),
        },
        Cover = { ToWire(plan.Cover) },
        Skills = { plan.Skills.Select(skill => new Wire.Skill { Name = skill.Name, ValidUntil = skill.ValidUntil?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "" }) },
        Capacity = plan.Capacity,
        Kinds = { plan.CapacityOfKind.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new KindCapacity { Kind = kind.Key, Capacity = kind.Value }) },
    };

    private static Timestamp? Moment(DateTimeOffset? at) => at is { } moment ? Timestamp.FromDateTimeOffset(moment) : null;
}
