using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Compliance;

/// <summary>A text as the gate sees it, while it is written.</summary>
public sealed partial class TryText
{
    private const string Pass = "pass";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private ITimer? _timer;
    private TextVerdict? _checked;
    private string _of = "";
    private Failure? _failure;

    [Inject] private ComplianceService.ComplianceServiceClient Client { get; set; } = default!;

    /// <summary>The brand that is going to say it.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>What is being written.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>It was changed.</summary>
    [Parameter] public EventCallback<string> TextChanged { get; set; }

    /// <summary>Approval is wanted for the text as it was checked.</summary>
    [Parameter] public EventCallback<string> OnAsk { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => CheckAsync();

    /// <inheritdoc />
    protected override void OnGone() => _timer?.Dispose();

    private Task Typed(ChangeEventArgs change)
    {
        _timer ??= Clock.CreateTimer(_ => _ = RunAsync(CheckAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        return WriteAsync((string?)change.Value ?? "");
    }

    private Task WriteAsync(string text)
    {
        Text = text;
        return TextChanged.InvokeAsync(text);
    }

    private async Task RewordAsync(ComplianceFinding finding)
    {
        await WriteAsync(string.Concat(_of.AsSpan(0, finding.Start), finding.Rewording, _of.AsSpan(finding.Start + finding.Length)));
        await CheckAsync();
    }

    private async Task CheckAsync()
    {
        var text = Text;
        if (Brand.Length == 0 || text.Trim().Length == 0) { return; }

        _failure = await TryAsync(Services.Moderation, async () =>
        {
            var answer = (await Client.CheckTextsAsync(new CheckTextsRequest { BrandId = Brand, Texts = { text }, Language = T.Spoken.Tag }, cancellationToken: Gone)).Verdicts[0];
            // Typing may have gone on meanwhile.
            if (text == Text) { (_checked, _of) = (answer, text); }
        });
        StateHasChanged();
    }
}
