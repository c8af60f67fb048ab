using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Confirmations;

/// <summary>What waits for whose tap in WeCom, the person's own or everybody's, and one click to remind them.</summary>
public sealed partial class ConfirmationsPage
{
    /// <summary>Most tasks of a brand that are shown; the oldest are the ones that matter.</summary>
    private const int MostTasks = 500;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _reminding = [];
    private IReadOnlyList<WaitingTask> _tasks = [];
    private WaitingTask? _open;
    private WaitingTask? _reminded;
    private IReadOnlyList<NotReminded> _refused = [];
    private string _said = "";
    private int _total;
    private int _reads;
    private bool _loaded;
    private bool _linking;
    private Failure? _failure;
    private Failure? _accountsFailure;
    private Failure? _remindFailure;

    [Inject] private CommandService.CommandServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    [Inject] private MyEmployees MyEmployees { get; set; } = default!;

    // Who leads looks after others; who does not, after their own.
    private string FirstWhose => Person?.Leads == true ? "all" : "mine";

    private string Whose
    {
        get => Kept("whose", ["mine", "all"], FirstWhose);
        set
        {
            Keep("whose", value, FirstWhose);
            (_tasks, _loaded, _said, _refused) = ([], false, "", []);
        }
    }

    private bool Mine => Whose == "mine";

    /// <summary>The brands in which it is not known who the person is.</summary>
    private string Unlinked => T.List(BrandsOf(Brand).Where(brand => MyEmployees.Of(brand).Count == 0).Select(Brands.NameOf));

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await Brands.LoadAsync();
        await LoadAccountsAsync();
        await ReloadAsync();
        Repeat(RefreshEvery, ReloadAsync);
    }

    private async Task LoadAccountsAsync() => _accountsFailure = await TryAsync(Services.Channels, () => Accounts.LoadAsync(BrandsOf(""), Gone));

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        var mine = ++_reads;
        await Brands.LoadAsync();
        var missing = BrandsMissing(Brand) ?? (Mine ? await TryAsync(Services.Staffing, () => MyEmployees.LoadAsync(Gone)) : null);
        _failure = missing ?? await TryAsync(Services.Channels, async () =>
        {
            var page = await BrandPages.ReadAsync(BrandsOf(Brand), "", ReadAsync, Gone);
            if (mine == _reads) { (_tasks, _total, _loaded) = (page.Rows, page.Total, true); }
        });
        StateHasChanged();
    }

    private async Task<Page<WaitingTask>> ReadAsync(string brand, string token, CancellationToken ct)
    {
        var request = new ListMyConfirmationsRequest { BrandId = brand, PageSize = MostTasks };
        if (Mine)
        {
            // No filter at all would mean everybody's.
            if (MyEmployees.Of(brand) is not { Count: > 0 } employees) { return new Page<WaitingTask>([], "", 0); }

            request.Senders.AddRange(employees);
        }

        var answer = await Client.ListMyConfirmationsAsync(request, cancellationToken: ct);
        return new Page<WaitingTask>([.. answer.Confirmations.Select(task => new WaitingTask(brand, task))], "", answer.Total);
    }

    private bool BeforeToday(WaitingTask task)
    {
        var zone = Brands.ZoneOf(task.BrandId);
        return TimeZoneInfo.ConvertTime(task.Task.Since.ToDateTimeOffset(), zone).Date < TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), zone).Date;
    }

    private async Task RemindAsync(WaitingTask task)
    {
        if (!_reminding.Add(task.Task.CommandId)) { return; }

        (_said, _refused, _reminded) = ("", [], task);
        _remindFailure = await TryAsync(Services.Channels, async () =>
        {
            var answer = await Client.RemindCommandAsync(new RemindCommandRequest { BrandId = task.BrandId, CommandId = task.Task.CommandId }, cancellationToken: Gone);
            _refused = answer.NotReminded;
            _said = T.Reminded(answer.Reminded, answer.RemindersLeft, Moment(answer.NextAt, task.BrandId));
        });
        _reminding.Remove(task.Task.CommandId);
        await ReloadAsync();
    }

    private string ReceiverOf(WaitingTask task) => task.Task.MemberName.Length > 0 ? task.Task.MemberName : Names.Member(task.BrandId, task.Task.MemberId);

    private string NameOfSender(string sender) => _tasks.FirstOrDefault(task => task.Task.Sender == sender && task.Task.SenderName.Length > 0)?.Task.SenderName ?? sender;

    private Task ShowEverybodysAsync()
    {
        Whose = "all";
        return ReloadAsync();
    }

    private Task CloseLinksAsync()
    {
        _linking = false;
        return ReloadAsync();
    }

    private Task CloseAsync()
    {
        _open = null;
        return ReloadAsync();
    }

    private async Task ExportAsync() => await Browser.DownloadAsync("confirmations.csv", CsvFile.Of(
        [T.WaitingSince, T.Brand, T.Sender, T.Name, T.Account, T.OriginLabel, T.KindLabel, T.Member, T.Text, T.WaitingGroups, T.GroupsCount, T.Reminders, T.CommandId],
        WaitingEmployees.Of(_tasks, Search.Trim()).SelectMany(employee => employee.Tasks, (employee, task) => (IReadOnlyList<object?>)
        [
            FullMoment(task.Task.Since, task.BrandId), Brands.NameOf(task.BrandId), employee.Sender, employee.Name, Accounts.NameOf(employee.AccountId), T.OriginName(task.Task.Origin), T.CommandKind(task.Task.Kind), task.Task.MemberId.Length > 0 ? ReceiverOf(task) : "", task.Task.Text,
            task.Task.WaitingGroups, task.Task.Groups, task.Task.Reminders, task.Task.CommandId,
        ])));
}
