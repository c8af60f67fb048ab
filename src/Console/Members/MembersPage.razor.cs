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
    private string _newTag = "";
    private Failure? _failure;
    private Failure? _tagFailure;

    [Inject] private MemberService.MemberServiceClient Client { get; set; } = default!;

    [Inject] private TagService.TagServiceClient Tags { get; set; } = default!;

    private string GroupId { get => Brand.Length > 0 ? Kept("group") : ""; set => Keep("group", value); }

    private string TagName { get => Kept("tag"); set => Keep("tag", value); }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Member>(async (token, size, ct) =>
        {
            var request = new ListMembersRequest { BrandId = Brand, GroupId = GroupId, Tag = TagName, Search = Search.Trim(), PageSize = size, PageToken = token };
            var answer = await Client.ListMembersAsync(request, cancellationToken: ct);
            return new Page<Member>(answer.Members, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
    }

    /// <inheritdoc />
    protected override void OnBrandChanged()
    {
        // A group and a tag are of the brand that was chosen before.
        GroupId = "";
        TagName = "";
        Keep("member", "");
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Members, async () =>
        {
            if (GroupId.Length > 0) { await Names.LoadAsync([(Brand, GroupId, "")], Gone); }

            await _pages.RestartAsync(Gone);
        });
        StateHasChanged();
        await LoadTagsAsync();

        // An address that names a member opens it; closing it takes the name away.
        if (Kept("member") is { Length: > 0 } member && Brand.Length > 0 && _open?.Member.MemberId != member) { await OpenAsync(Brand, member); }
    }

    private async Task MoreAsync() => _failure = await TryAsync(Services.Members, () => _pages.MoreAsync(Gone));

    // Tags belong to a brand: with all brands shown they are those of all.
    private async Task LoadTagsAsync()
    {
        _failure ??= await TryAsync(Services.Members, async () =>
        {
            var brands = Brand.Length > 0 ? [Brand] : Brands.All.Select(brand => brand.BrandId).ToArray();
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

    private Task ClearGroupAsync()
    {
        GroupId = "";
        return ReloadAsync();
    }

    private void Close()
    {
        _open = null;
        Keep("member", "");
    }

    private async Task ExportMembershipsAsync()
    {
        if (_open is not { } open) { return; }

        await Browser.DownloadAsync("memberships.csv", CsvFile.Of(
            [T.Name, T.Group, T.Joined, T.Left, T.Removed, T.Source, T.MessagesCount],
            open.Memberships.Select(one => (IReadOnlyList<object?>)
            [
                open.Member.Name, one.GroupName, FullMoment(one.JoinedAt, open.Member.BrandId), FullMoment(one.LeftAt, open.Member.BrandId), one.Removed ? T.Yes : T.No, $"{T.JoinScene(one.JoinScene)} {one.JoinState}".Trim(), one.Messages,
            ])));
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
