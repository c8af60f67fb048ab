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
    private static readonly Argument<Guid> Id = new("ID") { Description = "The command's id, as the ledger shows it.", CustomParser = Ids.Required };

    public static Command Create()
    {
        var explain = new Command("explain", "Tells what became of a command: each change of its state and why, its calls, its groups.") { Id };
        explain.SetAction(async (parsed, ct) => await ExplainAsync(parsed.GetValue(Id), Speech.Of(parsed), ct));
        return new Command("ledger", "Outgoing acts and their outcomes.") { explain };
    }

    private static async Task<int> ExplainAsync(Guid id, Speech speech, CancellationToken ct)
    {
        await using var suite = await Suite.ConnectAsync(ct);
        var (brand, found) = await FindAsync(suite, id, ct);
        var command = found.Command;
        AnsiConsole.MarkupLineInterpolated($"[bold]{command.Kind}[/] · {brand} · {command.Origin}: [bold]{command.State}[/]");
        AnsiConsole.MarkupLineInterpolated($"{speech.Say("创建", "created")} {At(command.CreatedAt)}, {speech.Say("了结", "settled")} {At(command.SettledAt)}, {speech.Say("已确认社群", "groups confirmed")} {command.ConfirmedGroups}/{command.Groups}");
        if (command.Text.Length > 0) { AnsiConsole.MarkupLineInterpolated($"[grey]{command.Text}[/]"); }

        if (command.Reason.Length > 0) { AnsiConsole.MarkupLineInterpolated($"{speech.Say("原因：", "why: ")}{speech.Words.Of(command.Why, command.Reason)}"); }

        if (command.BlockedReason.Length > 0) { AnsiConsole.MarkupLineInterpolated($"{Held(command, speech)}"); }

        var (why, call, state, sender) = (speech.Say("原因", "why"), speech.Say("调用", "call"), speech.Say("状态", "state"), speech.Say("发送员工", "sender"));
        Write(
            speech.Say("经过", "history"),
            [speech.Say("时间", "at"), call, state, why],
            found.History.Select(change => new[] { At(change.At), change.HasCallNo ? Number(change.CallNo) : "", change.State, speech.Words.Of(change.Why, change.Reason) }));
        Write(
            speech.Say("渠道调用", "calls"),
            [call, sender, state, speech.Say("渠道编号", "channel's id"), speech.Say("次数", "attempts"), speech.Say("最近尝试", "last attempt"), speech.Say("社群", "groups")],
            found.Calls.Select(one => new[] { Number(one.CallNo), one.Sender, one.State, one.ExternalId, Number(one.Attempts), At(one.AttemptedAt), Number(one.Groups) }));
        Write(
            speech.Say("社群", "groups"),
            [speech.Say("社群", "group"), call, state, why],
            found.Groups.Select(group => new[] { group.Name.Length > 0 ? group.Name : group.GroupId, Number(group.CallNo), group.State, speech.Words.Of(group.Why, group.Reason) }));
        return 0;
    }

    private static string Held(Contracts.Channels.V1.Command command, Speech speech)
    {
        var by = command.BlockedReason switch { "quota" => speech.Say("配额", "quota"), "consent" => speech.Say("对方退订", "consent"), "quiet" => speech.Say("静默时段", "quiet hours"), "roster" => speech.Say("等待群成员名单", "a roster that names it"), var other => other };
        return command.NextTryAt is null ? speech.Say($"曾被拦截：{by}", $"was held back by {by}") : speech.Say($"被拦截：{by}，{At(command.NextTryAt)} 再试", $"held back by {by}, tried again {At(command.NextTryAt)}");
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
