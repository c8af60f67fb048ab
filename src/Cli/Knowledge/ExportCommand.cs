using System.CommandLine;
using Grpc.Core;
using Spectre.Console;
using Steward.Contracts.Content.V1;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb export --brand ID --out FILE</c>: a brand's knowledge base as a file that <c>kb import</c> takes.</summary>
internal static class ExportCommand
{
    private static readonly Option<Guid?> Brand = new("--brand") { Description = "Whose knowledge base; none with --agency.", CustomParser = Ids.Optional };
    private static readonly Option<bool> Agency = new("--agency") { Description = "The agency's base, which all brands inherit." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where it goes: .csv, .tsv or .md.", Required = true };
    private static readonly Option<string[]> State = new("--state") { Description = "Only entries in these states: draft, in_review, approved, retired.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Search = new("--search") { Description = "Only entries with these words.", DefaultValueFactory = _ => "" };

    public static Command Create()
    {
        var command = new Command("export", "Writes a base's own entries into a file; imported again, it changes nothing.") { Brand, Agency, Out, State, Search };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetValue(Out)!;
            var request = new ExportFileRequest { BrandId = parsed.GetValue(Brand)?.ToString() ?? "", Agency = parsed.GetValue(Agency), Format = FileFormats.Of(file), Search = parsed.GetValue(Search)!, States = { parsed.GetValue(State) ?? [] } };
            await using var suite = await Suite.ConnectAsync(ct);
            using var call = suite.Client<KnowledgeFileService.KnowledgeFileServiceClient>().ExportFile(request, cancellationToken: ct);
            // Whole before anything is written: a refusal leaves the file that was there.
            using var whole = new MemoryStream();
            await foreach (var piece in call.ResponseStream.ReadAllAsync(ct)) { whole.Write(piece.Data.Span); }

            await using var stream = file.Create();
            whole.Position = 0;
            await whole.CopyToAsync(stream, ct);
            AnsiConsole.WriteLine($"{whole.Length:N0} bytes are in {file.FullName}.");
            return 0;
        });
        return command;
    }
}
