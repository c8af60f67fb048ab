using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Steward.Console.Inbox;

/// <summary>One work item: the talk it comes from, and the answer.</summary>
public sealed partial class ItemPane
{
    private static readonly int[] SnoozeMinutes = [10, 30, 60, 180, 1440];
    private static readonly TimeSpan TalkEvery = TimeSpan.FromSeconds(5);

    private IReadOnlyList<ItemQuestion> _questions = [];
    private IReadOnlyList<TalkLine>? _talk;
    private Failure? _failure;
    private Failure? _loadFailure;
    private Failure? _talkFailure;
    private bool _busy;
    private bool _asking;
    private bool _handing;
    private bool _selling;
    private bool _reveal;
    private string _closing = "";
    private ComplianceNote? _note;
    private SuggestedAnswers? _suggested;
    private PhrasePick? _phrases;
    private bool _alike;
    private bool _attaching;

    [Inject] private WorkItemService.WorkItemServiceClient Items { get; set; } = default!;

    [Inject] private MessageService.MessageServiceClient Messages { get; set; } = default!;

    /// <summary>The item.</summary>
    [Parameter, EditorRequired] public WorkItem Item { get; set; } = default!;

    /// <summary>The answer so far.</summary>
    [Parameter, EditorRequired] public Draft Draft { get; set; } = default!;

    /// <summary>Whether the answer box gets the keyboard.</summary>
    [Parameter] public bool TakeFocus { get; set; }

    /// <summary>The item as a service answered it after an act.</summary>
    [Parameter] public EventCallback<WorkItem> OnChanged { get; set; }

    /// <summary>Back to the list.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>Whether the pane asks something, so that Escape is its own.</summary>
    public bool Asking => _asking || _handing || _selling || _alike;

    private bool Leads => Person?.Leads == true;

    private bool MayAct => Item.State == "open" || (Item.State == "claimed" && Item.OperatorId == Person?.OperatorId);

    /// <summary>Takes the item, or has it back from the member's turn.</summary>
    public Task ClaimAsync() => Item.State is not ("open" or "waiting") ? Task.CompletedTask : ActAsync(async () =>
        (await Items.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone)).Item);

    /// <summary>Asks to whom the item goes.</summary>
    public void HandOver()
    {
        if ((MayAct || Leads) && Item.State is "open" or "claimed") { _handing = true; }
    }

    /// <summary>Asks who sells to the member.</summary>
    public void HandToSales()
    {
        if ((MayAct || Leads) && Item.State is "open" or "claimed") { _selling = true; }
    }

    /// <summary>Sends the answer, taking the item first when nobody has it.</summary>
    public async Task SendAsync()
    {
        if (_busy || !MayAct || !Draft.Sendable) { return; }

        var text = Draft.Text.Trim();
        var (along, command) = (Draft.Attachments, Draft.CommandFor(text, Draft.Attachments));
        await ActAsync(async () =>
        {
            if (Item.State == "open") { await Items.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone); }

            var request = new AnswerWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Text = text, Attachments = { along }, CommandId = command.ToString(), LetGo = { _note?.LetGo ?? [] }, Lesson = LessonOf(text), AwaitReply = Draft.AwaitReply };
            return (await Items.AnswerWorkItemAsync(request, cancellationToken: Gone)).Item;
        });
        if (_failure is not null && _note is not null) { await _note.ShowAsync(); }

        // Only an unknown outcome keeps its command id: trying again must not answer twice.
        if (_failure is null or { Problem.Kind: not ProblemKind.Unavailable }) { Draft.Settle(); }
    }

    /// <summary>Puts a suggested answer into the box.</summary>
    /// <param name="number">Which, from 0 on.</param>
    public void InsertSuggestion(int number) => _suggested?.Insert(number);

    /// <summary>Moves in the open list of canned phrases, or takes one from it.</summary>
    public void PickPhrase(string key) => _phrases?.Press(key);

    /// <summary>Reads the item and the talk anew. Why an act did not work stays to be read.</summary>
    public async Task RefreshAsync()
    {
        _loadFailure = await TryAsync(Services.Staffing, LoadItemAsync);
        await LoadTalkAsync();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _reveal = true;
        await RefreshAsync();
        Repeat(TalkEvery, LoadTalkAsync);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_reveal && _talk is not null)
        {
            _reveal = false;
            await Browser.RevealAsync(".talk .asked");
            if (TakeFocus) { await Browser.FocusAsync(".answer-box"); }
        }
    }

    /// <summary>Says what the item is about.</summary>
    public Task MarkAsync(string kind) => Item.State == "resolved" || Item.Kind == kind ? Task.CompletedTask : ActAsync(async () =>
        (await Items.MarkWorkItemAsync(new MarkWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Kind = kind }, cancellationToken: Gone)).Item);

    private AnswerLesson? LessonOf(string text) => Draft.Learn ? _suggested?.LessonOf(text) : null;

    private async Task AnsweredAlikeAsync()
    {
        _alike = false;
        await RefreshAsync();
    }

    private Task ReloadAsync()
    {
        _failure = null;
        return RefreshAsync();
    }

    private async Task LoadItemAsync()
    {
        var answer = await Items.GetWorkItemAsync(new GetWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone);
        _questions = [.. answer.Questions];
        await OnChanged.InvokeAsync(answer.Item);
    }

    private async Task LoadTalkAsync()
    {
        _talkFailure = await TryAsync(Services.Channels, async () =>
        {
            var lastAsked = _questions.Count > 0 ? _questions.MaxBy(question => question.AskedAt)!.AskedAt : Item.OpenedAt;
            var before = Messages.ListMessagesAsync(new ListMessagesRequest { BrandId = Item.BrandId, GroupId = Item.GroupId, Before = lastAsked, Limit = Talk.Before }, cancellationToken: Gone).ResponseAsync;
            var lately = Messages.ListMessagesAsync(new ListMessagesRequest { BrandId = Item.BrandId, GroupId = Item.GroupId, Limit = Talk.Lately }, cancellationToken: Gone).ResponseAsync;
            await Task.WhenAll(before, lately);
            _talk = Talk.Of((await before).Messages, (await lately).Messages, _questions);
        });
        StateHasChanged();
    }

    private async Task MovedAsync()
    {
        _handing = false;
        await RefreshAsync();
    }

    private async Task SoldAsync()
    {
        _selling = false;
        await RefreshAsync();
    }

    private async Task SnoozeAsync(ChangeEventArgs change)
    {
        if (!int.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) { return; }

        var until = Timestamp.FromDateTimeOffset(Clock.GetUtcNow().AddMinutes(minutes));
        await ActAsync(async () => (await Items.SnoozeWorkItemAsync(new SnoozeWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Until = until }, cancellationToken: Gone)).Item);
    }

    private Task ReleaseAsync() => ActAsync(async () =>
        (await Items.ReleaseWorkItemAsync(new ReleaseWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone)).Item);

    private Task ReopenAsync() => ActAsync(async () =>
        (await Items.ReopenWorkItemAsync(new ReopenWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone)).Item);

    private async Task ResolveAsync()
    {
        await ActAsync(async () =>
            (await Items.ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Note = _closing.Trim() }, cancellationToken: Gone)).Item);
        _asking = false;
    }

    private async Task ActAsync(Func<Task<WorkItem>> act)
    {
        if (_busy) { return; }

        _busy = true;
        try
        {
            var failure = await TryAsync(Services.Staffing, async () => await OnChanged.InvokeAsync(await act()));
            // Somebody was faster: show what is true now, and still say why it did not work.
            if (failure is { Problem.Kind: ProblemKind.Conflict or ProblemKind.NotFound }) { await TryAsync(Services.Staffing, LoadItemAsync); }

            _failure = failure;
        }
        finally
        {
            _busy = false;
        }

        StateHasChanged();
    }
}
