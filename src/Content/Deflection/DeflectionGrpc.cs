using System.Globalization;
using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Deflection;

internal sealed class DeflectionGrpc(GetDeflection deflection) : DeflectionService.DeflectionServiceBase
{
    private const string UsualZone = "Asia/Shanghai";

    public override async Task<GetDeflectionResponse> GetDeflection(GetDeflectionRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.From is null || request.Until is null) { throw DeflectionProblems.BadSpan(Deflection.GetDeflection.MostDays).ToRpc(); }

        var brand = context.Brand(request.BrandId);
        var zone = request.Zone.Length == 0 ? UsualZone : request.Zone;
        var found = (await deflection.HandleAsync(brand, request.From.ToDateTimeOffset(), request.Until.ToDateTimeOffset(), zone, context.CancellationToken)).OrThrowRpc();
        return new()
        {
            Total = ToWire(found.Total),
            WrongUpper = Wilson.Upper(found.Total.Answered - found.Total.Pending, found.Total.Negative),
            Days = { found.Days.Select(day => new Wire.DeflectionDay { Day = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Answered = day.Answered, Deflected = day.Deflected, Pending = day.Pending, HandedOn = day.HandedOn }) },
            Entries =
            {
                found.Entries.Select(entry => new Wire.DeflectionEntry
                {
                    EntryId = entry.EntryId.ToString(), Question = entry.Question, SaidWrong = entry.SaidWrong, WrongUpper = entry.WrongUpper,
                    Figures = new Wire.DeflectionFigures { Answered = entry.Answered, Deflected = entry.Deflected, Pending = entry.Pending, Human = entry.Human, Repeated = entry.Repeated, Negative = entry.Negative },
                }),
            },
        };
    }

    private static Wire.DeflectionFigures ToWire(DeflectionFigures figures) => new()
    {
        Answered = figures.Answered, Deflected = figures.Deflected, Pending = figures.Pending, Human = figures.Human, Repeated = figures.Repeated, Negative = figures.Negative, HandedOn = figures.HandedOn,
    };
}
