using System.Globalization;
using Grpc.Core;
using Spectre.Console;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Contracts.Ops.V1;
using Steward.Contracts.Staffing.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Status;

/// <summary><c>status</c>: which services answer, how many dead letters they hold, and what went through, per brand.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Shows the services, their dead letters, and what went through per brand.");
        command.SetAction(async (_, ct) => await RunAsync(ct));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var services = new Table().AddColumns("service", "answers", "dead letters");
        var allAnswer = true;
        foreach (var name in Suite.Services)
        {
            try
            {
                var letters = await suite.ClientOf<DeadLetterService.DeadLetterServiceClient>(name).ListDeadLettersAsync(new ListDeadLettersRequest(), cancellationToken: ct);
                services.AddRow(name, "yes", letters.Queues.Sum(queue => queue.Count).ToString(CultureInfo.InvariantCulture));
            }
            catch (RpcException exception)
            {
                allAnswer = false;
                services.AddRow(name, $"no: {exception.StatusCode}", "?");
            }
        }

        AnsiConsole.Write(services);
        if (!allAnswer) { return 1; }

        AnsiConsole.Write(await FlowAsync(suite, ct));
        return 0;
    }

    private static async Task<Table> FlowAsync(Suite suite, CancellationToken ct)
    {
        var flow = new Table().AddColumns("brand", "accepted", "screened", "chatter", "questions", "offences", "answered by KB", "to people", "open items");
        foreach (var brand in (await suite.Client<BrandService.BrandServiceClient>().ListBrandsAsync(new ListBrandsRequest(), cancellationToken: ct)).Brands)
        {
            var totals = await Flow.ReadAsync(suite, brand.BrandId, ct);
            var work = await suite.Client<WorkItemService.WorkItemServiceClient>().GetWorkTotalsAsync(new GetWorkTotalsRequest { BrandId = brand.BrandId }, cancellationToken: ct);
            long[] numbers = [totals.Accepted, totals.Screened, totals.Chatter, totals.Questions, totals.Offences, totals.Answered, totals.HandedOn, work.Open + work.Claimed + work.Answering];
            flow.AddRow([brand.Name.EscapeMarkup(), .. numbers.Select(number => number.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        return flow;
    }
}

/// <summary>What went through the suite for one brand; every number comes from the service that owns it.</summary>
internal sealed record Flow(long Accepted, long Screened, long Chatter, long Questions, long Offences, long Cases, long Answered, long HandedOn)
{
    public static async Task<Flow> ReadAsync(Suite suite, string brandId, CancellationToken ct)
    {
        var intake = await suite.Client<MessageService.MessageServiceClient>().GetIntakeTotalsAsync(new GetIntakeTotalsRequest { BrandId = brandId }, cancellationToken: ct);
        var screening = await suite.Client<CaseService.CaseServiceClient>().GetScreeningTotalsAsync(new GetScreeningTotalsRequest { BrandId = brandId }, cancellationToken: ct);
        var knowledge = await suite.Client<KnowledgeService.KnowledgeServiceClient>().GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = brandId }, cancellationToken: ct);
        return new Flow(intake.Accepted, screening.Screened, screening.Chatter, screening.Questions, screening.Offences, screening.Cases, knowledge.Answered, knowledge.HandedOn);
    }
}
