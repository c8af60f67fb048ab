using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Incidents;

/// <summary>One incident: how it spread, what people wrote and decided, and how it ended.</summary>
public sealed partial class IncidentPane
{
    private static readonly string[] Outcomes = ["refuted", "settled", "removed", "harmless"];

    private GetIncidentResponse? _file;
    private string _text = "";
    private string _outcome = Outcomes[0];
    private Failure? _failure;

    [Inject] private IncidentService.IncidentServiceClient Client { get; set; } = default!;

    /// <summary>The incident, as the list has it.</summary>
    [Parameter, EditorRequired] public Incident Item { get; set; } = default!;

    /// <summary>It is not as the list has it any more.</summary>
    [Parameter, EditorRequired] public EventCallback<Incident> OnChanged { get; set; }

    /// <summary>It was closed: the pane, not the incident.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    private bool Closing { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () => _file = await Client.GetIncidentAsync(new GetIncidentRequest { BrandId = Item.BrandId, IncidentId = Item.IncidentId }, cancellationToken: Gone));
        if (_file is not { } file) { return; }

        Item = file.Incident;
        await OnChanged.InvokeAsync(Item);
        // Names adorn; ids do when Members is down.
        await TryAsync(Services.Members, () => Names.LoadAsync(file.Groups.Select(one => (Item.BrandId, one.GroupId, "")).Concat(file.Cases.Select(one => (Item.BrandId, "", one.MemberId))), Gone));
    }

    private Task NoteAsync() => WriteAsync(async () => await Client.AddIncidentNoteAsync(new AddIncidentNoteRequest { BrandId = Item.BrandId, IncidentId = Item.IncidentId, Text = _text.Trim() }, cancellationToken: Gone));

    private Task CloseAsync() => WriteAsync(async () =>
        await Client.CloseIncidentAsync(new CloseIncidentRequest { BrandId = Item.BrandId, IncidentId = Item.IncidentId, Outcome = _outcome, Text = _text.Trim() }, cancellationToken: Gone));

    private async Task WriteAsync(Func<Task> write)
    {
        _failure = await TryAsync(Services.Moderation, write);
        if (_failure is not null) { return; }

        (_text, Closing) = ("", false);
        await LoadAsync();
    }

    private string TextOf(TimelineEntry entry) => entry.Kind switch
    {
        TimelineEntry.Told => T.MinuteLine(entry.Messages, entry.NewGroups),
        TimelineEntry.Decided => T.CaseState(entry.Text),
        _ => entry.Text,
    };

    private async Task ExportAsync()
    {
        if (_file is not { } file) { return; }

        await Browser.DownloadAsync("incident.csv", CsvFile.Of(
            [T.SentAt, T.EntryKind, T.Text, T.Messages, T.NewGroups, T.Reviewer],
            TimelineEntry.Of(file).Select(entry => (IReadOnlyList<object?>)[FullMoment(entry.At, Item.BrandId), T.IncidentEntry(entry.Kind), TextOf(entry), entry.Messages, entry.NewGroups, entry.By.Length > 0 ? People.NameOf(entry.By) : ""])));
    }
}
