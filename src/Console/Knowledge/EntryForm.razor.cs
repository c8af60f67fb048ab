using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Knowledge;

/// <summary>An entry of the knowledge base: written, put to review, approved, retired, with its versions.</summary>
public sealed partial class EntryForm
{
    private const string Draft = "draft";
    private const string InReview = "in_review";
    private const string Approved = "approved";
    private const string Retired = "retired";
    private const string ChangedSince = "CNT-027";

    private ComplianceNote? _note;
    private KnowledgeEntry _opened = new();
    private bool _isNew;
    private string _question = "";
    private string _paraphrases = "";
    private string _answer = "";
    private IReadOnlyList<Attachment> _attachments = [];
    private string _owner = "";
    private string _source = "";
    private DateTime? _from;
    private DateTime? _until;
    private int _expected;
    private bool _busy;
    private bool _retiring;
    private string _wanted = Draft;
    private KnowledgeEntry? _theirs;
    private Failure? _failure;

    [Inject] private KnowledgeEntryService.KnowledgeEntryServiceClient Client { get; set; } = default!;

    /// <summary>Whose; empty: the agency's.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>As it stands; version 0: a new one, with what is proposed for it.</summary>
    [Parameter, EditorRequired] public KnowledgeEntry Entry { get; set; } = default!;

    /// <summary>Whether it is made from what people were asked.</summary>
    [Parameter] public bool FromGap { get; set; }

    /// <summary>It was saved, or what a colleague saved is taken: as it stands now.</summary>
    [Parameter, EditorRequired] public EventCallback<KnowledgeEntry> OnSaved { get; set; }

    /// <summary>It was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    private bool ReadOnly => Brand.Length == 0 ? Person?.Caller.MayChangeForAll != true : !(Person?.Role >= Role.Trainer);

    private bool Changed => !ReadOnly && !Written(_opened.State).Equals(_opened);

    // The service decides; here it is only said which button makes sense.
    private bool MayApprove => Person?.Leads == true || (!_isNew && !Entry.Inherited && Entry.Owner == Person?.OperatorId && Entry.ChangedBy != Person?.OperatorId && !Changed);

    private IEnumerable<(string Id, string Name)> Owners
    {
        get
        {
            var ids = (Brand.Length == 0 ? People.Colleagues : People.ColleaguesOf(Brand)).Select(one => one.OperatorId).ToList();
            if (Person is { } me) { ids.Insert(0, me.OperatorId); }

            if (_owner.Length > 0 && !ids.Contains(_owner)) { ids.Add(_owner); }

            return ids.Select(id => (id, People.NameOf(id)));
        }
    }

    /// <summary>Does what the strongest button does.</summary>
    public Task SaveAsync() => ReadOnly || _busy || _theirs is not null ? Task.CompletedTask : PutAsync(MayApprove ? Approved : InReview);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // What is inherited becomes an entry of the brand's own.
        (_isNew, _expected) = (Entry.Version == 0, Entry.Inherited ? 0 : Entry.Version);
        (_question, _paraphrases, _answer, _owner, _source) = (Entry.Question, string.Join('\n', Entry.Paraphrases), Entry.Answer, Entry.Owner, Entry.Source);
        _attachments = [.. Entry.Attachments];
        (_from, _until) = (Local(Entry.ValidFrom), Local(Entry.ValidUntil));
        // As the form would give it back unchanged: what it has no box for is no change.
        _opened = Written(Entry.State);
    }

    private KnowledgeEntry Written(string state) => new()
    {
        EntryId = Entry.EntryId, Question = _question.Trim(), Answer = _answer.Trim(), State = state, Owner = _owner, Source = _source.Trim(), ValidFrom = AtOf(_from, Entry.ValidFrom), ValidUntil = AtOf(_until, Entry.ValidUntil),
        Paraphrases = { _paraphrases.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        Attachments = { _attachments },
    };

    private DateTime? Local(Timestamp? at) => at is null ? null : TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Brands.ZoneOf(Brand)).DateTime;

    // A box knows minutes: what nobody changed stays to the second.
    private Timestamp? AtOf(DateTime? local, Timestamp? opened) => local == Local(opened) ? opened
        : local is { Year: > 1 and < 9999 } at ? Timestamp.FromDateTimeOffset(Moments.FromLocal(at, Brands.ZoneOf(Brand))) : null;

    private Task KeepMineAsync()
    {
        (_expected, _theirs) = (_theirs!.Version, null);
        return PutAsync(_wanted);
    }

    private async Task PutAsync(string state)
    {
        (_busy, _wanted, _failure) = (true, state, null);
        KnowledgeEntry? saved = null;
        var failure = await TryAsync(Services.Content, async () => saved = (await Client.PutEntryAsync(
            new PutEntryRequest { BrandId = Brand, Agency = Brand.Length == 0, Entry = Written(state), ExpectedVersion = _expected, LetGo = { _note?.LetGo ?? [] }, FromGap = FromGap }, cancellationToken: Gone)).Entry);
        if (failure?.Problem.Code == ChangedSince)
        {
            failure = await TryAsync(Services.Content, async () =>
                _theirs = (await Client.ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = Brand, Agency = Brand.Length == 0, EntryId = Entry.EntryId, PageSize = 1 }, cancellationToken: Gone)).Versions[0].Entry);
        }

        (_busy, _retiring, _failure) = (false, false, failure);
        if (saved is not null) { await OnSaved.InvokeAsync(saved); }
        else if (failure is not null && _note is not null) { await _note.ShowAsync(); }
    }
}
