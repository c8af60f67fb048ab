using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Members.V1;
using Steward.Members.Groups;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.People;

[Collection(MembersCollection.Name)]
public sealed class ListMembersTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();

    [Fact]
    public async Task Filters_by_group_tag_and_text_combine_and_pages_hold_everyone_once()
    {
        var people = Enumerable.Range(0, 7).Select(at => Person(Guid.NewGuid(), at % 2 == 0 ? "同名" : $"会员{at}")).ToArray();
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, _group, Monday, people));
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, Guid.NewGuid(), Monday, Person(Guid.NewGuid(), "会员别处")));
        await bench.Tags(_brand).TagMembersAsync(new TagMembersRequest { BrandId = _brand.ToString(), Tag = "老客", MemberIds = { people[0].MemberId.ToString(), people[1].MemberId.ToString() } });

        Assert.Equal(8, (await ListAsync(new ListMembersRequest())).Total);
        Assert.Equal(7, (await ListAsync(new ListMembersRequest { GroupId = _group.ToString() })).Total);
        Assert.Equal(4, (await ListAsync(new ListMembersRequest { Search = "会员" })).Total);
        var tagged = await ListAsync(new ListMembersRequest { GroupId = _group.ToString(), Tag = "老客", Search = "会员" });
        Assert.Equal(people[1].MemberId.ToString(), Assert.Single(tagged.Members).MemberId);
        Assert.Equal(["老客"], tagged.Members[0].Tags);

        var seen = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await ListAsync(new ListMembersRequest { PageSize = 3, PageToken = token });
            seen.AddRange(page.Members.Select(member => member.MemberId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(8, seen.Count);
        Assert.Equal(8, seen.Distinct().Count());
    }

    [Fact]
    public async Task People_of_another_brand_are_unknown()
    {
        var person = Person(Guid.NewGuid());
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, _group, Monday, person));
        var foreign = Guid.NewGuid();

        Assert.Empty((await bench.People(foreign).ListMembersAsync(new ListMembersRequest { GroupId = _group.ToString() })).Members);
        await RefusedAsync(StatusCode.NotFound, "MEM-030", async () => await bench.MemberAsync(foreign, person.MemberId));
    }

    private async Task<ListMembersResponse> ListAsync(ListMembersRequest request) => await bench.People(_brand).ListMembersAsync(request);
}
