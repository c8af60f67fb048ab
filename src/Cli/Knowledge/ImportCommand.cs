using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using Spectre.Console;
using Steward.Cli.Moderation;
using Steward.Contracts.Content.V1;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb import FILE --brand ID</c>: a file of entries into a brand's knowledge base, or with <c>--agency</c> into the agency's.</summary>
internal static class ImportCommand
{
    private const int PieceBytes = 64 * 1024;
    private const int Shown = 20;

    // A figure that is 0 is there too.
    private static readonly JsonFormatter Whole = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = ".csv or .tsv with a header line (question, answer, and perhaps entry_id, paraphrases, state, owner, source, valid_from, valid_until, attachments), or .md with a heading a question." }.AcceptExistingOnly();
    private static readonly Option<Guid?> Brand = new("--brand") { Description = "Whose knowledge base; none with --agency.", CustomParser = Ids.Optional };
    private static readonly Option<bool> Agency = new("--agency") { Description = "Into the agency's base, which all brands inherit." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tells what would change, and keeps nothing." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the report as one JSON object." };

    public static Command Create()
    {
        var command = new Command("import", "Imports a file of entries: the good lines are kept, duplicates and errors told by line. Exit code 1 when a line has an error.") { File, Brand, Agency, DryRun, Json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(File)!;
            var header = new ImportFileHeader { BrandId = parsed.GetValue(Brand)?.ToString() ?? "", Agency = parsed.GetValue(Agency), Format = FileFormats.Of(file), DryRun = parsed.GetValue(DryRun) };
            await using var suite = await Suite.ConnectAsync(ct);
            var report = await RunAsync(suite, file, header, parsed.GetValue(Json), ct);
            if (parsed.GetValue(Json)) { Console.WriteLine(Whole.Format(report)); }
            else { Print(report, header.DryRun); }

            return report.Errors > 0 ? 1 : 0;
        });
        return command;
    }

    private static async Task<ImportFileReport> RunAsync(Suite suite, FileInfo file, ImportFileHeader header, bool quiet, CancellationToken ct)
    {
        using var call = suite.Client<KnowledgeFileService.KnowledgeFileServiceClient>().ImportFile(cancellationToken: ct);
        ImportFileReport? report = null;
        await EvalOptions.Progress(quiet).StartAsync(async progress =>
        {
            var (reading, storing) = (progress.AddTask("reading", maxValue: Math.Max(1, file.Length)), progress.AddTask("storing", autoStart: false, maxValue: 1));
            var hearing = HearAsync();
            try
            {
                await call.RequestStream.WriteAsync(new ImportFileRequest { Header = header }, ct);
                await using var stream = file.OpenRead();
                var piece = new byte[PieceBytes];
                for (var read = await stream.ReadAsync(piece, ct); read > 0; read = await stream.ReadAsync(piece, ct))
                {
                    await call.RequestStream.WriteAsync(new ImportFileRequest { Data = ByteString.CopyFrom(piece, 0, read) }, ct);
                    reading.Increment(read);
                }

                await call.RequestStream.CompleteAsync();
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException && hearing.IsFaulted)
            {
                // The service has refused; what it answered says why.
            }

            report = await hearing;

            async Task<ImportFileReport?> HearAsync()
            {
                ImportFileReport? last = null;
                while (await call.ResponseStream.MoveNext(ct))
                {
                    var news = call.ResponseStream.Current;
                    (storing.MaxValue, storing.Value, last) = (Math.Max(1, news.ToStore), news.Stored, news.Report ?? last);
                }

                return last;
            }
        });
        return report ?? throw new UserException("The service ended without a report; look into its log.");
    }

    private static void Print(ImportFileReport report, bool dryRun)
    {
        AnsiConsole.WriteLine($"{report.Entries:N0} entries read as {report.Encoding}: {report.Added:N0} {(dryRun ? "would be new" : "new")}, {report.Changed:N0} {(dryRun ? "would change" : "changed")}, {report.Unchanged:N0} as they were.");
        Print("left out as duplicates", report.Duplicates, report.FirstDuplicates);
        Print("left out with errors", report.Errors, report.FirstErrors);
    }

    private static void Print(string what, int count, RepeatedField<FileLineNote> first)
    {
        if (count == 0) { return; }

        AnsiConsole.WriteLine($"{count:N0} {what}:");
        foreach (var note in first.Take(Shown)) { AnsiConsole.WriteLine($"  line {note.Line}, {note.Field}: {note.Message}{(note.FirstLine > 0 ? $" (line {note.FirstLine})" : "")}"); }

        if (first.Count > Shown) { AnsiConsole.WriteLine("  … and more: --json has the first 200."); }
    }
}
