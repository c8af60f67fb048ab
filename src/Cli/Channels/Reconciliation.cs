using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Steward.Contracts.Channels.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Channels;

/// <summary><c>channels reconcile</c>: compares an account's groups with the channel now, repairs what lost events left wrong, and says what that was.</summary>
internal static class Reconciliation
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly Option<Guid?> AccountId = new("--account") { Description = "Only this account; default: all, one after another.", CustomParser = Ids.Optional };

    public static Command Create()
    {
        var command = new Command("reconcile", "Compares all groups with the channel and repairs what is wrong. Exit code 1 when a group could not be read.") { AccountId };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed.GetValue(AccountId), Speech.Of(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(Guid? only, Speech speech, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var accounts = suite.Client<AccountService.AccountServiceClient>();
        var table = new Table().AddColumns(
            speech.Say("账号", "account"), speech.Say("状态", "state"), speech.Say("渠道列出", "listed"), speech.Say("缺少", "missing"), speech.Say("多出", "extra"), speech.Say("修复名单", "repaired"),
            speech.Say("补成员", "added"), speech.Say("删成员", "removed"), speech.Say("读取失败", "failures"), speech.Say("错误", "error"));
        var failed = false;
        foreach (var account in await ConnectedAccounts.OfAsync(suite, only, ct))
        {
            var request = new ReconcileAccountRequest { BrandId = account.BrandId, AccountId = account.AccountId };
            var id = (await accounts.ReconcileAccountAsync(request, cancellationToken: ct)).ReconciliationId;
            var done = await AnsiConsole.Progress().StartAsync(progress => FollowAsync(accounts, account, id, progress.AddTask(account.Name.EscapeMarkup()), ct));
            int[] counts = [done.GroupsListed, done.GroupsMissing, done.GroupsExtra, done.RostersRepaired, done.MembersAdded, done.MembersRemoved, done.Failures];
            table.AddRow([account.Name.EscapeMarkup(), done.State, .. counts.Select(count => count.ToString("N0", CultureInfo.InvariantCulture)), done.Error.EscapeMarkup()]);
            failed |= done.State != "done" || done.Failures > 0;
        }

        AnsiConsole.Write(table);
        return failed ? 1 : 0;
    }

    private static async Task<Contracts.Channels.V1.Reconciliation> FollowAsync(AccountService.AccountServiceClient accounts, Account account, string id, ProgressTask bar, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look);
        while (true)
        {
            var latest = await accounts.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = account.BrandId, AccountId = account.AccountId, PageSize = 10 }, cancellationToken: ct);
            if (latest.Reconciliations.FirstOrDefault(one => one.ReconciliationId == id) is { } now)
            {
                bar.MaxValue = Math.Max(1, now.GroupsListed);
                bar.Value = now.GroupsCompared;
                if (now.State != "running") { return now; }
            }

            await timer.WaitForNextTickAsync(ct);
        }
    }
}
