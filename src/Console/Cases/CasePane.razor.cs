using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>One case: what was said, what follows, and the decision. A case that this person has stays theirs as long as the pane is open.</summary>
public sealed partial class CasePane
{
    // The shortest claim that a policy can set is a minute.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    private string _decision = "";
    private string _note = "";
    private string _sanction = "";
    private bool _learn;
    private Failure? _failure;

    [Inject] private CaseService.CaseServiceClient Client { get; set; } = default!;

    [Inject] private ReviewService.ReviewServiceClient Review { get; set; } = default!;

    /// <summary>The case with its offences.</summary>
    [Parameter, EditorRequired] public GetCaseResponse File { get; set; } = default!;

    /// <summary>The case was claimed, given back or decided.</summary>
    [Parameter, EditorRequired] public EventCallback<Case> OnChanged { get; set; }

    /// <summary>The next one is wanted.</summary>
    [Parameter, EditorRequired] public EventCallback OnNext { get; set; }

    /// <summary>It was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <summary>All cases of a rule are wanted.</summary>
    [Parameter, EditorRequired] public EventCallback<string> OnRule { get; set; }

    private bool Leads => Person?.Leads == true;

    private bool IsHeld => File.Case.State == "open" && File.Case.ClaimedUntil?.ToDateTimeOffset() > Clock.GetUtcNow();

    private bool IsMine => IsHeld && File.Case.ClaimedBy == Person?.OperatorId;

    private bool MayDecide => Leads && (IsMine || !IsHeld);

    /// <summary>Asks whether this decision is meant.</summary>
    public void Ask(string decision)
    {
        if (File.Case.State != "open" || !MayDecide) { return; }

        _decision = decision;
        StateHasChanged();
    }

    /// <summary>Decides as was asked, if something was.</summary>
    public async Task DecideAsync()
    {
        if (_decision.Length == 0) { return; }

        var request = new DecideCaseRequest { BrandId = File.Case.BrandId, CaseId = File.Case.CaseId, Decision = _decision, Note = _note.Trim(), Sanction = _decision == "upheld" ? _sanction : "", Learn = _learn ? Language.Texts.LabelOfClass(File.Case.OffenceClass) : "" };
        _decision = "";
        await ChangeAsync(async () =>
        {
            var answer = await Client.DecideCaseAsync(request, cancellationToken: Gone);
            (File.Penalty, File.Proposal) = (answer.Penalty, null);
            return answer.Case;
        });
    }

    /// <summary>Gives the case back, if it is this person's and not decided.</summary>
    public async Task ReleaseAsync()
    {
        if (IsMine) { await ChangeAsync(async () => (await Review.ReleaseCaseAsync(new ReleaseCaseRequest { BrandId = File.Case.BrandId, CaseId = File.Case.CaseId }, cancellationToken: Gone)).Case); }
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Repeat(RenewEvery, () => IsMine ? ClaimAsync() : Task.CompletedTask);

    private Task ClaimAsync() => ChangeAsync(async () => (await Review.ClaimCaseAsync(new ClaimCaseRequest { BrandId = File.Case.BrandId, CaseId = File.Case.CaseId }, cancellationToken: Gone)).Case);

    private async Task CloseAsync()
    {
        await ReleaseAsync();
        await OnClose.InvokeAsync();
    }

    // What was refused has changed under this person's hands: it is shown as it is now.
    private async Task ChangeAsync(Func<Task<Case>> change)
    {
        _failure = await TryAsync(Services.Moderation, async () => File.Case = await change());
        if (_failure?.Problem.Code is "MOD-004" or "MOD-062")
        {
            await TryAsync(Services.Moderation, async () => File.Case = (await Client.GetCaseAsync(new GetCaseRequest { BrandId = File.Case.BrandId, CaseId = File.Case.CaseId }, cancellationToken: Gone)).Case);
        }

        await OnChanged.InvokeAsync(File.Case);
        StateHasChanged();
    }

    private async Task ExportOffencesAsync() => await Browser.DownloadAsync("offences.csv", CsvFile.Of(
        [T.SentAt, T.Brand, T.Group, T.Member, T.OffenceClass, T.Rule, T.WhatItSays, T.Text],
        File.Offences.Select(offence => (IReadOnlyList<object?>)
        [
            FullMoment(offence.SentAt, File.Case.BrandId), Brands.NameOf(File.Case.BrandId), Names.Group(File.Case.BrandId, offence.GroupId), Names.Member(File.Case.BrandId, File.Case.MemberId),
            T.Offence(File.Case.OffenceClass), offence.RuleId, T.RuleSays(offence.Rule, ""), offence.Text,
        ])));
}
