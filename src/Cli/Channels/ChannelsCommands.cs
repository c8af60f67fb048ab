using System.CommandLine;
using Spectre.Console;
using Steward.Contracts.Channels.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Channels;

/// <summary><c>channels check|reconcile</c>: whether accounts are configured as they must be, and what to mend.</summary>
internal static class ChannelsCommands
{
    private static readonly Option<Guid?> AccountId = new("--account") { Description = "Only this account; default: all." };

    public static Command Create()
    {
        var check = new Command("check", "Checks the configuration of accounts step by step and says what to mend. Exit code 1 when a step failed.") { AccountId };
        check.SetAction(async (parsed, ct) => await CheckAsync(parsed.GetValue(AccountId), ct));
        return new Command("channels", "Channel accounts.") { check, Reconciliation.Create() };
    }

    private static async Task<int> CheckAsync(Guid? only, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var failed = false;
        foreach (var account in await ConnectedAccounts.OfAsync(suite, only, ct))
        {
            var checkedNow = await suite.Client<CheckService.CheckServiceClient>().CheckAccountAsync(
                new CheckAccountRequest { BrandId = account.BrandId, AccountId = account.AccountId }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2), cancellationToken: ct);
            var table = new Table { Title = new TableTitle($"{account.Name} ({account.Channel} {account.CorpId}, {account.AccountId})".EscapeMarkup()) }.AddColumns("step", "outcome", "found", "mend");
            foreach (var step in checkedNow.Steps) { table.AddRow(step.Name, Coloured(step.Outcome), step.Found.EscapeMarkup(), step.Mend.EscapeMarkup()); }

            AnsiConsole.Write(table);
            failed |= checkedNow.Steps.Any(step => step.Outcome == "failed");
        }

        return failed ? 1 : 0;
    }

    private static string Coloured(string outcome) => outcome switch
    {
        "ok" => "[green]ok[/]",
        "warning" => "[yellow]warning[/]",
        "failed" => "[red]failed[/]",
        _ => outcome.EscapeMarkup(),
    };
}
