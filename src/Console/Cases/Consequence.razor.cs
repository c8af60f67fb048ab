using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>What follows from a case: what the ladder says while it is open, what was decided and done when it is upheld, and an appeal against that.</summary>
public sealed partial class Consequence
{
    private bool _writing;
    private string _text = "";
    private Appeal? _appeal;
    private Failure? _failure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    /// <summary>The case.</summary>
    [Parameter, EditorRequired] public GetCaseResponse File { get; set; } = default!;

    private async Task AppealAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () =>
            _appeal = (await Client.FileAppealAsync(new FileAppealRequest { BrandId = File.Case.BrandId, CaseId = File.Case.CaseId, OnBehalf = "member", Text = _text.Trim() }, cancellationToken: Gone)).Appeal);
    }
}
