using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Members.V1;
using Steward.Members.Groups;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Tags;

[Collection(MembersCollection.Name)]
public sealed class TagMembersTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _li = Guid.NewGuid();

    [Fact]
    public async Task Known_members_are_tagged_once_and_unknown_ones_are_named()
    {
        await KnowLiAsync();
        var stranger = Guid.NewGuid().ToString();
        var request = new TagMembersRequest { BrandId = _brand.ToString(), Tag = " 爱吃辣 ", MemberIds = { _li.ToString(), stranger } };

        var first = await bench.Tags(_brand).TagMembersAsync(request);
        var second = await bench.Tags(_brand).TagMembersAsync(request);

        Assert.Equal((1, 0), (first.Tagged, second.Tagged));
        Assert.Equal([stranger], first.UnknownMemberIds);
        Assert.Equal(["爱吃辣"], (await bench.MemberAsync(_brand, _li)).Member.Tags);
        var tag = Assert.Single((await bench.Tags(_brand).ListTagsAsync(new ListTagsRequest { BrandId = _brand.ToString() })).Tags);
        Assert.Equal(("爱吃辣", 1), (tag.Name, tag.Members));
    }

    [Fact]
    public async Task A_tag_that_is_taken_off_stays_for_others()
    {
        await KnowLiAsync();
        await bench.Tags(_brand).TagMembersAsync(new TagMembersRequest { BrandId = _brand.ToString(), Tag = "VIP", MemberIds = { _li.ToString() } });

        var reply = await bench.Tags(_brand).UntagMembersAsync(new UntagMembersRequest { BrandId = _brand.ToString(), Tag = "VIP", MemberIds = { _li.ToString() } });

        Assert.Equal(1, reply.Untagged);
        Assert.Equal(0, Assert.Single((await bench.Tags(_brand).ListTagsAsync(new ListTagsRequest { BrandId = _brand.ToString() })).Tags).Members);
    }

    [Fact]
    public async Task Another_brand_can_neither_tag_nor_see()
    {
        await KnowLiAsync();
        await bench.Tags(_brand).TagMembersAsync(new TagMembersRequest { BrandId = _brand.ToString(), Tag = "VIP", MemberIds = { _li.ToString() } });
        var foreign = Guid.NewGuid();

        Assert.Empty((await bench.Tags(foreign).ListTagsAsync(new ListTagsRequest { BrandId = foreign.ToString() })).Tags);
        var reply = await bench.Tags(foreign).TagMembersAsync(new TagMembersRequest { BrandId = foreign.ToString(), Tag = "x", MemberIds = { _li.ToString() } });
        Assert.Equal([_li.ToString()], reply.UnknownMemberIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("1234567890123456789012345678901")]
    public async Task A_tag_must_be_1_to_30_characters_on_one_line(string tag) =>
        await RefusedAsync(
            StatusCode.InvalidArgument,
            "MEM-040",
            async () => await bench.Tags(_brand).TagMembersAsync(new TagMembersRequest { BrandId = _brand.ToString(), Tag = tag, MemberIds = { _li.ToString() } }));

    [Fact]
    public async Task A_brands_key_may_not_tag() =>
        await RefusedAsync(
            StatusCode.PermissionDenied,
            "STW-002",
            async () => await bench.Host.Client<TagService.TagServiceClient>(ServiceHost.KeyOf(_brand))
                .TagMembersAsync(new TagMembersRequest { BrandId = _brand.ToString(), Tag = "x", MemberIds = { _li.ToString() } }));

    private Task KnowLiAsync() => bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, Guid.NewGuid(), Monday, Person(_li)));
}
