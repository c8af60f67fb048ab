using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;

namespace Steward.Console.Inbox;

/// <summary>One work item: the talk it comes from, and the answer.</summary>
public sealed partial class ItemPane
{
    private static readonly TimeSpan TalkEvery = TimeSpan.FromSeconds(5);

    private IReadOnlyList<ItemQuestion> _questions = [];
    private IReadOnlyList<TalkLine>? _talk;
    private Failure? _failure;
    private Failure? _talkFailure;
    private bool _busy;
    private bool _asking;
    private bool _reveal;
    private string _note = "";

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
    public bool Asking => _asking;

    private bool Leads => Person?.Leads == true;

    private bool MayAct => Item.State == "open" || (Item.State == "claimed" && Item.OperatorId == Person?.OperatorId);

    /// <summary>Takes the item.</summary>
    public Task ClaimAsync() => Item.State != "open" ? Task.CompletedTask : ActAsync(async () =>
        (await Items.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone)).Item);

    /// <summary>Sends the answer, taking the item first when nobody has it.</summary>
    public async Task SendAsync()
    {
        if (_busy || !MayAct || !Draft.Sendable) { return; }

        var text = Draft.Text.Trim();
        var command = Draft.CommandFor(text);
        await ActAsync(async () =>
        {
            if (Item.State == "open") { await Items.ClaimWorkItemAsync(new ClaimWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone); }

            var request = new AnswerWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Text = text, CommandId = command.ToString() };
            return (await Items.AnswerWorkItemAsync(request, cancellationToken: Gone)).Item;
        });
        // Only an unknown outcome keeps its command id: trying again must not answer twice.
        if (_failure is null or { Problem.Kind: not ProblemKind.Unavailable }) { Draft.Settle(); }
    }

    /// <summary>Puts the suggested answer into the box.</summary>
    public void InsertSuggestion()
    {
        if (Item.SuggestedAnswer.Length == 0 || !MayAct) { return; }

        Draft.Text = Draft.Text.Length == 0 || Draft.Text == Item.SuggestedAnswer ? Item.SuggestedAnswer : $"{Draft.Text.TrimEnd()}\n{Item.SuggestedAnswer}";
        _ = Browser.FocusAsync(".answer-box");
        StateHasChanged();
    }

    /// <summary>Reads the item and the talk anew.</summary>
    public async Task RefreshAsync()
    {
        _failure = await TryAsync(Services.Staffing, LoadItemAsync);
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

    private Task ReleaseAsync() => ActAsync(async () =>
        (await Items.ReleaseWorkItemAsync(new ReleaseWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId }, cancellationToken: Gone)).Item);

    private async Task ResolveAsync()
    {
        await ActAsync(async () =>
            (await Items.ResolveWorkItemAsync(new ResolveWorkItemRequest { BrandId = Item.BrandId, WorkItemId = Item.WorkItemId, Note = _note.Trim() }, cancellationToken: Gone)).Item);
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
