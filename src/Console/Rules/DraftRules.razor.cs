using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Console.Rules;

/// <summary>A draft of one level's rules beside what is in force: every change goes into it at once, and the service says at once what is wrong with it.</summary>
public sealed partial class DraftRules
{
    private const int MostVersions = 100;
    private readonly SortedDictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private IReadOnlyList<RuleVersion> _drafts = [];
    private IReadOnlyList<ExplainedRule> _inherited = [];
    private IReadOnlyList<RuleDifference> _rows = [];
    private RuleDocumentDraft _draft = RuleDocumentDraft.Empty;
    private JsonNode? _before;
    private int _turn;
    private int _version;
    private int _inForce;
    private Google.Protobuf.WellKnownTypes.Timestamp? _readAt;
    private (string FormerId, RuleForm Form)? _editing;
    private string? _overriding;
    private string _notHere = "";
    private string _said = "";
    private bool _onlyDifferent;
    private bool _json;
    private bool _asking;
    private bool _loaded;
    private Failure? _failure;
    private Failure? _moveFailure;

    [Inject] private RuleService.RuleServiceClient Client { get; set; } = default!;

    /// <summary>Whose rules.</summary>
    [Parameter, EditorRequired] public RuleScope Scope { get; set; } = default!;

    /// <summary>The brand by which inherited rules are read.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Whether this person may only look.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>The draft; 0: the newest.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>Another draft is chosen.</summary>
    [Parameter] public EventCallback<int> VersionChanged { get; set; }

    /// <summary>The rule to open at once; empty: none.</summary>
    [Parameter] public string Rule { get; set; } = "";

    /// <summary>Another rule is open, or none.</summary>
    [Parameter] public EventCallback<string> RuleChanged { get; set; }

    /// <summary>The draft is in force.</summary>
    [Parameter] public EventCallback OnPublished { get; set; }

    private IReadOnlyList<RuleDifference> Different => [.. _rows.Where(row => row.Mark != "same")];

    private IReadOnlyList<RuleDifference> Shown => _onlyDifferent ? Different : _rows;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (Rule.Length > 0 && _failure is null) { Open(Rule); }
    }

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        var versions = (await Client.ListVersionsAsync(new ListVersionsRequest { Scope = Scope, PageSize = MostVersions }, cancellationToken: Gone)).Versions;
        foreach (var kind in (await Client.ListRuleKindsAsync(new ListRuleKindsRequest(), cancellationToken: Gone)).Kinds) { _kinds[kind.Kind] = kind.Schema; }

        _drafts = [.. versions.Where(version => version.State == "draft")];
        _version = _drafts.FirstOrDefault(draft => draft.Version == Version)?.Version ?? (_drafts.Count > 0 ? _drafts[0].Version : 0);
        if (!Scope.Agency)
        {
            // What levels above this one wrote; groups without a pack have everything but packs.
            var all = (await Client.ExplainRulesAsync(new ExplainRulesRequest { BrandId = Brand }, cancellationToken: Gone)).Rules;
            _inherited = [.. all.Where(rule => rule.Level == "agency" || Scope.PackId.Length > 0)];
        }

        var (inForce, published) = await ReadAsync(0);
        var (draft, written) = _version > 0 ? await ReadAsync(_version) : (inForce, published);
        (_inForce, _draft, _readAt) = (published.Version, draft, written.CreatedAt);
        _rows = RuleDifference.Between(inForce, _draft);
        _loaded = true;
    });

    /// <summary>One version's document; of version 0 what is in force, which may be nothing.</summary>
    private async Task<(RuleDocumentDraft Document, RuleVersion Version)> ReadAsync(int version)
    {
        try
        {
            var answer = await Client.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = version }, cancellationToken: Gone);
            return (RuleDocumentDraft.Of(answer.Document), answer.Version);
        }
        catch (RpcException exception) when (version == 0 && exception.StatusCode == StatusCode.NotFound)
        {
            // Nothing was published at this level yet.
            return (RuleDocumentDraft.Empty, new RuleVersion());
        }
    }

    /// <summary>Changes the draft as it is now, not as it was when the page read it: two leads at once lose nothing, and who changes what a colleague has just changed is told. The part is what is changed, of a draft; null: nothing that was there before.</summary>
    private async Task<KeepOutcome> ChangeAsync(Action<RuleDocumentDraft> change, Func<RuleDocumentDraft, JsonNode?>? part, string said)
    {
        IReadOnlyList<RuleMistake> mistakes = [];
        RuleVersion? changed = null;
        var failure = await TryAsync(Services.Moderation, async () =>
        {
            var (document, read) = await ReadAsync(_version);
            if (part?.Invoke(document) is var now && part is not null && !JsonNode.DeepEquals(now, _before))
            {
                (changed, _before) = (read, now?.DeepClone());
                return;
            }

            change(document);
            try
            {
                var request = new SaveDraftRequest { Scope = Scope, Version = _version, Document = document.ToJson(), BasedOn = _inForce, Reason = _drafts.FirstOrDefault(draft => draft.Version == _version)?.Reason ?? "", ReadAt = _version > 0 ? read.CreatedAt : null };
                _version = (await Client.SaveDraftAsync(request, cancellationToken: Gone)).Version.Version;
            }
            catch (RpcException exception) when (RuleErrors.Of(exception.ToProblem()) is { Count: > 0 } found)
            {
                // An index says nothing to people; the rule's name does.
                mistakes = [.. found.Select(one => one with { Message = one.Message, List = one.List.Length == 0 ? "" : document.IdAt(one.List, one.At) })];
            }
        });

        // Written by somebody between the reading and the writing: what it is now is looked at once more.
        if (failure is { Problem.Code: "MOD-180" }) { return await ChangeAsync(change, part, said); }

        if (failure is not null || mistakes.Count > 0 || changed is not null) { return new KeepOutcome(failure, mistakes) { Changed = changed }; }

        Version = _version;
        await LoadAsync();
        // Before the sheet goes: closing it is what shows this part anew.
        _said = said;
        await CloseAsync();
        return new KeepOutcome(null, []);
    }

    /// <summary>What a colleague wrote takes the place of what was being written here.</summary>
    private async Task TakeTheirsAsync(string id)
    {
        await LoadAsync();
        _turn++;
        if (id.Length > 0 && _failure is null) { Open(id); }
    }

    private Task<KeepOutcome> KeepRuleAsync(string formerId, JsonObject rule) =>
        ChangeAsync(document => document.PutRule(formerId, rule), formerId.Length > 0 ? document => document.Rule(formerId) : null, T.RuleKept(RuleDocumentDraft.IdOf(rule)));

    private Task<KeepOutcome> KeepOverrideAsync(string id, JsonObject? change) => ChangeAsync(document => document.PutOverride(id, change), document => document.Override(id), T.RuleKept(id));

    private Task<KeepOutcome> KeepDocumentAsync(JsonObject document) => ChangeAsync(draft => draft.Replace(document), draft => JsonNode.Parse(draft.ToJson()), T.DocumentKept);

    private Task<KeepOutcome> RemoveRuleAsync(string id) => ChangeAsync(document => document.RemoveRule(id), document => document.Rule(id), T.RuleTakenOut(id));

    private async Task PublishAsync(string reason)
    {
        _moveFailure = await TryAsync(Services.Moderation, async () => await Client.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = _version, Move = "publish", Reason = reason, ReadAt = _readAt }, cancellationToken: Gone));
        if (_moveFailure is null) { await OnPublished.InvokeAsync(); }
        // Written by a colleague meanwhile: what would be published now is shown before it can be.
        else if (_moveFailure.Problem.Code == "MOD-180") { await LoadAsync(); }
    }

    private Task ChooseAsync(ChangeEventArgs change) => VersionChanged.InvokeAsync(int.Parse((string)change.Value!, CultureInfo.InvariantCulture));

    private void AddAsync(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } kind) { _editing = ("", new RuleForm(RuleForm.New(kind), RuleField.Of(_kinds[kind]))); }
    }

    private Task InheritAsync(ChangeEventArgs change)
    {
        if (change.Value is not string { Length: > 0 } id) { return Task.CompletedTask; }

        (_overriding, _before) = (id, _draft.Override(id)?.DeepClone());
        return RuleChanged.InvokeAsync(id);
    }

    private Task OpenAsync(RuleDifference row)
    {
        Open(row.Id);
        return RuleChanged.InvokeAsync(row.Id);
    }

    private void Open(string id)
    {
        (_editing, _overriding, _notHere, _said) = (null, null, "", "");
        _before = ((JsonNode?)_draft.Rule(id) ?? _draft.Override(id))?.DeepClone();
        if (_draft.Rule(id) is { } rule) { _editing = (id, new RuleForm(rule, RuleField.Of(_kinds.GetValueOrDefault(RuleDocumentDraft.TextOf(rule, "kind"), "{}")))); }
        else if (_draft.Override(id) is not null || _inherited.Any(inherited => inherited.RuleId == id)) { _overriding = id; }
        else { _notHere = id; }
    }

    private Task CloseAsync()
    {
        (_editing, _overriding, _json) = (null, null, false);
        return RuleChanged.InvokeAsync("");
    }

    private async Task TakeDocumentAsync()
    {
        await TakeTheirsAsync("");
        ShowDocument();
    }

    private void ShowDocument() => (_json, _before) = (true, JsonNode.Parse(_draft.ToJson()));

    private int Count(string mark) => _rows.Count(row => row.Mark == mark);

    private static string SeverityOf(RuleDifference row) => RuleDocumentDraft.TextOf(row.Rule, "severity") is { Length: > 0 } severity ? severity : row.Inherited ? "" : "act";

    private string Summary(RuleDifference row) => row.Inherited
        ? row.Rule["disabled"]?.GetValue<bool>() == true ? T.DisabledHere : T.OverrideSays
        : T.RuleContent(row.Rule);

    private Task ExportAsync() => Browser.DownloadAsync("draft.csv", CsvFile.Of(
        [T.Rule, T.AgainstInForce, T.RuleKindLabel, T.OffenceClass, T.SeverityLabel, T.WhatItSays],
        Shown.Select(row => (IReadOnlyList<object?>)
        [
            row.Id, T.DifferenceMark(row.Mark), row.Inherited ? T.InheritedChange : T.RuleKindName(RuleDocumentDraft.TextOf(row.Rule, "kind")), T.Offence(RuleDocumentDraft.TextOf(row.Rule, "offence_class")),
            T.Severity(SeverityOf(row)), row.Fields.Count == 0 ? Summary(row) : T.List(row.Fields.Select(field => T.RuleFieldName(field.Field) + " " + T.FieldChange(field))),
        ])));
}
