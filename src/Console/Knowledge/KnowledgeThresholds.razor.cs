using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Content.V1;

namespace Steward.Console.Knowledge;

/// <summary>When a brand's knowledge base answers, suggests or stays silent, in which tone, and what that would have meant for the questions of the last days.</summary>
public sealed partial class KnowledgeThresholds
{
    private static readonly string[] Fields = ["answer", "suggest", "margin"];
    private readonly Dictionary<string, string> _boxes = Fields.ToDictionary(name => name, _ => "");
    private IReadOnlyList<string> _wrong = [];
    private PreviewKnowledgeSettingsResponse? _preview;
    private string _opening = "";
    private string _closing = "";
    private bool _touched;

    [Inject] private KnowledgeSettingsService.KnowledgeSettingsServiceClient Client { get; set; } = default!;

    // As AnswerText says it.
    private string Spoken => string.Join('\n', new[] { (_opening.Trim().Length > 0 ? _opening.Trim() : T.VoiceBuiltIn).Replace("{question}", T.VoiceSampleQuestion, StringComparison.Ordinal), T.VoiceSampleAnswer, _closing.Trim() }.Where(line => line.Length > 0));

    /// <summary>It was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override string Service => Services.Content;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await PreviewAsync();
    }

    /// <inheritdoc />
    protected override async Task<KeptPolicy<KnowledgeSettings>> ReadAsync() => Of(await Client.GetKnowledgeSettingsAsync(new GetKnowledgeSettingsRequest { BrandId = Brand }, cancellationToken: Gone));

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<KnowledgeSettings>>> ReadAllAsync() =>
        [.. (await Client.ListKnowledgeSettingsAsync(new ListKnowledgeSettingsRequest { BrandId = Brand }, cancellationToken: Gone)).Versions.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(KnowledgeSettings policy, int expected) =>
        (await Client.PutKnowledgeSettingsAsync(new PutKnowledgeSettingsRequest { BrandId = Brand, Settings = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version;

    /// <inheritdoc />
    protected override void Fill(KnowledgeSettings policy)
    {
        foreach (var (name, number) in Fields.Zip([policy.AnswerFrom, policy.SuggestFrom, policy.Margin])) { _boxes[name] = number.ToString("0.####", CultureInfo.InvariantCulture); }

        (_opening, _closing, _wrong, _touched) = (policy.Opening, policy.Closing, [], false);
    }

    private static KeptPolicy<KnowledgeSettings> Of(GetKnowledgeSettingsResponse answer) => new(answer.Version, answer.Settings, answer.SetAt, answer.SetBy);

    /// <summary>What stands in the form; null: something in it is no number from 0 to 1.</summary>
    private KnowledgeSettings? Written()
    {
        var numbers = Fields.ToDictionary(name => name, name => double.TryParse(_boxes[name].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1 ? number : (double?)null);
        _wrong = [.. Fields.Where(name => numbers[name] is null)];
        return _wrong.Count > 0 ? null : new KnowledgeSettings { AnswerFrom = numbers["answer"]!.Value, SuggestFrom = numbers["suggest"]!.Value, Margin = numbers["margin"]!.Value, Opening = _opening.Trim(), Closing = _closing.Trim() };
    }

    private Task WriteAsync(string field, string text)
    {
        _boxes[field] = text;
        return PreviewAsync();
    }

    private async Task TakeAsync(KeptPolicy<KnowledgeSettings> row)
    {
        TakeIntoForm(row);
        await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        _preview = null;
        if (!Loaded || Written() is not { } settings) { return; }

        Tell(await TryAsync(Services.Content, async () => _preview = await Client.PreviewKnowledgeSettingsAsync(new PreviewKnowledgeSettingsRequest { BrandId = Brand, Settings = settings }, cancellationToken: Gone)));
    }

    private async Task PutAsync()
    {
        if (Written() is { } settings) { Tell(await SaveAsync(settings)); }
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("knowledge-settings.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, .. Fields.Select(T.KnowledgeThreshold), T.VoiceOpening, T.VoiceClosing],
        Versions.Select(row => (IReadOnlyList<object?>)[row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), row.Policy.AnswerFrom, row.Policy.SuggestFrom, row.Policy.Margin, row.Policy.Opening, row.Policy.Closing])));
}
