using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Spectre.Console;
using Steward.Contracts.Moderation.V1;

namespace Steward.Cli.Moderation;

/// <summary><c>moderation import FILE</c>: a list of words into a new draft of a brand's rules.</summary>
internal static class ImportCommand
{
    private const int PieceBytes = 64 * 1024;
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = ".tsv or .csv with a header line (term, offence_class, severity, skip, word, exclude, variants), else one word a line." }.AcceptExistingOnly();
    private static readonly Option<Guid?> Brand = new("--brand") { Description = "Whose rules; none with --agency." };
    private static readonly Option<Guid?> Pack = new("--pack") { Description = "Into this group pack's rules." };
    private static readonly Option<bool> Agency = new("--agency") { Description = "Into the agency's rules." };
    private static readonly Option<string> Rule = new("--rule") { Description = "The rule that takes the words.", DefaultValueFactory = _ => "list" };
    private static readonly Option<string> Class = new("--class") { Description = "The class of words that name none.", DefaultValueFactory = _ => "advert" };
    private static readonly Option<string> Severity = new("--severity") { Description = "hint, review or act, of words that name none.", DefaultValueFactory = _ => "review" };
    private static readonly Option<bool> KeepValid = new("--keep-valid") { Description = "Takes the right lines of a file with wrong ones." };
    private static readonly Option<bool> Replace = new("--replace") { Description = "The rules that the file fills lose the words that they had." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why; goes into the book of changes.", DefaultValueFactory = _ => "" };

    public static Command Create()
    {
        var command = new Command("import", "Imports a list of words into a new draft; tells duplicates, conflicts and errors by line.") { File, Brand, Pack, Agency, Rule, Class, Severity, KeepValid, Replace, Reason };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(File)!;
            var header = new ImportWordsHeader
            {
                Scope = new RuleScope { BrandId = parsed.GetValue(Brand)?.ToString() ?? "", PackId = parsed.GetValue(Pack)?.ToString() ?? "", Agency = parsed.GetValue(Agency) },
                Format = file.Extension switch { ".tsv" => "tsv", ".csv" => "csv", _ => "txt" },
                RuleId = parsed.GetValue(Rule)!, OffenceClass = parsed.GetValue(Class)!, Severity = parsed.GetValue(Severity)!,
                KeepValid = parsed.GetValue(KeepValid), Replace = parsed.GetValue(Replace), Reason = parsed.GetValue(Reason)!,
            };
            await using var suite = await Suite.ConnectAsync(ct);
            var report = await RunAsync(suite, file, header, ct);
            Print(report);
            return report.Version > 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task<ImportWordsReport> RunAsync(Suite suite, FileInfo file, ImportWordsHeader header, CancellationToken ct)
    {
        using var call = suite.Client<WordListService.WordListServiceClient>().ImportWords(cancellationToken: ct);
        ImportWordsReport? report = null;
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(file.Name.EscapeMarkup(), maxValue: Math.Max(1, file.Length));
            var hearing = HearAsync();
            try
            {
                await call.RequestStream.WriteAsync(new ImportWordsRequest { Header = header }, ct);
                await using var stream = file.OpenRead();
                var piece = new byte[PieceBytes];
                for (var read = await stream.ReadAsync(piece, ct); read > 0; read = await stream.ReadAsync(piece, ct))
                {
                    await call.RequestStream.WriteAsync(new ImportWordsRequest { Data = ByteString.CopyFrom(piece, 0, read) }, ct);
                    task.Increment(read);
                }

                await call.RequestStream.CompleteAsync();
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException && hearing.IsFaulted)
            {
                // The service has refused; what it answered says why.
            }

            report = await hearing;

            async Task<ImportWordsReport?> HearAsync()
            {
                ImportWordsReport? last = null;
                while (await call.ResponseStream.MoveNext(ct)) { last = call.ResponseStream.Current.Report ?? last; }

                return last;
            }
        });
        return report ?? throw new UserException("The service ended without a report; look into its log.");
    }

    private static void Print(ImportWordsReport report)
    {
        AnsiConsole.WriteLine(report.Version > 0 ? $"{report.Added:N0} words are in draft {report.Version}." : "The list was refused; nothing was kept. Mend these lines, or keep the right ones with --keep-valid.");
        Print("wrong", report.Errors, report.FirstErrors);
        Print("in conflict", report.Conflicts, report.FirstConflicts);
        Print("there already", report.Duplicates, report.FirstDuplicates);
    }

    private static void Print(string what, int count, IEnumerable<LineNote> first)
    {
        const int Shown = 10;
        if (count == 0) { return; }

        AnsiConsole.WriteLine($"{count:N0} {what}:");
        foreach (var note in first.Take(Shown)) { AnsiConsole.WriteLine($"  line {note.Line}: {note.Text}{(note.FirstLine > 0 ? $" (line {note.FirstLine})" : "")}"); }

        if (count > Shown) { AnsiConsole.WriteLine($"  … and {count - Shown:N0} more"); }
    }
}
