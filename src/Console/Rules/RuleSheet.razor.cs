using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>The form of one rule, made from its kind's settings; what the service finds wrong stands at the setting. Experts may write JSON instead.</summary>
public sealed partial class RuleSheet
{
    private RuleForm _form = default!;
    private IReadOnlyList<RuleMistake> _mistakes = [];
    private string _text = "";
    private bool _asJson;
    private bool _tooLong;
    private bool _touched;
    private bool _removing;
    private bool _busy;
    private Failure? _failure;
    private RuleVersion? _changed;
    private Func<Task> _again = () => Task.CompletedTask;

    /// <summary>What is filled in.</summary>
    [Parameter, EditorRequired] public RuleForm Form { get; set; } = default!;

    /// <summary>Whether the draft does not have it yet.</summary>
    [Parameter] public bool IsNew { get; set; }

    /// <summary>Whether this person may only look.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>Puts the rule into the draft.</summary>
    [Parameter, EditorRequired] public Func<JsonObject, Task<KeepOutcome>> Keep { get; set; } = default!;

    /// <summary>Takes the rule out of the draft.</summary>
    [Parameter, EditorRequired] public Func<Task<KeepOutcome>> OnRemove { get; set; } = default!;

    /// <summary>What a colleague wrote meanwhile is wanted instead.</summary>
    [Parameter] public EventCallback OnTakeTheirs { get; set; }

    /// <summary>The brand in whose zone moments are shown.</summary>
    [Parameter] public string Brand { get; set; } = "";

    /// <summary>The sheet is left.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override void OnInitialized() => _form = Form;

    private async Task KeepAsync()
    {
        (_failure, _mistakes) = (null, []);
        JsonObject? rule;
        if (_asJson && !_tooLong)
        {
            rule = RuleForm.Parse(_text);
            if (rule is null) { _mistakes = [new RuleMistake("", -1, "", 0, "is not JSON")]; }
        }
        else
        {
            (rule, _mistakes) = _form.Read();
        }

        if (rule is null || _mistakes.Count > 0) { return; }

        _again = KeepAsync;
        await ShowAsync(() => Keep(rule));
    }

    private Task TakeOutAsync()
    {
        _again = TakeOutAsync;
        return ShowAsync(OnRemove);
    }

    // Once: a second click while the first is under way would make a second draft.
    private async Task ShowAsync(Func<Task<KeepOutcome>> act)
    {
        _busy = true;
        var outcome = await act();
        (_failure, _mistakes, _changed, _busy, _removing) = (outcome.Failure, outcome.Mistakes, outcome.Changed, false, false);
    }

    private void ToJson()
    {
        if (_asJson) { return; }

        var (rule, mistakes) = _form.Read();
        _mistakes = mistakes;
        if (mistakes.Count > 0) { return; }

        _text = RuleDocumentDraft.Pretty(rule);
        _tooLong = _text.Length > RuleForm.MostInBox;
        if (_tooLong) { _text = _text[..RuleForm.MostInBox]; }

        _asJson = true;
    }

    private void ToForm()
    {
        if (!_asJson) { return; }

        if (!_tooLong)
        {
            if (RuleForm.Parse(_text) is not { } rule)
            {
                _mistakes = [new RuleMistake("", -1, "", 0, "is not JSON")];
                return;
            }

            _form = new RuleForm(rule, _form.Fields);
        }

        (_asJson, _mistakes) = (false, []);
    }

    private void TypeJson(ChangeEventArgs change) => (_text, _touched) = ((string?)change.Value ?? "", true);

    private void Type(string field, ChangeEventArgs change) => _form.Boxes[field] = (string?)change.Value ?? "";

    private static void Tick(HashSet<string> all, string name, ChangeEventArgs change)
    {
        if (change.Value is true) { all.Add(name); }
        else { all.Remove(name); }
    }

    // Of this rule and of a setting that the form shows; everything else stands above.
    private bool AtField(RuleMistake mistake) =>
        !_asJson && (mistake.At < 0 || mistake.List == _form.RuleId.Trim()) && (mistake.Field is "rule_id" or "offence_class" or "severity" || _form.Fields.Any(field => field.Name == mistake.Field));
}
