using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Content.Knowledge.Files;

internal sealed class FilesGrpc(ImportFile import, ExportFile export) : KnowledgeFileService.KnowledgeFileServiceBase
{
    private const int PieceBytes = 64 * 1024;
    private const int MostNotes = 200;

    public override async Task ImportFile(IAsyncStreamReader<ImportFileRequest> requestStream, IServerStreamWriter<ImportFileResponse> responseStream, ServerCallContext context)
    {
        var (caller, ct) = (context.Require(Role.Trainer), context.CancellationToken);
        if (!await requestStream.MoveNext(ct) || requestStream.Current.Header is not { } header) { throw KnowledgeProblems.WrongFile("header", "comes after the header of the call.").ToRpc(); }

        var report = (await import.HandleAsync(
            ContentScope.Of(context, header.Agency, header.BrandId, changes: true), header.Format, header.DryRun, Pieces(requestStream, ct), caller.Actor, caller.Role >= Role.Lead,
            (done, total) => responseStream.WriteAsync(new ImportFileResponse { Stored = done, ToStore = total }, ct), ct)).OrThrowRpc();
        await responseStream.WriteAsync(new ImportFileResponse { Stored = header.DryRun ? 0 : report.Import.Changed.Count, ToStore = report.Import.Changed.Count, Report = ToWire(report) }, ct);
    }

    public override async Task ExportFile(ExportFileRequest request, IServerStreamWriter<ExportFileResponse> responseStream, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.States.Any(state => !EntryState.All.Contains(state))) { throw KnowledgeProblems.WrongState().ToRpc(); }

        var file = (await export.HandleAsync(ContentScope.Of(context, request.Agency, request.BrandId, changes: false), request.Format, request.Search, request.States, context.CancellationToken)).OrThrowRpc();
        foreach (var piece in file.Chunk(PieceBytes)) { await responseStream.WriteAsync(new ExportFileResponse { Data = UnsafeByteOperations.UnsafeWrap(piece) }, context.CancellationToken); }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(IAsyncStreamReader<ImportFileRequest> requests, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await requests.MoveNext(ct)) { yield return requests.Current.Data.Memory; }
    }

    private static ImportFileReport ToWire(ImportFile.Report report) => new()
    {
        Entries = report.Entries, Encoding = report.Encoding, Added = report.Import.Added, Changed = report.Import.Changed.Count - report.Import.Added, Unchanged = report.Import.Unchanged,
        Duplicates = report.Import.Duplicates.Count, Errors = report.Import.Errors.Select(note => note.Line).Distinct().Count(),
        FirstDuplicates = { report.Import.Duplicates.Take(MostNotes).Select(FileWire.ToWire) }, FirstErrors = { report.Import.Errors.Take(MostNotes).Select(FileWire.ToWire) },
    };
}
