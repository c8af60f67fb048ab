using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>A list of words from a file into a new draft: how far it is, and at last what stood there already, what contradicts, and what is wrong, line by line.</summary>
public sealed partial class WordImport
{
    // A million lines is what the service reads of a list.
    private const long MostBytes = 64 * 1024 * 1024;
    private const int PieceBytes = 64 * 1024;
    private IBrowserFile? _file;
    private string _rule = "list";
    private string _class = "advert";
    private string _severity = "review";
    private string _reason = "";
    private bool _keepValid;
    private bool _replace;
    private bool _tooLarge;
    private bool _stopped;
    private bool _unreadable;
    private bool _asking;
    private long _sent;
    private int _lines;
    private CancellationTokenSource? _stop;
    private ImportWordsReport? _report;
    private Failure? _failure;
    private Failure? _moveFailure;

    [Inject] private WordListService.WordListServiceClient Client { get; set; } = default!;

    [Inject] private RuleService.RuleServiceClient Rules { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public RuleScope Scope { get; set; } = default!;

    /// <summary>Whether this person may only look.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>The draft with the words is wanted, beside what is in force.</summary>
    [Parameter] public EventCallback<int> OnDraft { get; set; }

    /// <summary>The draft runs in shadow.</summary>
    [Parameter] public EventCallback<int> OnShadow { get; set; }

    private bool Running => _stop is not null;

    /// <inheritdoc />
    protected override void OnGone() => _stop?.Cancel();

    private static string FormatOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch { ".tsv" => "tsv", ".csv" => "csv", _ => "txt" };

    private void Choose(InputFileChangeEventArgs chosen) => (_file, _tooLarge, _report, _failure, _stopped) = (chosen.File, chosen.File.Size > MostBytes, null, null, false);

    private async Task ImportAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        (_stop, _report, _failure, _stopped, _unreadable, _sent, _lines) = (stop, null, null, false, false, 0, 0);
        var failure = await TryAsync(Services.Moderation, async () =>
        {
            try
            {
                using var call = Client.ImportWords(deadline: (Clock.GetUtcNow() + StreamedCall.Longest).UtcDateTime, cancellationToken: stop.Token);
                await StreamedCall.RunAsync(call, RequestsAsync(_file!, stop.Token), Hear, stop.Token);
            }
            catch (Exception exception) when (exception is IOException or JSException or TimeoutException)
            {
                // The file was moved, changed or shut off in the browser.
                _unreadable = true;
            }
            catch (Exception exception) when (exception is OperationCanceledException or RpcException && stop.IsCancellationRequested)
            {
                // Stopped by who started it: nothing was kept.
                _stopped = true;
            }
        });
        (_stop, _failure) = (null, failure);
    }

    private void Hear(ImportWordsResponse news)
    {
        (_lines, _report) = (news.Lines, news.Report);
        StateHasChanged();
    }

    private async IAsyncEnumerable<ImportWordsRequest> RequestsAsync(IBrowserFile file, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new ImportWordsRequest
        {
            Header = new ImportWordsHeader
            {
                Scope = Scope, Format = FormatOf(file.Name), RuleId = _rule.Trim(), OffenceClass = _class, Severity = _severity, KeepValid = _keepValid, Replace = _replace, Reason = _reason.Trim(),
            },
        };
        await using var stream = file.OpenReadStream(MostBytes, ct);
        var piece = new byte[PieceBytes];
        for (var read = await stream.ReadAsync(piece, ct); read > 0; read = await stream.ReadAsync(piece, ct))
        {
            yield return new ImportWordsRequest { Data = ByteString.CopyFrom(piece, 0, read) };
            _sent += read;
            StateHasChanged();
        }
    }

    private async Task ShadowAsync(string reason)
    {
        _moveFailure = await TryAsync(Services.Moderation, async () => await Rules.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = _report!.Version, Move = "start_shadow", Reason = reason }, cancellationToken: Gone));
        if (_moveFailure is null) { await OnShadow.InvokeAsync(_report!.Version); }
    }

    private IEnumerable<(string Name, string Hint, int Count, IReadOnlyList<LineNote> Notes)> Parts(ImportWordsReport report) =>
    [
        (T.ImportErrors, T.ImportErrorsHint, report.Errors, report.FirstErrors),
        (T.ImportConflicts, T.ImportConflictsHint, report.Conflicts, report.FirstConflicts),
        (T.ImportDuplicates, T.ImportDuplicatesHint, report.Duplicates, report.FirstDuplicates),
    ];

    private Task ExportAsync(ImportWordsReport report) => Browser.DownloadAsync("word-list-report.csv", CsvFile.Of(
        [T.OutcomeLabel, T.LineLabel, T.LineNoteLabel, T.StandsAlready],
        Parts(report).SelectMany(part => part.Notes.Select(note => (IReadOnlyList<object?>)[part.Name, note.Line, T.LineSays(note.Text), note.FirstLine > 0 ? note.FirstLine : ""]))));
}
