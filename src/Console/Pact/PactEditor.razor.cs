using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Pact;

/// <summary>What holds, and the draft of what comes after it: written, checked by the gate while it is written, and published with the number of groups that get it.</summary>
public sealed partial class PactEditor
{
    private GetPactResponse? _found;
    private Contracts.Moderation.V1.Pact? _form;
    private string _text = "";
    private string _reminder = "";
    private string _note = "";
    private bool _remind = true;
    private int? _reach;
    private bool _discarding;
    private bool _busy;
    private string _said = "";
    private Failure? _failure;
    private Failure? _saveFailure;

    [Inject] private PactService.PactServiceClient Client { get; set; } = default!;

    /// <summary>Whose pact.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>A group's own; empty: the whole brand's.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>There is another version, or another draft.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>The whole brand's is wanted instead.</summary>
    [Parameter] public EventCallback OnWhole { get; set; }

    private bool Leads => Person?.Leads == true;

    private bool Written => _text.Trim().Length > 0 && _reminder.Trim().Length > 0;

    private string Shown => Group.Length > 0 ? Names.Group(Brand, Group) : T.Group;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            _found = await Client.GetPactAsync(new GetPactRequest { BrandId = Brand, GroupId = Group }, cancellationToken: Gone);
            Fill(_found.Draft);
        });
        if (Group.Length > 0) { await TryAsync(Services.Members, () => Names.LoadAsync([(Brand, Group, "")], Gone)); }
    }

    private void Fill(Contracts.Moderation.V1.Pact? draft)
    {
        (_form, _reach, _discarding) = (draft, null, false);
        if (draft is not null) { (_text, _reminder, _note, _remind) = (draft.Text, draft.Reminder, draft.Note, draft.Remind); }
    }

    // The next version begins with what holds, the first with the template.
    private void Begin()
    {
        var from = (_found!.InForce ?? _found.Template).Clone();
        (from.Revision, from.Note) = (0, "");
        Fill(from);
    }

    private async Task<bool> SaveAsync()
    {
        _said = "";
        await RunningAsync(async () =>
        {
            var request = new SavePactDraftRequest { BrandId = Brand, GroupId = Group, Revision = _form!.Revision, Text = _text, Reminder = _reminder, Remind = _remind, Note = _note.Trim() };
            Fill((await Client.SavePactDraftAsync(request, cancellationToken: Gone)).Draft);
            _said = T.PactSaved;
        });
        if (_saveFailure is null) { await OnChanged.InvokeAsync(); }

        return _saveFailure is null;
    }

    // What is published is what is kept: the words on the screen are kept first.
    private async Task AskAsync()
    {
        if (!await SaveAsync()) { return; }

        _said = "";
        await RunningAsync(async () => _reach = (await Client.PreviewPactAsync(new PreviewPactRequest { BrandId = Brand, GroupId = Group }, cancellationToken: Gone)).Groups);
    }

    private async Task PublishAsync()
    {
        await RunningAsync(async () =>
        {
            using var call = Client.PublishPact(new PublishPactRequest { BrandId = Brand, Version = _form!.Version, Revision = _form.Revision }, deadline: Clock.GetUtcNow().Add(StreamedCall.Longest).UtcDateTime, cancellationToken: Gone);
            await foreach (var news in call.ResponseStream.ReadAllAsync(Gone))
            {
                _said = T.PactProgress(news.Done, news.Groups);
                StateHasChanged();
            }
        });
        if (_saveFailure is null) { await LoadAsync(); }

        _reach = null;
        await OnChanged.InvokeAsync();
    }

    private async Task DiscardAsync()
    {
        await RunningAsync(async () => await Client.DiscardPactDraftAsync(new DiscardPactDraftRequest { BrandId = Brand, Version = _form!.Version }, cancellationToken: Gone));
        if (_saveFailure is not null) { return; }

        _said = "";
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }

    private async Task RunningAsync(Func<Task> call)
    {
        _busy = true;
        _saveFailure = await TryAsync(Services.Moderation, call);
        _busy = false;
    }
}
