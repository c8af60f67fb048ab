using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Compliance;

/// <summary>Requests for approval, the longest waiting first, with what became of them; decided by another lead than who asked.</summary>
public sealed partial class ApprovalList
{
    internal const string Open = "open";
    private const string Approved = "approved";
    private const string Refused = "refused";
    private const string Revoked = "revoked";
    private const int UsualDays = 90;
    internal static readonly string[] States = [Open, Approved, "ended", Refused, Revoked];
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private Pages<Approval> _pages = default!;
    private Approval? _open;
    private string _step = "";
    private string _words = "";
    private DateOnly? _lastDay;
    private bool _busy;
    private Failure? _failure;
    private Failure? _stepFailure;

    [Inject] private ApprovalService.ApprovalServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>One state; empty: any.</summary>
    [Parameter] public string State { get; set; } = Open;

    /// <summary>Words in the text, the purpose or the evidence.</summary>
    [Parameter] public string Search { get; set; } = "";

    private bool Waiting => State == Open && Search.Trim().Length == 0;

    private bool Complete => _step == Approved ? _lastDay is not null : _words.Trim().Length > 0;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _pages = new Pages<Approval>(async (token, size, ct) =>
        {
            var answer = await Client.ListApprovalsAsync(new ListApprovalsRequest { BrandId = Brand, State = State, Search = Search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Approval>(answer.Approvals, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private static string BadgeOf(string state) => state switch { Open => "state-open", Approved => "state-published", _ => "" };

    private static bool IsAddress(string evidence) => Uri.TryCreate(evidence, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));

    private async Task MoreAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));

    private bool EndsSoon(Approval row) => row.State == Approved && row.Until.ToDateTimeOffset() - Clock.GetUtcNow() < Soon;

    private void Show(Approval row)
    {
        var today = TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Brands.ZoneOf(row.BrandId));
        (_open, _step, _words, _stepFailure, _lastDay) = (row, "", "", null, DateOnly.FromDateTime(today.Date).AddDays(UsualDays));
    }

    private async Task StepAsync()
    {
        var open = _open!;
        _busy = true;
        _stepFailure = await TryAsync(Services.Moderation, async () =>
        {
            var now = _step == Revoked
                ? (await Client.RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = open.BrandId, ApprovalId = open.ApprovalId, Reason = _words.Trim() }, cancellationToken: Gone)).Approval
                : (await Client.DecideApprovalAsync(DecisionOn(open), cancellationToken: Gone)).Approval;
            _pages.Replace(row => (row.BrandId, row.ApprovalId) == (now.BrandId, now.ApprovalId), now);
            (_open, _step, _words) = (now, "", "");
        });
        _busy = false;
    }

    private DecideApprovalRequest DecisionOn(Approval open) => new()
    {
        BrandId = open.BrandId, ApprovalId = open.ApprovalId, Decision = _step, Note = _words.Trim(), Until = _step == Approved ? Moments.StartOf(_lastDay, 1, Brands.ZoneOf(open.BrandId)) : null,
    };

    private async Task ExportAsync()
    {
        IReadOnlyList<Approval> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("approvals.csv", CsvFile.Of(
            [T.AskedAtLabel, T.Brand, T.TextLabel, T.CoveredLabel, T.PurposeLabel, T.EvidenceLabel, T.AskedByLabel, T.StateLabel, T.DecidedByLabel, T.DecidedAtLabel, T.NoteLabel, T.EndsLabel, T.RevokedByLabel, T.RevokedAtLabel, T.Reason],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.AskedAt, row.BrandId), Brands.NameOf(row.BrandId), row.Text, string.Join(" / ", row.Findings.Select(finding => finding.Words)), row.Purpose, row.Evidence, People.NameOf(row.AskedBy), T.ApprovalState(row.State),
                row.DecidedBy.Length > 0 ? People.NameOf(row.DecidedBy) : "", FullMoment(row.DecidedAt, row.BrandId), row.Note, FullMoment(row.Until, row.BrandId),
                row.RevokedBy.Length > 0 ? People.NameOf(row.RevokedBy) : "", FullMoment(row.RevokedAt, row.BrandId), row.RevokeReason,
            ])));
    }
}
