using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Groups;

/// <summary>The chat groups, how lively they are, and who looks after them.</summary>
public sealed partial class GroupsPage
{
    private readonly Dictionary<string, Group> _marked = [];
    private Dictionary<string, string> _operatorOf = [];
    private IReadOnlyList<Operator> _operators = [];
    private Pages<Group> _pages = default!;
    private Group? _open;
    private IReadOnlyList<Message>? _messages;
    private string _assignTo = "";
    private bool _assigning;
    private Failure? _failure;
    private Failure? _staffFailure;
    private Failure? _talkFailure;

    [Inject] private GroupService.GroupServiceClient Client { get; set; } = default!;

    [Inject] private MessageService.MessageServiceClient Messages { get; set; } = default!;

    [Inject] private OperatorService.OperatorServiceClient Operators { get; set; } = default!;

    [Inject] private AssignmentService.AssignmentServiceClient Assignments { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Group>(async (token, size, ct) =>
        {
            var answer = await Client.ListGroupsAsync(new ListGroupsRequest { BrandId = Brand, Search = Search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Group>(answer.Groups, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        await LoadStaffAsync();
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Members, () => _pages.RestartAsync(Gone));
        StateHasChanged();
    }

    private async Task MoreAsync() => _failure = await TryAsync(Services.Members, () => _pages.MoreAsync(Gone));

    private async Task LoadStaffAsync()
    {
        if (!Leads) { return; }

        _staffFailure = await TryAsync(Services.Staffing, async () =>
        {
            _operators = (await Operators.ListOperatorsAsync(new ListOperatorsRequest(), cancellationToken: Gone)).Operators;
            var all = new Dictionary<string, string>();
            foreach (var brand in Brands.All)
            {
                var answer = await Assignments.ListAssignmentsAsync(new ListAssignmentsRequest { BrandId = brand.BrandId }, cancellationToken: Gone);
                foreach (var assignment in answer.Assignments) { all[assignment.GroupId] = assignment.OperatorId; }
            }

            _operatorOf = all;
        });
        StateHasChanged();
    }

    private async Task OpenAsync(Group group)
    {
        (_open, _messages) = (group, null);
        _talkFailure = await TryAsync(Services.Channels, async () =>
            _messages = (await Messages.ListMessagesAsync(new ListMessagesRequest { BrandId = group.BrandId, GroupId = group.GroupId, Limit = 50 }, cancellationToken: Gone)).Messages);
    }

    private void Mark(Group group)
    {
        if (!_marked.Remove(group.GroupId)) { _marked[group.GroupId] = group; }
    }

    private string OperatorOf(Group group) =>
        _operatorOf.TryGetValue(group.GroupId, out var id) ? _operators.FirstOrDefault(person => person.OperatorId == id)?.Name ?? BrandBook.ShortId(id) : "–";

    private IEnumerable<Operator> OperatorsFor(string brandId) => _operators.Where(person => person.BrandIds.Contains(brandId));

    private async Task AssignMarkedAsync()
    {
        await AssignAsync(_assignTo, [.. _marked.Values]);
        if (_staffFailure is not null) { return; }

        _marked.Clear();
        (_assigning, _assignTo) = (false, "");
    }

    private async Task AssignAsync(string? operatorId, Group[] groups)
    {
        if (operatorId is not { Length: > 0 } || groups.Length == 0) { return; }

        _staffFailure = await TryAsync(Services.Staffing, async () =>
        {
            var request = new AssignGroupsRequest { BrandId = groups[0].BrandId, OperatorId = operatorId, GroupIds = { groups.Select(group => group.GroupId) } };
            await Assignments.AssignGroupsAsync(request, cancellationToken: Gone);
            foreach (var group in groups) { _operatorOf[group.GroupId] = operatorId; }
        });
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Group> rows = [];
        _failure = await TryAsync(Services.Members, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("groups.csv", CsvFile.Of(
            [T.Brand, T.Group, T.MembersCount, T.Staff, T.MessagesToday, T.SpeakersToday, T.LastMessage, T.Operator, T.ChannelId],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                Brands.NameOf(row.BrandId), row.Name, row.Members, row.Staff, row.MessagesToday, row.SpeakersToday, FullMoment(row.LastMessageAt, row.BrandId), Leads ? OperatorOf(row) : "", row.ExternalId,
            ])));
    }
}
