using System.CommandLine;
using Spectre.Console;
using Steward.Contracts.Channels.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Channels;

/// <summary><c>channels connect|check|reconcile</c>: accounts, whether they are configured as they must be, and what to mend.</summary>
internal static class ChannelsCommands
{
    private static readonly Option<Guid?> AccountId = new("--account") { Description = "Only this account; default: all.", CustomParser = Ids.Optional };

    public static Command Create()
    {
        var check = new Command("check", "Checks the configuration of accounts step by step and says what to mend. Exit code 1 when a step failed.") { AccountId };
        check.SetAction(async (parsed, ct) => await CheckAsync(parsed.GetValue(AccountId), Speech.Of(parsed), ct));
        return new Command("channels", "Channel accounts.") { Connection.Create(), check, Reconciliation.Create() };
    }

    private static async Task<int> CheckAsync(Guid? only, Speech speech, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var failed = false;
        foreach (var account in await ConnectedAccounts.OfAsync(suite, only, ct))
        {
            var checkedNow = await suite.Client<CheckService.CheckServiceClient>().CheckAccountAsync(
                new CheckAccountRequest { BrandId = account.BrandId, AccountId = account.AccountId }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2), cancellationToken: ct);
            var table = new Table { Title = new TableTitle($"{account.Name} ({account.Channel} {account.CorpId}, {account.AccountId})".EscapeMarkup()) }
                .AddColumns(speech.Say("步骤", "step"), speech.Say("结果", "outcome"), speech.Say("发现", "found"), speech.Say("怎么办", "mend"));
            foreach (var step in checkedNow.Steps) { table.AddRow(step.Name.EscapeMarkup(), Coloured(step.Outcome, speech), speech.Words.Found(step).EscapeMarkup(), speech.Words.Mend(step).EscapeMarkup()); }

            AnsiConsole.Write(table);
            failed |= checkedNow.Steps.Any(step => step.Outcome == "failed");
        }

        return failed ? 1 : 0;
    }

    private static string Coloured(string outcome, Speech speech) => outcome switch
    {
        "ok" => $"[green]{speech.Say("通过", "ok")}[/]",
        "warning" => $"[yellow]{speech.Say("留意", "warning")}[/]",
        "failed" => $"[red]{speech.Say("未通过", "failed")}[/]",
        "skipped" => speech.Say("跳过", "skipped"),
        _ => outcome.EscapeMarkup(),
    };
}
