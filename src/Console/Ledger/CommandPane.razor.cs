using Microsoft.AspNetCore.Components;
using Steward.Console.Confirmations;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Ledger;

/// <summary>One command with all that is known of it, and what can still be done about it.</summary>
public sealed partial class CommandPane
{
    private const int MostGroups = 200;
    private const int MostConfirmations = 500;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private GetCommandResponse? _explained;
    private Hold? _hold;
    private Reminding? _reminding;
    private bool _stopping;
    private bool _busy;
    private string _reason = "";
    private string _said = "";
    private IReadOnlyList<NotReminded> _refused = [];
    private Dictionary<string, string> _senders = [];
    private Failure? _failure;
    private Failure? _actFailure;

    [Inject] private CommandService.CommandServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    /// <summary>Whose command it is.</summary>
    [Parameter, EditorRequired] public string BrandId { get; set; } = "";

    /// <summary>Which command.</summary>
    [Parameter, EditorRequired] public string CommandId { get; set; } = "";

    /// <summary>It was read anew or changed.</summary>
    [Parameter] public EventCallback<Command> OnChanged { get; set; }

    /// <summary>The person is done with it.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private string Title => _explained is { } explained ? T.CommandKind(explained.Command.Kind) : T.NavLedger;

    /// <summary>The ledger's own words for the block that holds now.</summary>
    private string? WhyHeld => _explained?.History.LastOrDefault(change => change.State == "blocked") is { } block ? Why(block.Why, block.Reason, BrandId) : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        Repeat(RefreshEvery, () => _busy || _explained?.Command.SettledAt is not null ? Task.CompletedTask : ReadAsync());
    }

    // What went wrong first, then what is open: nobody opens a command for its successes.
    private static IEnumerable<LedgerGroup> Outcomes(GetCommandResponse explained) => explained.Groups.OrderBy(group => group.State switch { "failed" => 0, "waiting" => 1, _ => 2 });

    private async Task ReadAsync()
    {
        _failure = await TryAsync(Services.Channels, async () =>
        {
            var explained = await Client.GetCommandAsync(new GetCommandRequest { BrandId = BrandId, CommandId = CommandId }, cancellationToken: Gone);
            Reminding? reminding = null;
            if (explained.Calls.Any(call => call.State == "dispatched" && call.Sender.Length > 0))
            {
                var waiting = await Client.ListMyConfirmationsAsync(new ListMyConfirmationsRequest { BrandId = BrandId, PageSize = MostConfirmations }, cancellationToken: Gone);
                foreach (var task in waiting.Confirmations.Where(task => task.SenderName.Length > 0)) { _senders[task.Sender] = task.SenderName; }

                reminding = Reminding.Of([.. waiting.Confirmations.Where(task => task.CommandId == CommandId)], Clock.GetUtcNow());
            }

            (_explained, _reminding, _hold) = (explained, reminding, Hold.Of(explained.Command, Clock.GetUtcNow()));
            await OnChanged.InvokeAsync(explained.Command);
        });
        StateHasChanged();
    }

    private string Note(Stopping stopping) => _said.Length > 0 ? _said : stopping == Stopping.Unknown ? T.CancelNotNow : Person?.Leads != true ? T.LeadsCancel : "";

    private Task RemindAsync() => ActAsync(async () =>
    {
        var answer = await Client.RemindCommandAsync(new RemindCommandRequest { BrandId = BrandId, CommandId = CommandId }, cancellationToken: Gone);
        _refused = answer.NotReminded;
        _said = T.Reminded(answer.Reminded, answer.RemindersLeft, Moment(answer.NextAt, BrandId));
    });

    private Task StopAsync() => ActAsync(async () =>
    {
        await Client.CancelCommandAsync(new CancelCommandRequest { BrandId = BrandId, CommandId = CommandId, Reason = _reason.Trim() }, cancellationToken: Gone);
        (_said, _refused) = ("", []);
    });

    private string NameOfSender(string sender) => _senders.GetValueOrDefault(sender, sender);

    private async Task ActAsync(Func<Task> act)
    {
        _busy = true;
        _actFailure = await TryAsync(Services.Channels, act);
        (_busy, _stopping) = (false, false);
        await ReadAsync();
    }

    private async Task ExportGroupsAsync()
    {
        if (_explained is not { } explained) { return; }

        await Browser.DownloadAsync("command-groups.csv", CsvFile.Of(
            [T.Group, T.StateLabel, T.CallNo, T.Reason],
            Outcomes(explained).Select(group => (IReadOnlyList<object?>)[group.Name, T.CommandState(group.State), group.CallNo, Why(group.Why, group.Reason, BrandId)])));
    }

    private async Task ExportCallsAsync()
    {
        if (_explained is not { } explained) { return; }

        await Browser.DownloadAsync("command-calls.csv", CsvFile.Of(
            [T.CallNo, T.Sender, T.Name, T.StateLabel, T.GroupsCount, T.Attempts, T.AttemptedAt, T.NotBefore, T.ChannelId],
            explained.Calls.Select(call => (IReadOnlyList<object?>)
            [
                call.CallNo, call.Sender, NameOfSender(call.Sender), T.CommandState(call.State), call.Groups, call.Attempts, FullMoment(call.AttemptedAt, BrandId), FullMoment(call.DueAt, BrandId), call.ExternalId,
            ])));
    }

    private async Task ExportHistoryAsync()
    {
        if (_explained is not { } explained) { return; }

        await Browser.DownloadAsync("command-history.csv", CsvFile.Of(
            [T.HappenedAt, T.StateLabel, T.CallNo, T.Reason],
            explained.History.Select(change => (IReadOnlyList<object?>)[FullMoment(change.At, BrandId), T.CommandState(change.State), change.HasCallNo ? change.CallNo : null, Why(change.Why, change.Reason, BrandId)])));
    }
}
