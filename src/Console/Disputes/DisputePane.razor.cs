using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Disputes;

/// <summary>One complaint: the next step to take, what was done, and how it ended.</summary>
public sealed partial class DisputePane
{
    private const string Open = "open";
    private const string Critical = "critical";
    private const string Resolution = "resolution";

    private GetComplaintResponse? _file;
    private StepForm? _form;
    private ResolveForm? _end;
    private string _step = "";
    private string _kind = "";
    private string _severity = "";
    private string _note = "";
    private Failure? _failure;

    [Inject] private DisputeService.DisputeServiceClient Client { get; set; } = default!;

    /// <summary>The complaint, as the list has it.</summary>
    [Parameter, EditorRequired] public Complaint Item { get; set; } = default!;

    /// <summary>It is not as the list has it any more.</summary>
    [Parameter, EditorRequired] public EventCallback<Complaint> OnChanged { get; set; }

    /// <summary>The pane was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    private bool IsMine => Item.Holder.Length > 0 && Item.Holder == Person?.OperatorId;

    // A form that is no longer shown still stands in its field.
    private bool Unsaved => _note.Trim().Length > 0 || (Item.State == Open && (_step == Resolution ? _end?.Unsaved : _form?.Unsaved) == true);

    /// <summary>Takes the step that is shown, as its button does.</summary>
    public Task GoAsync() => Item.State != Open ? Task.CompletedTask : _step == Resolution ? _end?.GoAsync() ?? Task.CompletedTask : _form?.GoAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private static bool Waits(ComplaintStep step) => step.State is Open or "sent";

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () => _file = await Client.GetComplaintAsync(new GetComplaintRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId }, cancellationToken: Gone));
        if (_file is not { } file) { return; }

        Item = file.Complaint;
        (_step, _kind, _severity) = (Item.NextStep, Item.Kind, Item.Severity);
        await OnChanged.InvokeAsync(Item);
        // Names adorn; ids do when Members is down.
        await TryAsync(Services.Members, () => Names.LoadAsync(file.Messages.Select(one => (Item.BrandId, one.GroupId, "")).Append((Item.BrandId, Item.GroupId, Item.MemberId)), Gone));
        StateHasChanged();
    }

    // The button that was pressed is gone: without this the keyboard would be nowhere.
    private async Task ShowAsync(Complaint changed)
    {
        Item = changed;
        await LoadAsync();
        await Browser.FocusAsync(Item.State == Open ? ".modal .step-form textarea" : ".modal");
    }

    private Task AssignAsync(string holder) => WriteAsync(async id =>
        await Client.AssignComplaintAsync(new AssignComplaintRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId, CommandId = id, Holder = holder }, cancellationToken: Gone));

    private Task ClassifyAsync() => WriteAsync(async id => await Client.ClassifyComplaintAsync(
        new ClassifyComplaintRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId, CommandId = id, Kind = _kind, Severity = _severity, IncidentId = Item.IncidentId }, cancellationToken: Gone));

    private Task RateAsync(ChangeEventArgs change) => int.TryParse((string?)change.Value, CultureInfo.InvariantCulture, out var score)
        ? WriteAsync(async id => await Client.AddComplaintNoteAsync(new AddComplaintNoteRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId, CommandId = id, Satisfaction = score }, cancellationToken: Gone))
        : Task.CompletedTask;

    private async Task NoteAsync()
    {
        await WriteAsync(async id => await Client.AddComplaintNoteAsync(new AddComplaintNoteRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId, CommandId = id, Text = _note.Trim() }, cancellationToken: Gone));
        if (_failure is null) { _note = ""; }
    }

    // What was refused may have changed under this person's hands: it is shown as it is now.
    private async Task WriteAsync(Func<string, Task> write)
    {
        var failure = await TryAsync(Services.Moderation, () => write(Guid.CreateVersion7().ToString()));
        await LoadAsync();
        _failure ??= failure;
    }

    private string WordsOf(ComplaintEntry entry) => entry.Kind switch
    {
        "assigned" => entry.Text.Length > 0 ? People.NameOf(entry.Text) : T.Nobody,
        "classified" => string.Join(' ', entry.Text.Split(' ').Select((word, i) => i == 0 ? T.ComplaintKind(word) : T.ComplaintSeverity(word))),
        _ => entry.Text,
    };

    private async Task ExportAsync()
    {
        if (_file is not { } file) { return; }

        await Browser.DownloadAsync("complaint.csv", CsvFile.Of(
            [T.SentAt, T.EntryKind, T.NextStepLabel, T.Text, T.Reviewer],
            file.Entries.Select(entry => (IReadOnlyList<object?>)
                [FullMoment(entry.At, Item.BrandId), T.ComplaintEntry(entry.Kind), entry.Step.Length > 0 ? T.DisputeStep(entry.Step) : "", WordsOf(entry), entry.By.Length > 0 ? People.NameOf(entry.By) : ""])));
    }
}
