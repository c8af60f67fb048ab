using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Members.V1;
using Steward.Members.Groups;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Groups;

[Collection(MembersCollection.Name)]
public sealed class ListGroupsTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    [Fact]
    public async Task Pages_over_all_brands_in_scope_hold_every_group_once_in_the_order_of_names()
    {
        string[] names = ["甲", "乙", "same", "same", "same", "丙", "a_b", "A%"];
        var groups = new List<Guid>();
        foreach (var (name, at) in names.Select((each, index) => (each, index))) { groups.Add(await AddAsync(at % 2 == 0 ? _brand : _other, name)); }

        var client = bench.Groups(_brand, _other);
        var seen = new List<Group>();
        var token = string.Empty;
        do
        {
            var page = await client.ListGroupsAsync(new ListGroupsRequest { PageSize = 3, PageToken = token });
            Assert.Equal(names.Length, page.Total);
            Assert.InRange(page.Groups.Count, 1, 3);
            seen.AddRange(page.Groups);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(groups.Select(group => group.ToString()).Order(), seen.Select(group => group.GroupId).Order());
        var whole = await client.ListGroupsAsync(new ListGroupsRequest());
        Assert.Equal(whole.Groups.Select(group => group.GroupId), seen.Select(group => group.GroupId));
        Assert.Equal(3, seen.Select(group => group.Name).ToList().LastIndexOf("same") - seen.Select(group => group.Name).ToList().IndexOf("same") + 1);
    }

    [Theory]
    [InlineData("a_b", 1)]
    [InlineData("_", 1)]
    [InlineData("%", 1)]
    [InlineData(@"\", 1)]
    [InlineData("A", 3)]
    [InlineData("奶茶", 1)]
    [InlineData("nothing like this", 0)]
    public async Task Search_takes_its_text_literally_whatever_the_case(string search, int found)
    {
        foreach (var name in (string[])["a_b", "aXb", "100%", @"a\", "奶茶福利群"]) { await AddAsync(_brand, name); }

        var page = await bench.Groups(_brand).ListGroupsAsync(new ListGroupsRequest { BrandId = _brand.ToString(), Search = search });

        // External ids are hexadecimal, so the letter a may be found in them too.
        Assert.Equal(search == "A" ? page.Groups.Count : found, page.Total);
        Assert.Equal(page.Total, page.Groups.Count);
        Assert.True(page.Total >= found);
    }

    [Fact]
    public async Task Given_ids_limit_the_list_and_those_of_other_brands_are_not_in_it()
    {
        var (mine, another, foreign) = (await AddAsync(_brand, "一"), await AddAsync(_brand, "二"), await AddAsync(_other, "三"));

        var page = await bench.Groups(_brand).ListGroupsAsync(new ListGroupsRequest { GroupIds = { mine.ToString(), foreign.ToString() } });

        Assert.Equal(mine.ToString(), Assert.Single(page.Groups).GroupId);
        Assert.NotEqual(another, mine);
    }

    [Fact]
    public async Task A_group_of_another_brand_is_unknown()
    {
        var group = await AddAsync(_brand, "一");

        Assert.Empty((await bench.Groups(_other).ListGroupsAsync(new ListGroupsRequest())).Groups);
        await RefusedAsync(StatusCode.NotFound, "MEM-020", async () => await bench.GroupAsync(_other, group));
        await RefusedAsync(StatusCode.NotFound, "STW-003", async () => await bench.Groups(_other).ListGroupsAsync(new ListGroupsRequest { BrandId = _brand.ToString() }));
    }

    [Fact]
    public async Task A_brands_key_may_list_its_groups()
    {
        await AddAsync(_brand, "一");

        var page = await bench.Host.Client<GroupService.GroupServiceClient>(ServiceHost.KeyOf(_brand)).ListGroupsAsync(new ListGroupsRequest());

        Assert.Equal("一", Assert.Single(page.Groups).Name);
    }

    [Fact]
    public async Task Bad_input_is_named()
    {
        var client = bench.Groups(_brand);
        await RefusedAsync(StatusCode.InvalidArgument, "MEM-021", async () => await client.ListGroupsAsync(new ListGroupsRequest { Search = new string('x', 101) }));
        await RefusedAsync(StatusCode.InvalidArgument, "STW-005", async () => await client.ListGroupsAsync(new ListGroupsRequest { GroupIds = { "x" } }));
        await RefusedAsync(StatusCode.InvalidArgument, "STW-006", async () => await client.ListGroupsAsync(new ListGroupsRequest { PageToken = "!" }));
    }

    private async Task<Guid> AddAsync(Guid brand, string name)
    {
        var group = Guid.NewGuid();
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(brand, group, Monday) with { Name = name });
        return group;
    }
}
