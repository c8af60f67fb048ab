using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Steward.Console.Shared;
using Steward.Contracts.Content.V1;

namespace Steward.Console.Knowledge;

/// <summary>A file of entries into a knowledge base: tried first, with what is wrong or there already by line.</summary>
public sealed partial class KnowledgeImport
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const int PieceBytes = 64 * 1024;
    private IBrowserFile? _file;
    private bool _tooLarge;
    private bool _stopped;
    private bool _unreadable;
    private bool _kept;
    private long _sent;
    private int _stored;
    private int _toStore;
    private CancellationTokenSource? _stop;
    private ImportFileReport? _report;
    private Failure? _failure;

    [Inject] private KnowledgeFileService.KnowledgeFileServiceClient Client { get; set; } = default!;

    /// <summary>Whose; empty: the agency's.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>It was closed; whether something was imported meanwhile.</summary>
    [Parameter, EditorRequired] public EventCallback<bool> OnClose { get; set; }

    private bool Running => _stop is not null;

    private bool Ready => _file is not null && !_tooLarge;

    /// <inheritdoc />
    protected override void OnGone() => _stop?.Cancel();

    private static string FormatOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch { ".tsv" => "tsv", ".md" or ".markdown" => "md", _ => "csv" };

    private void Choose(InputFileChangeEventArgs chosen) => (_file, _tooLarge, _report, _failure, _stopped, _kept) = (chosen.File, chosen.File.Size > MostBytes, null, null, false, false);

    private Task CloseAsync() => OnClose.InvokeAsync(_kept);

    private async Task ImportAsync(bool dryRun)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        (_stop, _report, _failure, _stopped, _unreadable, _sent, _stored, _toStore) = (stop, null, null, false, false, 0, 0, 0);
        var failure = await TryAsync(Services.Content, async () =>
        {
            try
            {
                using var call = Client.ImportFile(deadline: (Clock.GetUtcNow() + StreamedCall.Longest).UtcDateTime, cancellationToken: stop.Token);
                await StreamedCall.RunAsync(call, RequestsAsync(_file!, dryRun, stop.Token), Hear, stop.Token);
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
        (_stop, _failure, _kept) = (null, failure, !dryRun && _report is not null);
    }

    private void Hear(ImportFileResponse news)
    {
        (_stored, _toStore, _report) = (news.Stored, news.ToStore, news.Report);
        StateHasChanged();
    }

    private async IAsyncEnumerable<ImportFileRequest> RequestsAsync(IBrowserFile file, bool dryRun, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new ImportFileRequest { Header = new ImportFileHeader { BrandId = Brand, Agency = Brand.Length == 0, Format = FormatOf(file.Name), DryRun = dryRun } };
        await using var stream = file.OpenReadStream(MostBytes, ct);
        var piece = new byte[PieceBytes];
        for (var read = await stream.ReadAsync(piece, ct); read > 0; read = await stream.ReadAsync(piece, ct))
        {
            yield return new ImportFileRequest { Data = ByteString.CopyFrom(piece, 0, read) };
            _sent += read;
            StateHasChanged();
        }
    }
}
