using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Spectre.Console;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Ledger;

/// <summary><c>ledger explain ID</c>: everything that is known of one outgoing act.</summary>
internal static class LedgerCommands
{
    private static readonly Argument<Guid> Id = new("ID") { Description = "The command's id, as the ledger shows it." };

    public static Command Create()
    {
        var explain = new Command("explain", "Tells what became of a command: each change of its state and why, its calls, its groups.") { Id };
        explain.SetAction(async (parsed, ct) => await ExplainAsync(parsed.GetValue(Id), ct));
        return new Command("ledger", "Outgoing acts and their outcomes.") { explain };
    }

    private static async Task<int> ExplainAsync(Guid id, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var (brand, found) = await FindAsync(suite, id, ct);
        var command = found.Command;
        AnsiConsole.MarkupLineInterpolated($"[bold]{command.Kind}[/] of {brand} for {command.Origin}: [bold]{command.State}[/]");
        AnsiConsole.MarkupLineInterpolated($"created {At(command.CreatedAt)}, settled {At(command.SettledAt)}, {command.ConfirmedGroups} of {command.Groups} groups confirmed");
        if (command.Text.Length > 0) { AnsiConsole.MarkupLineInterpolated($"[grey]{command.Text}[/]"); }

        if (command.Reason.Length > 0) { AnsiConsole.MarkupLineInterpolated($"why: {command.Reason}"); }

        if (command.BlockedReason.Length > 0) { AnsiConsole.MarkupLineInterpolated($"held back by {command.BlockedReason}, tried again {At(command.NextTryAt)}"); }

        Write("history", ["at", "call", "state", "why"], found.History.Select(change => new[] { At(change.At), change.HasCallNo ? Number(change.CallNo) : "", change.State, change.Reason }));
        Write(
            "calls",
            ["call", "sender", "state", "channel's id", "attempts", "last attempt", "groups"],
            found.Calls.Select(call => new[] { Number(call.CallNo), call.Sender, call.State, call.ExternalId, Number(call.Attempts), At(call.AttemptedAt), Number(call.Groups) }));
        Write("groups", ["group", "call", "state", "why"], found.Groups.Select(group => new[] { group.Name.Length > 0 ? group.Name : group.GroupId, Number(group.CallNo), group.State, group.Reason }));
        return 0;
    }

    private static async Task<(string Brand, GetCommandResponse Found)> FindAsync(Suite suite, Guid id, CancellationToken ct)
    {
        foreach (var brand in (await suite.Client<BrandService.BrandServiceClient>().ListBrandsAsync(new ListBrandsRequest(), cancellationToken: ct)).Brands)
        {
            try
            {
                var request = new GetCommandRequest { BrandId = brand.BrandId, CommandId = id.ToString() };
                return (brand.Name, await suite.Client<CommandService.CommandServiceClient>().GetCommandAsync(request, cancellationToken: ct));
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
            {
                // Another brand's.
            }
        }

        throw new UserException($"No brand has a command {id}.");
    }

    private static void Write(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Title = new TableTitle(title) }.AddColumns(columns);
        foreach (var row in rows) { table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]); }

        if (table.Rows.Count > 0) { AnsiConsole.Write(table); }
    }

    private static string At(Timestamp? moment) => moment?.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "–";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
