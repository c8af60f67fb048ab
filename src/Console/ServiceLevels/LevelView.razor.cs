using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.ServiceLevels;

/// <summary>What a brand was promised: minutes, hours on duty, holidays; tried on a moment before it holds, and every version so far.</summary>
public sealed partial class LevelView
{
    private LevelForm _form = new();
    private IReadOnlyList<string> _mistakes = [];
    private PreviewDueResponse? _preview;
    private DateTime _asked;
    private bool _asking;
    private Failure? _previewFailure;

    [Inject] private ServiceLevelService.ServiceLevelServiceClient Client { get; set; } = default!;

    /// <inheritdoc />
    protected override string Service => Services.Staffing;

    /// <inheritdoc />
    protected override async Task<KeptPolicy<ServiceLevel>> ReadAsync() => Of((await Client.GetServiceLevelAsync(new GetServiceLevelRequest { BrandId = Brand }, cancellationToken: Gone)).Version);

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<ServiceLevel>>> ReadAllAsync() => [.. (await Client.ListServiceLevelsAsync(new ListServiceLevelsRequest { BrandId = Brand }, cancellationToken: Gone)).Versions.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(ServiceLevel policy, int expected) =>
        (await Client.PutServiceLevelAsync(new PutServiceLevelRequest { BrandId = Brand, Level = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version.Version;

    /// <inheritdoc />
    protected override void Fill(ServiceLevel policy)
    {
        (_form, _mistakes, _preview) = (LevelForm.Of(policy), [], null);
        if (_asked == default) { _asked = TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Brands.ZoneOf(Brand)).DateTime; }
    }

    private static KeptPolicy<ServiceLevel> Of(ServiceLevelVersion version) => new(version.Version, version.Level, version.SetAt, version.SetBy);

    private void CopyMonday() => Array.Fill(_form.Days, _form.Days[0]);

    private ServiceLevel? Written()
    {
        var (level, wrong) = _form.Read(Brands.ZoneOf(Brand).Id);
        _mistakes = [.. wrong.Select(T.LevelWrong)];
        return wrong.Count == 0 ? level : null;
    }

    private void Ask() => _asking = Written() is not null;

    private async Task PutAsync()
    {
        _asking = false;
        if (Written() is not { } level) { return; }

        var failure = await SaveAsync(level);
        if (failure is { Problem.Code: "STF-030" } refused) { _mistakes = T.LevelMistakes(refused.Problem.Message); }
        else { Tell(failure); }
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private async Task PreviewAsync()
    {
        if (Written() is not { } level) { return; }

        var request = new PreviewDueRequest { Level = level, AskedAt = Timestamp.FromDateTimeOffset(Moments.FromLocal(_asked, Brands.ZoneOf(Brand))) };
        _previewFailure = await TryAsync(Services.Staffing, async () => _preview = await Client.PreviewDueAsync(request, cancellationToken: Gone));
        if (_previewFailure is { Problem.Code: "STF-030" } refused) { (_mistakes, _previewFailure, _preview) = (T.LevelMistakes(refused.Problem.Message), null, null); }
    }

    private Task ExportAsync() => Browser.DownloadAsync("service-levels.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, T.FirstResponseMinutes, T.NextResponseMinutes, T.ResolutionMinutes, T.DutyHours, T.HolidaysLabel],
        Versions.Select(row => (IReadOnlyList<object?>)
        [
            row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), row.Policy.FirstResponseMinutes, row.Policy.NextResponseMinutes, row.Policy.ResolutionMinutes, T.HoursWords(row.Policy.Hours), T.List(row.Policy.Hours.Holidays),
        ])));
}
