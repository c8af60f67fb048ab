using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Disputes;

/// <summary>A step of a complaint as it is taken: by the channel, by hand, or left out with a reason.</summary>
public sealed partial class StepForm
{
    private const string Send = "send";
    private const string ByHand = "by-hand";
    private const string Skip = "skip";
    private const string FirstResponse = "first-response";
    private const string PrivateCalming = "private-calming";
    private const string Ticket = "ticket";
    private const string StopSpread = "stop-spread";
    private const string NoSystem = "none";
    private const int MostShown = 20;
    private static readonly int[] MuteChoices = [1, 24, 72, 168];

    private readonly HashSet<string> _recall = [];
    private string[] _systems = [];
    private IReadOnlyList<Incident> _incidents = [];
    private TakeStepRequest? _last;
    private ComplianceNote? _note;
    private string _way = "";
    private string _text = "";
    private string _offered = "";
    private string _mention = "";
    private string _system = NoSystem;
    private string _reference = "";
    private string _incident = "";
    private int _mute;
    private bool _busy;
    private Failure? _failure;

    [Inject] private DisputeService.DisputeServiceClient Client { get; set; } = default!;

    [Inject] private IncidentService.IncidentServiceClient Incidents { get; set; } = default!;

    /// <summary>The complaint.</summary>
    [Parameter, EditorRequired] public Complaint Item { get; set; } = default!;

    /// <summary>The step that is to be taken.</summary>
    [Parameter, EditorRequired] public ComplaintStep Step { get; set; } = default!;

    /// <summary>What the member said.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<ComplaintMessage> Messages { get; set; } = [];

    /// <summary>It was taken; the complaint as it stands now.</summary>
    [Parameter, EditorRequired] public EventCallback<Complaint> OnTaken { get; set; }

    /// <summary>Whether something was written that closing would lose.</summary>
    public bool Unsaved => _text.Trim().Length > 0 && _text != _offered || _reference.Length > 0 || _recall.Count > 0;

    private bool Leads => Person?.Leads == true;

    /// <summary>What was sent and is not known yet can only be written down or left out.</summary>
    private string[] Ways => Step.Step == Ticket || Step.State == "sent" ? [ByHand, Skip] : [Send, ByHand, Skip];

    /// <summary>Whether the words go to the member.</summary>
    private bool IsSaid => _way == Send && Step.Step is (FirstResponse or PrivateCalming);

    private bool Ready => !_busy && (_way, Step.Step) switch
    {
        (Send, FirstResponse) => Written && _mention.Trim().Length > 0,
        (Send, StopSpread) => _recall.Count > 0 || _mute > 0 || _incident.Length > 0,
        (ByHand, Ticket) => _system == NoSystem ? Written : _reference.Trim().Length > 0,
        _ => Written,
    };

    private bool Written => _text.Trim().Length > 0;

    /// <summary>Takes the step as it is filled in, if enough of it is.</summary>
    public async Task GoAsync()
    {
        if (!Ready) { return; }

        _busy = true;
        await TakeAsync();
        _busy = false;
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        // A short id in place of a name that is not known is nobody's name in a group.
        _mention = Names.Member(Item.BrandId, Item.MemberId) is var name && name != BrandBook.ShortId(Item.MemberId) ? name : "";
        _incident = Item.IncidentId;
        Choose(Ways[0]);
        _failure = Step.Step switch
        {
            Ticket => await TryAsync(Services.Moderation, async () => _systems = [.. (await Client.GetDisputePolicyAsync(new GetDisputePolicyRequest { BrandId = Item.BrandId }, cancellationToken: Gone)).Policy.TicketSystems]),
            StopSpread => await TryAsync(Services.Moderation, async () => _incidents = (await Incidents.ListIncidentsAsync(new ListIncidentsRequest { BrandId = Item.BrandId, State = "open" }, cancellationToken: Gone)).Incidents),
            _ => null,
        };
        if (_systems.Length > 0) { _system = _systems[0]; }
    }

    // Words that are offered go when the way goes for which they are offered; what a person wrote stays.
    private void Choose(string way)
    {
        var untouched = _text == _offered;
        _way = way;
        _offered = way == Send ? Language.Texts.OfferedWords(Step.Step) : "";
        if (untouched) { _text = _offered; }
    }

    private void Toggle(string message)
    {
        if (!_recall.Remove(message)) { _recall.Add(message); }
    }

    private async Task TakeAsync()
    {
        var request = new TakeStepRequest { BrandId = Item.BrandId, ComplaintId = Item.ComplaintId, Step = Step.Step, Way = _way, Text = _text.Trim() };
        if (IsSaid && Step.Step == FirstResponse) { request.Mention = _mention.Trim(); }

        if (_way == ByHand && Step.Step == Ticket) { (request.TicketSystem, request.TicketReference) = (_system, _system == NoSystem ? "" : _reference.Trim()); }

        if (_way == Send && Step.Step == StopSpread)
        {
            request.Recall.AddRange(_recall.Order(StringComparer.Ordinal));
            (request.MuteHours, request.IncidentId) = (_mute, _incident);
        }

        // The same form keeps its id: after an outage trying again takes the step once.
        request.CommandId = _last?.CommandId ?? "";
        if (!request.Equals(_last)) { request.CommandId = Guid.CreateVersion7().ToString(); }

        _last = request;
        Complaint? taken = null;
        _failure = await TryAsync(Services.Moderation, async () => taken = (await Client.TakeStepAsync(request, cancellationToken: Gone)).Complaint);
        if (taken is not null) { await OnTaken.InvokeAsync(taken); }
        else if (_failure?.Problem.Code is "MOD-141" or "MOD-142" && _note is not null) { await _note.ShowAsync(); }
    }
}
