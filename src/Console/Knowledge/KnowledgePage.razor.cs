using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Knowledge;

/// <summary>A brand's knowledge base: what it would say, its entries and their life, and from when on it answers.</summary>
public sealed partial class KnowledgePage
{
    private const string Entries = "entries";
    private const string Gaps = "gaps";
    private const string Lessons = "lessons";
    private const string AgencyLevel = "agency";
    private const string InReview = "in_review";
    private static readonly string[] Views = [Entries, Gaps, Lessons];
    private Pages<KnowledgeEntry> _pages = default!;
    private GetKnowledgeTotalsResponse? _totals;
    private AskResponse? _asked;
    private KnowledgeEntry? _open;
    private EntryForm? _form;
    private string _question = "";
    private string _said = "";
    private bool _unchecked;
    private bool _thresholds;
    private bool _importing;
    private bool _fromGap;
    private int _turn;
    private int _waiting;
    private Failure? _failure;

    [Inject] private KnowledgeService.KnowledgeServiceClient Client { get; set; } = default!;

    [Inject] private KnowledgeFileService.KnowledgeFileServiceClient Files { get; set; } = default!;

    // A knowledge base is one brand's: with none chosen the first one's is shown.
    private string Shown => Brand.Length > 0 ? Brand : BrandsOf("") is [var first, ..] ? first : "";

    private string Level { get => Kept("level", [AgencyLevel]); set => Keep("level", value); }

    // What all brands inherit: there are entries, and nothing was ever asked.
    private bool Agency => Level == AgencyLevel;

    /// <summary>Whose entries are shown; empty: the agency's.</summary>
    private string Scope => Agency ? "" : Shown;

    private bool Nowhere => !Agency && Shown.Length == 0;

    private string View { get => Agency ? Entries : Kept("view", Views, Entries); set => Keep("view", value, Entries); }

    private int Days { get => int.TryParse(Kept("days"), out var days) && KnowledgeGaps.Choices.Contains(days) ? days : KnowledgeGaps.Choices[0]; set => Keep("days", value.ToString(CultureInfo.InvariantCulture), KnowledgeGaps.Choices[0].ToString(CultureInfo.InvariantCulture)); }

    private string State { get => Kept("state", Language.Texts.EntryStates); set => Keep("state", value); }

    private string[] Chosen => State.Length > 0 ? [State] : [];

    private bool Narrow => State.Length > 0 || Search.Trim().Length > 0;

    private bool MayWrite => Agency ? Person?.Caller.MayChangeForAll == true : Person?.Role >= Role.Trainer;

    /// <inheritdoc />
    protected override async Task PressAsync(string key)
    {
        switch (key)
        {
            case "take" when View == Entries && MayWrite && _open is null && !_thresholds && !_importing && !Nowhere: Write(); break;
            case "send" when _open is not null && _form is not null: await _form.SaveAsync(); break;
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<KnowledgeEntry>(async (token, size, ct) =>
        {
            var answer = await Client.ListEntriesAsync(new ListKnowledgeRequest { BrandId = Scope, Agency = Agency, Search = Search.Trim(), States = { Chosen }, PageSize = size, PageToken = token }, cancellationToken: ct);
            _unchecked = answer.Unchecked;
            return new Page<KnowledgeEntry>(answer.Entries, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of colleagues adorn; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        await Brands.LoadAsync();
        if (Agency) { (_asked, _open) = (null, null); }

        // The gaps read for themselves.
        _turn++;
        _failure = await TryAsync(Services.Content, async () =>
        {
            _totals = Agency ? null : await Client.GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = Shown }, cancellationToken: Gone);
            await _pages.RestartAsync(Gone);
            // Whoever may review is told here; the list by itself would have to be looked through for it.
            _waiting = MayWrite ? (await Client.ListEntriesAsync(new ListKnowledgeRequest { BrandId = Scope, Agency = Agency, States = { InReview }, PageSize = 1 }, cancellationToken: Gone)).Total : 0;
        });
        StateHasChanged();
    }

    private async Task MoreAsync() => _failure = await TryAsync(Services.Content, () => _pages.MoreAsync(Gone));

    private async Task AskAsync()
    {
        if (_question.Trim().Length == 0) { return; }

        _failure = await TryAsync(Services.Content, async () => _asked = await Client.AskAsync(new AskRequest { BrandId = Shown, Text = _question.Trim(), Limit = 3 }, cancellationToken: Gone));
    }

    private Task ShowWaitingAsync()
    {
        (State, Search) = (InReview, "");
        return ReloadAsync();
    }

    private void Open(KnowledgeEntry entry) => (_open, _fromGap) = (entry, false);

    private void Write() => Open(new KnowledgeEntry { EntryId = Guid.CreateVersion7().ToString() });

    private void Draft(KnowledgeGap gap) => (_open, _fromGap) = (new KnowledgeEntry { EntryId = Guid.CreateVersion7().ToString(), Question = gap.Question, Paraphrases = { gap.Paraphrases }, Answer = gap.Answer }, true);

    private Task ShowAsync(string view)
    {
        (View, _said) = (view, "");
        return ReloadAsync();
    }

    private Task SavedAsync(KnowledgeEntry saved)
    {
        (_open, _said) = (null, T.EntrySaved(saved.Question, saved.Version, saved.State));
        return ReloadAsync();
    }

    /// <summary>Since or until when it holds, where that is not always.</summary>
    private string Validity(KnowledgeEntry entry) =>
        entry.ValidUntil?.ToDateTimeOffset() <= Clock.GetUtcNow() ? T.NoLongerValid(Moment(entry.ValidUntil, Shown))
        : entry.ValidFrom?.ToDateTimeOffset() > Clock.GetUtcNow() ? T.NotYetValid(Moment(entry.ValidFrom, Shown))
        : entry.ValidUntil is not null ? T.StillValid(Moment(entry.ValidUntil, Shown)) : "";

    private Task SetBrandAsync(string brand)
    {
        (Brand, _asked, _open, _said) = (brand, null, null, "");
        return ReloadAsync();
    }

    private Task ImportedAsync(bool kept)
    {
        _importing = false;
        return kept ? ReloadAsync() : Task.CompletedTask;
    }

    /// <summary>What the list shows, as a file that can be imported again.</summary>
    private async Task ExportAsync(string format)
    {
        var file = new MemoryStream();
        _failure = await TryAsync(Services.Content, async () =>
        {
            using var call = Files.ExportFile(new ExportFileRequest { BrandId = Scope, Agency = Agency, Format = format, Search = Search.Trim(), States = { Chosen } }, cancellationToken: Gone);
            await foreach (var piece in call.ResponseStream.ReadAllAsync(Gone)) { file.Write(piece.Data.Span); }
        });
        if (_failure is null) { await Browser.DownloadAsync($"knowledge.{format}", file.ToArray()); }
    }
}
