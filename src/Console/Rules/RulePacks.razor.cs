using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>Packs of a brand, and giving them to groups. A group has at most one, so giving it another takes the former away.</summary>
public sealed partial class RulePacks
{
    private const int MostGroups = 500;
    private readonly HashSet<string> _ticked = [];
    private IReadOnlyList<RulePack> _packs = [];
    private IReadOnlyList<Group> _groups = [];
    private RulePack? _pack;
    private int _found;
    private string _name = "";
    private string _search = "";
    private string _said = "";
    private bool _assigning;
    private bool _loaded;
    private Failure? _failure;
    private Failure? _assignFailure;

    [Inject] private RulePackService.RulePackServiceClient Client { get; set; } = default!;

    [Inject] private GroupService.GroupServiceClient GroupClient { get; set; } = default!;

    /// <summary>Whose packs.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>There is another pack.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>The rules of a pack are to be edited.</summary>
    [Parameter] public EventCallback<string> OnEdit { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
        (_packs, _loaded) = ([.. (await Client.ListPacksAsync(new ListPacksRequest { BrandId = Brand }, cancellationToken: Gone)).Packs], true));

    private async Task AddAsync()
    {
        _failure = await TryAsync(Services.Moderation, async () => await Client.PutPackAsync(new PutPackRequest { BrandId = Brand, Name = _name.Trim() }, cancellationToken: Gone));
        if (_failure is null) { await OnChanged.InvokeAsync(); }
    }

    private async Task OpenAsync(RulePack? pack)
    {
        (_pack, _assigning, _assignFailure, _search) = (pack, true, null, "");
        _ticked.Clear();
        await FindAsync();
    }

    private async Task FindAsync() => _assignFailure = await TryAsync(Services.Members, async () =>
    {
        var answer = await GroupClient.ListGroupsAsync(new ListGroupsRequest { BrandId = Brand, Search = _search.Trim(), PageSize = MostGroups }, cancellationToken: Gone);
        (_groups, _found) = ([.. answer.Groups], answer.Total);
    });

    private void Tick(string group, bool on)
    {
        if (on) { _ticked.Add(group); }
        else { _ticked.Remove(group); }
    }

    private void TickAll() => _ticked.UnionWith(_groups.Select(group => group.GroupId));

    private async Task AssignAsync()
    {
        _assignFailure = await TryAsync(Services.Moderation, async () =>
            _said = T.GroupsAssigned((await Client.AssignPackAsync(new AssignPackRequest { BrandId = Brand, PackId = _pack?.PackId ?? "", GroupIds = { _ticked } }, cancellationToken: Gone)).Changed));
        if (_assignFailure is not null) { return; }

        _assigning = false;
        await LoadAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("rule-packs.csv", CsvFile.Of([T.PackName, T.NavGroups], _packs.Select(pack => (IReadOnlyList<object?>)[pack.Name, pack.Groups])));
}
