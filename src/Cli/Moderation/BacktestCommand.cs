using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using Spectre.Console;
using Steward.Contracts.Moderation.V1;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation backtest</c>: what a version of a brand's rules would have done with its history, or with a file.</summary>
internal static class BacktestCommand
{
    private const int AtOnce = 500;
    private static readonly Option<Guid> Brand = new("--brand") { Description = "Whose rules and history.", Required = true };
    private static readonly Option<int> Draft = new("--draft") { Description = "The version to try; 0: what is in force, against no rules." };
    private static readonly Option<Guid?> Pack = new("--pack") { Description = "The version is one of this group pack's." };
    private static readonly Option<bool> Agency = new("--agency") { Description = "The version is one of the agency's." };
    private static readonly Option<DateOnly?> From = new("--from") { Description = "First day of the history (yyyy-MM-dd, UTC)." };
    private static readonly Option<DateOnly?> To = new("--to") { Description = "Last day of the history." };
    private static readonly Option<FileInfo> File = new Option<FileInfo>("--file") { Description = "Texts instead of the history: TSV or CSV with a header line, JSONL, or one text a line. Columns sent_at, group, member and kind are used where they are." }.AcceptExistingOnly();
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Writes the samples as TSV." };

    public static Command Create()
    {
        var command = new Command("backtest", "Tries a version of rules on a brand's history or a file: counts and samples by rule.") { Brand, Draft, Pack, Agency, From, To, File, EvalOptions.TextColumn, Out };
        command.SetAction(async (parsed, ct) =>
        {
            var brand = parsed.GetValue(Brand).ToString();
            var scope = parsed.GetValue(Agency) ? new RuleScope { Agency = true } : new RuleScope { BrandId = brand, PackId = parsed.GetValue(Pack)?.ToString() ?? "" };
            var (file, from, to) = (parsed.GetValue(File), parsed.GetValue(From), parsed.GetValue(To));
            if (file is null == (from is null || to is null)) { throw new UserException("Name what to try the rules on: --file, or --from and --to."); }

            if (from > to) { throw new UserException("--from is after --to."); }

            var passedOver = new PassedOver();
            await using var suite = await Suite.ConnectAsync(ct);
            var messages = file is null
                ? History.ReadAsync(suite, brand, from!.Value, to!.Value, ct)
                : MessagesFile.ReadAsync(file, parsed.GetValue(EvalOptions.TextColumn)!, passedOver);
            var report = await RunAsync(suite, new BacktestHeader { BrandId = brand, Scope = scope, Version = parsed.GetValue(Draft) }, messages, ct);
            Print(report);
            passedOver.Print();
            if (parsed.GetValue(Out) is { } samples) { await WriteAsync(samples, report, ct); }

            return 0;
        });
        return command;
    }

    private static async Task<TrialReport> RunAsync(Suite suite, BacktestHeader header, IAsyncEnumerable<BacktestMessage> messages, CancellationToken ct)
    {
        using var call = suite.Client<RuleTrialService.RuleTrialServiceClient>().Backtest(cancellationToken: ct);
        TrialReport? report = null;
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask("messages", maxValue: double.MaxValue).IsIndeterminate();
            var hearing = HearAsync();
            try
            {
                await SendAsync(call.RequestStream, header, messages);
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException && hearing.IsFaulted)
            {
                // The service has refused; what it answered says why.
            }

            report = await hearing;

            async Task<TrialReport?> HearAsync()
            {
                TrialReport? last = null;
                while (await call.ResponseStream.MoveNext(ct))
                {
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{call.ResponseStream.Current.Messages:N0} messages");
                    last = call.ResponseStream.Current.Report ?? last;
                }

                return last;
            }
        });
        return report ?? throw new UserException("The service ended without a report; look into its log.");
    }

    private static async Task SendAsync(IClientStreamWriter<BacktestRequest> requests, BacktestHeader header, IAsyncEnumerable<BacktestMessage> messages)
    {
        await requests.WriteAsync(new BacktestRequest { Header = header });
        var part = new BacktestMessages();
        await foreach (var message in messages)
        {
            part.Messages.Add(message);
            if (part.Messages.Count < AtOnce) { continue; }

            await requests.WriteAsync(new BacktestRequest { Messages = part });
            part = new BacktestMessages();
        }

        if (part.Messages.Count > 0) { await requests.WriteAsync(new BacktestRequest { Messages = part }); }

        await requests.CompleteAsync();
    }

    private static void Print(TrialReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"{report.Messages:N0} messages, {report.Offences:N0} offences.");
        var table = new Table().AddColumns("rule", "hits", "offences", "gained", "lost");
        foreach (var rule in report.Rules)
        {
            table.AddRow(rule.RuleId.EscapeMarkup(), $"{rule.Hits:N0}", $"{rule.Decided:N0}", $"{rule.Gained:N0}", $"{rule.Lost:N0}");
        }

        AnsiConsole.Write(table);
    }

    private static async Task WriteAsync(FileInfo file, TrialReport report, CancellationToken ct)
    {
        await using var writer = new StreamWriter(file.FullName);
        await writer.WriteLineAsync("rule_id\toutcome\tmatched\ttext\tsent_at\tgroup_id\tmessage_id".AsMemory(), ct);
        foreach (var sample in report.Samples)
        {
            string[] fields = [sample.RuleId, sample.Outcome, sample.Matched, sample.Text, sample.SentAt.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture), sample.GroupId, sample.MessageId];
            await writer.WriteLineAsync(string.Join('\t', fields.Select(field => field.Replace('\t', ' ').ReplaceLineEndings(" "))).AsMemory(), ct);
        }
    }
}
