using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Learning;

/// <summary>What a brand's people taught the model, and the versions that came of it.</summary>
public sealed partial class LearningPage
{
    private const string Models = "models";
    private const string Removals = "removals";
    private const int LongestSearch = 40;
    private static readonly string[] Views = ["samples", Models, Removals];
    private static readonly string[] Suspicions = ["any", "disagrees", "contradicted"];

    private Pages<Sample> _pages = default!;
    private IReadOnlyDictionary<string, int> _standing = new Dictionary<string, int>();
    private RemoveSamplesRequest? _removing;
    private bool _adding;

    [Inject] private LearningService.LearningServiceClient Client { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    private string View { get => Kept("view", Views, Views[0]); set => Keep("view", value, Views[0]); }

    private string Label { get => Kept("label", Language.Texts.ModelLabels); set => Keep("label", value); }

    private string Deserves { get => Kept("deserves", ["yes", "no"]); set => Keep("deserves", value); }

    private string Suspect { get => State.Length > 0 ? "" : Kept("suspect", Suspicions); set => Keep("suspect", value); }

    private string State { get => Kept("state", ["removed"]); set => Keep("state", value); }

    private string AddedBy { get => Kept("by"); set => Keep("by", value); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }

    private bool Narrow => Label.Length + Deserves.Length + Suspect.Length + State.Length + AddedBy.Length + Search.Trim().Length > 0 || From is not null || To is not null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Sample>(async (token, size, ct) =>
        {
            var answer = await Client.ListSamplesAsync(new ListSamplesRequest { BrandId = OneBrand, Filter = Filter(), PageSize = size, PageToken = token }, cancellationToken: ct);
            _standing = answer.Standing;
            return new Page<Sample>(answer.Samples, answer.NextPageToken, answer.Total);
        });
        if (Leads) { await base.OnInitializedAsync(); }
    }

    private protected override Task<Failure?> ReadAsync() => TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));

    private SampleFilter Filter() => new()
    {
        Label = Label, Deserves = Deserves, Suspect = Suspect, State = State, AddedBy = AddedBy, Search = Search.Trim(),
        From = Moments.StartOf(From, 0, Brands.ZoneOf(OneBrand)), Until = Moments.StartOf(To, 1, Brands.ZoneOf(OneBrand)),
    };

    private RemoveSamplesRequest Request() => new() { BrandId = OneBrand, Filter = Filter() };

    private static RemoveSamplesRequest RequestFor(Sample row) => new() { BrandId = row.BrandId, SampleIds = { row.SampleId } };

    /// <summary>The decided case, found by what it says.</summary>
    private static string CaseLink(Sample row) =>
        $"/cases?brand={row.BrandId}&state={(row.Deserves ? "upheld" : "dismissed")}&q={Uri.EscapeDataString(row.Text[..Math.Min(row.Text.Length, LongestSearch)])}";

    private async Task ShowAsync(string view)
    {
        View = view;
        await ReloadAsync();
    }

    private Task ChooseAsync(string person)
    {
        AddedBy = person;
        return ReloadAsync();
    }

    private async Task ClosedAsync()
    {
        (_removing, _adding) = (null, false);
        await ReloadAsync();
    }

    private async Task MoreAsync() => Failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));

    private async Task ExportAsync()
    {
        IReadOnlyList<Sample> rows = [];
        Failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (Failure is not null) { return; }

        await Browser.DownloadAsync("samples.csv", CsvFile.Of(
            [T.SampleText, T.LabelLabel, T.Judgement, T.ModelSays, T.ContradictedBy, T.SampleSourceLabel, T.AddedBy, T.AddedAt],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Text, T.ModelLabel(row.Label), T.Deserves(row.Deserves), Suspect.Length > 0 ? row.Probability : null, row.ContradictedBy?.Text, T.SampleSource(row.Source), People.NameOf(row.AddedBy),
                FullMoment(row.AddedAt, row.BrandId),
            ])));
    }
}
