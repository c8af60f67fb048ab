using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Compliance;

/// <summary>Red lines and exemptions, those that hold or all there ever were.</summary>
public sealed partial class PhraseList
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private Pages<Phrase> _pages = default!;
    private Phrase? _ending;
    private string _reason = "";
    private string _said = "";
    private bool _adding;
    private Failure? _failure;
    private Failure? _endFailure;

    [Inject] private ComplianceService.ComplianceServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Red lines or exemptions; empty: both.</summary>
    [Parameter] public string Kind { get; set; } = "";

    /// <summary>Only those that hold now.</summary>
    [Parameter] public bool Standing { get; set; }

    /// <summary>Words in the phrase.</summary>
    [Parameter] public string Search { get; set; } = "";

    private bool Leads => Person?.Leads == true;

    private bool Filtered => Search.Trim().Length + Kind.Length > 0;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _pages = new Pages<Phrase>(async (token, size, ct) =>
        {
            var answer = await Client.ListPhrasesAsync(
                new ListPhrasesRequest { BrandId = Brand, Kind = Kind, Standing = Standing, Search = Search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Phrase>(answer.Phrases, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));

    private async Task MoreAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));

    private bool EndsSoon(Timestamp? until) => until is not null && until.ToDateTimeOffset() - Clock.GetUtcNow() is var left && left > TimeSpan.Zero && left < Soon;

    private Task AddedAsync(Phrase added)
    {
        (_adding, _said) = (false, T.PhraseAdded(added.Phrase_));
        return LoadAsync();
    }

    private void BeginEnding(Phrase row) => (_ending, _reason, _endFailure, _said) = (row, "", null, "");

    private async Task EndAsync()
    {
        var row = _ending!;
        _endFailure = await TryAsync(Services.Moderation, async () => await Client.EndPhraseAsync(
            new EndPhraseRequest { BrandId = row.BrandId, PhraseId = row.PhraseId, Reason = _reason.Trim() }, cancellationToken: Gone));
        if (_endFailure is not null) { return; }

        (_ending, _said) = (null, T.PhraseEnded(row.Phrase_));
        await LoadAsync();
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Phrase> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("phrases.csv", CsvFile.Of(
            [T.PhraseLabel, T.PhraseKindLabel, T.Brand, T.SeverityLabel, T.AdviceLabel, T.RewordingLabel, T.Reason, T.EndsLabel, T.SetBy, T.SetAt, T.EndedAtLabel, T.EndedByLabel, T.EndReasonLabel],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Phrase_, T.PhraseKind(row.Kind), Brands.NameOf(row.BrandId), row.Severity.Length > 0 ? T.GateSeverity(row.Severity) : "", row.Advice, row.Rewording, row.Reason, FullMoment(row.Until, row.BrandId),
                People.NameOf(row.SetBy), FullMoment(row.SetAt, row.BrandId), FullMoment(row.EndedAt, row.BrandId), row.EndedBy.Length > 0 ? People.NameOf(row.EndedBy) : "", row.EndReason,
            ])));
    }
}
