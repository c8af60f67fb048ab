using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Content.V1;

namespace Steward.Console.Knowledge;

/// <summary>What people had to answer because the knowledge base could not, those alike together; and what became of the entries that were made from it.</summary>
public sealed partial class KnowledgeGaps
{
    private ListGapsResponse? _report;
    private Failure? _failure;

    /// <summary>How many days can be looked at; the first is usual.</summary>
    public static IReadOnlyList<int> Choices { get; } = [7, 14, 30];

    [Inject] private KnowledgeGapService.KnowledgeGapServiceClient Client { get; set; } = default!;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Of how many days.</summary>
    [Parameter, EditorRequired] public int Days { get; set; }

    /// <summary>Other days were chosen.</summary>
    [Parameter, EditorRequired] public EventCallback<int> DaysChanged { get; set; }

    /// <summary>Whether this person may write entries.</summary>
    [Parameter] public bool MayWrite { get; set; }

    /// <summary>An entry is to be made from a gap.</summary>
    [Parameter, EditorRequired] public EventCallback<KnowledgeGap> OnDraft { get; set; }

    /// <summary>An entry that was made from one is to be opened.</summary>
    [Parameter, EditorRequired] public EventCallback<KnowledgeEntry> OnOpen { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        await DaysChanged.InvokeAsync(int.Parse((string)change.Value!, CultureInfo.InvariantCulture));
        await LoadAsync();
    }

    private async Task LoadAsync() => _failure = await TryAsync(Services.Content, async () => _report = await Client.ListGapsAsync(new ListGapsRequest { BrandId = Brand, Days = Days }, cancellationToken: Gone));

    private Task ExportAsync() => Browser.DownloadAsync("knowledge-gaps.csv", CsvFile.Of(
        [T.Question, T.Paraphrases, T.TimesAsked, T.InGroups, T.FirstAsked, T.LastAsked, T.AnswerOfPeople],
        (_report?.Gaps ?? []).Select(gap => (IReadOnlyList<object?>)[gap.Question, string.Join('\n', gap.Paraphrases), gap.Questions, gap.Groups, FullMoment(gap.FirstAt, Brand), FullMoment(gap.LastAt, Brand), gap.Answer])));
}
