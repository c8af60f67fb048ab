using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>Members about whom nothing is done, with who said so and why.</summary>
public sealed partial class Exemptions
{
    private const int PageSize = 500;
    private const int MostRows = 2000;
    private IReadOnlyList<Exemption> _rows = [];
    private Exemption? _ending;
    private Member? _member;
    private string _reason = "";
    private DateOnly? _lastDay;
    private string _search = "";
    private string _said = "";
    private bool _adding;
    private bool _loaded;
    private bool _more;
    private Failure? _failure;
    private Failure? _namesFailure;
    private Failure? _addFailure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    private bool Leads => Person?.Leads == true;

    /// <summary>The brand that members are added to; empty while there are several to choose from.</summary>
    private string OneBrand => BrandsOf(Brand) is [var only] ? only : "";

    private IReadOnlyList<Exemption> Shown => _search.Trim() is { Length: > 0 } words
        ? [.. _rows.Where(row => row.Reason.Contains(words, StringComparison.OrdinalIgnoreCase) || Names.Member(row.BrandId, row.MemberId).Contains(words, StringComparison.OrdinalIgnoreCase))]
        : _rows;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            // Names are Members' business, so what is looked for by name must be here.
            var (all, token) = (new List<Exemption>(), "");
            do
            {
                var answer = await Client.ListExemptionsAsync(new ListExemptionsRequest { BrandId = Brand, PageSize = PageSize, PageToken = token }, cancellationToken: Gone);
                all.AddRange(answer.Exemptions);
                token = answer.NextPageToken;
            }
            while (token.Length > 0 && all.Count < MostRows);

            (_rows, _more, _loaded) = (all, token.Length > 0, true);
        });
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync() => _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_rows.Select(row => (row.BrandId, "", row.MemberId)), Gone));

    private bool HasEnded(Exemption row) => row.Until?.ToDateTimeOffset() <= Clock.GetUtcNow();

    private void Begin() => (_adding, _member, _reason, _lastDay, _addFailure, _said) = (true, null, "", null, null, "");

    private async Task AddAsync()
    {
        var member = _member!;
        _addFailure = await TryAsync(Services.Moderation, async () => await Client.PutExemptionAsync(
            new PutExemptionRequest { BrandId = OneBrand, MemberId = member.MemberId, Exempt = true, Reason = _reason.Trim(), Until = Moments.StartOf(_lastDay, 1, Brands.ZoneOf(OneBrand)) }, cancellationToken: Gone));
        if (_addFailure is not null) { return; }

        (_adding, _said) = (false, T.ExemptNow(member.Name));
        await LoadAsync();
    }

    private async Task EndAsync(Exemption row)
    {
        _failure = await TryAsync(Services.Moderation, async () => await Client.PutExemptionAsync(new PutExemptionRequest { BrandId = row.BrandId, MemberId = row.MemberId }, cancellationToken: Gone));
        if (_failure is not null) { return; }

        (_ending, _said) = (null, T.ExemptNoMore(Names.Member(row.BrandId, row.MemberId)));
        await LoadAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("exemptions.csv", CsvFile.Of(
        [T.Member, T.Brand, T.Reason, T.SetBy, T.SetAt, T.ExemptUntil, T.StateLabel],
        Shown.Select(row => (IReadOnlyList<object?>)[Names.Member(row.BrandId, row.MemberId), Brands.NameOf(row.BrandId), row.Reason, People.NameOf(row.SetBy), FullMoment(row.SetAt, row.BrandId), FullMoment(row.Until, row.BrandId), HasEnded(row) ? T.ExemptEnded : T.Holds])));
}
