using System.Runtime.CompilerServices;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Rules.WordLists;

internal sealed class WordListsGrpc(ImportWordsHandler import) : WordListService.WordListServiceBase
{
    public override async Task ImportWords(IAsyncStreamReader<ImportWordsRequest> requestStream, IServerStreamWriter<ImportWordsResponse> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        if (!await requestStream.MoveNext(ct) || requestStream.Current.Header is not { } header) { throw RuleProblems.WordListWrong("the first message must be the header.").ToRpc(); }

        var report = (await import.HandleAsync(ToHeader(header, context), Pieces(requestStream, ct), lines => responseStream.WriteAsync(new ImportWordsResponse { Lines = lines }, ct), ct)).OrThrowRpc();
        await responseStream.WriteAsync(new ImportWordsResponse { Lines = report.Lines, Report = ToReply(report) }, ct);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(IAsyncStreamReader<ImportWordsRequest> requests, [EnumeratorCancellation] CancellationToken ct)
    {
        while (await requests.MoveNext(ct))
        {
            if (requests.Current.PartCase != ImportWordsRequest.PartOneofCase.Data) { throw RuleProblems.WordListWrong("after the header only data may come.").ToRpc(); }

            yield return requests.Current.Data.Memory;
        }
    }

    private static WordListHeader ToHeader(ImportWordsHeader header, ServerCallContext context)
    {
        var format = header.Format switch
        {
            "tsv" => WordListFormat.Tsv,
            "csv" => WordListFormat.Csv,
            "txt" or "" => WordListFormat.Lines,
            _ => throw RuleProblems.WordListWrong("format must be tsv, csv or txt.").ToRpc(),
        };
        if (!SeverityName.TryRead(header.Severity, out var severity)) { throw RuleProblems.WordListWrong($"severity must be empty or one of {SeverityName.All}.").ToRpc(); }

        return new WordListHeader(context.Scope(header.Scope, changes: true), format, header.RuleId, header.OffenceClass, severity, header.KeepValid, header.Replace, header.Reason, context.Caller().Actor);
    }

    private static ImportWordsReport ToReply(WordListReport report)
    {
        var reply = new ImportWordsReport { Version = report.Version, Added = report.Added, Duplicates = report.Duplicates.Count, Conflicts = report.Conflicts.Count, Errors = report.Errors.Count };
        reply.FirstDuplicates.AddRange(report.Duplicates.First.Select(ToReply));
        reply.FirstConflicts.AddRange(report.Conflicts.First.Select(ToReply));
        reply.FirstErrors.AddRange(report.Errors.First.Select(ToReply));
        return reply;
    }

    private static Proto.LineNote ToReply(LineNote note) => new() { Line = note.Line, Text = note.Text, FirstLine = note.FirstLine };
}
