using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;

namespace Steward.Console.Members;

/// <summary>The people in the groups, their memberships and tags.</summary>
public sealed partial class MembersPage
{
    private Pages<Member> _pages = default!;
    private IReadOnlyList<Tag> _tags = [];
    private GetMemberResponse? _open;
    private (string? Brand, string? Group, string? Member)? _from;
    private string _brand = "";
    private string _group = "";
    private string _tag = "";
    private string _search = "";
    private string _newTag = "";
    private Failure? _failure;
    private Failure? _tagFailure;

    [Inject] private MemberService.MemberServiceClient Client { get; set; } = default!;

    [Inject] private TagService.TagServiceClient Tags { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Brand to begin with.</summary>
    [SupplyParameterFromQuery(Name = "brand")] private string? FromBrand { get; set; }

    /// <summary>Group to begin with: its roster.</summary>
    [SupplyParameterFromQuery(Name = "group")] private string? FromGroup { get; set; }

    /// <summary>Member to open.</summary>
    [SupplyParameterFromQuery(Name = "member")] private string? FromMember { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Member>(async (token, size, ct) =>
        {
            var request = new ListMembersRequest { BrandId = _brand, GroupId = _group, Tag = _tag, Search = _search.Trim(), PageSize = size, PageToken = token };
            var answer = await Client.ListMembersAsync(request, cancellationToken: ct);
            return new Page<Member>(answer.Members, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        // Also called when only the frame around the page changed: what the user chose since stays.
        if (_from == (FromBrand, FromGroup, FromMember)) { return; }

        _from = (FromBrand, FromGroup, FromMember);
        (_brand, _group) = (FromBrand ?? "", FromGroup ?? "");
        await ReloadAsync();
        await LoadTagsAsync();
        if (FromMember is { Length: > 0 } member && _brand.Length > 0) { await OpenAsync(_brand, member); }
    }

    private async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Members, async () =>
        {
            if (_group.Length > 0 && _brand.Length > 0) { await Names.LoadAsync([(_brand, _group, "")], Gone); }

            await _pages.RestartAsync(Gone);
        });
        StateHasChanged();
    }

    private async Task MoreAsync() => _failure = await TryAsync(Services.Members, () => _pages.MoreAsync(Gone));

    // Tags belong to a brand: with all brands shown they are those of all.
    private async Task LoadTagsAsync()
    {
        _failure ??= await TryAsync(Services.Members, async () =>
        {
            var brands = _brand.Length > 0 ? [_brand] : Brands.All.Select(brand => brand.BrandId).ToArray();
            var lists = await Task.WhenAll(brands.Select(brand => Tags.ListTagsAsync(new ListTagsRequest { BrandId = brand }, cancellationToken: Gone).ResponseAsync));
            _tags = [.. lists.SelectMany(list => list.Tags).GroupBy(tag => tag.Name).Select(same => new Tag { Name = same.Key, Members = same.Sum(tag => tag.Members) }).OrderBy(tag => tag.Name, StringComparer.Ordinal)];
        });
        StateHasChanged();
    }

    private async Task OpenAsync(string brand, string member)
    {
        _tagFailure = null;
        _failure = await TryAsync(Services.Members, async () => _open = await Client.GetMemberAsync(new GetMemberRequest { BrandId = brand, MemberId = member }, cancellationToken: Gone));
        StateHasChanged();
    }

    private Task TagAsync()
    {
        var tag = _newTag.Trim();
        if (tag.Length == 0 || _open is not { } open) { return Task.CompletedTask; }

        return ChangeTagsAsync(async () =>
        {
            await Tags.TagMembersAsync(new TagMembersRequest { BrandId = open.Member.BrandId, Tag = tag, MemberIds = { open.Member.MemberId } }, cancellationToken: Gone);
            _newTag = "";
        });
    }

    private Task UntagAsync(string tag) => ChangeTagsAsync(async () =>
        await Tags.UntagMembersAsync(new UntagMembersRequest { BrandId = _open!.Member.BrandId, Tag = tag, MemberIds = { _open.Member.MemberId } }, cancellationToken: Gone));

    private async Task ChangeTagsAsync(Func<Task> change)
    {
        _tagFailure = await TryAsync(Services.Members, async () =>
        {
            await change();
            _open = await Client.GetMemberAsync(new GetMemberRequest { BrandId = _open!.Member.BrandId, MemberId = _open.Member.MemberId }, cancellationToken: Gone);
            _pages.Replace(row => row.MemberId == _open.Member.MemberId && row.BrandId == _open.Member.BrandId, _open.Member);
        });
        await LoadTagsAsync();
    }

    private async Task SetBrandAsync(string brand)
    {
        // A group and a tag are of the brand that was chosen before.
        (_brand, _group, _tag) = (brand, "", "");
        await ReloadAsync();
        await LoadTagsAsync();
    }

    private Task SetTagAsync(ChangeEventArgs change)
    {
        _tag = (string?)change.Value ?? "";
        return ReloadAsync();
    }

    private Task SetSearchAsync(string search)
    {
        _search = search;
        return ReloadAsync();
    }

    private Task ClearGroupAsync()
    {
        Navigation.NavigateTo("/members");
        return Task.CompletedTask;
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Member> rows = [];
        _failure = await TryAsync(Services.Members, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("members.csv", CsvFile.Of(
            [T.Brand, T.Name, T.Staff, T.GroupsCount, T.MessagesCount, T.FirstJoined, T.LastSpoke, T.Tags, T.ChannelId],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                Brands.NameOf(row.BrandId), row.Name, row.Staff ? T.Yes : T.No, row.Groups, row.Messages, FullMoment(row.FirstJoinedAt, row.BrandId), FullMoment(row.LastSpokeAt, row.BrandId), string.Join("; ", row.Tags),
                row.ExternalId,
            ])));
    }
}
