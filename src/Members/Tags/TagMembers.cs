using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Tags;

/// <summary>Puts a tag on members; a second time changes nothing.</summary>
internal sealed class TagMembersHandler(Database database, TimeProvider clock)
{
    public async Task<Result<TagMembersResponse>> Handle(BrandId brand, string text, IReadOnlyCollection<Guid> members, string by, CancellationToken ct)
    {
        var tag = TagName.Read(text);
        if (tag.Failed) { return tag.Problem; }

        if (members.Count is 0 or > 1000) { return TagProblems.Members(); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand = brand.Value, tag = tag.Value, members = members.Distinct().ToArray(), by, now = clock.GetUtcNow() };
        await transaction.ExecuteAsync("insert into tags (brand_id, tag) values (@brand, @tag) on conflict do nothing", args, ct);
        var known = await transaction.QueryAsync<Guid>("select member_id from members where brand_id = @brand and member_id = any (@members)", args, ct);
        var tagged = await transaction.ExecuteAsync(
            """
            insert into member_tags (brand_id, tag, member_id, tagged_by, tagged_at)
            select @brand, @tag, member_id, @by, @now from members where brand_id = @brand and member_id = any (@members) on conflict do nothing
            """,
            args,
            ct);
        await transaction.CommitAsync(ct);
        return new TagMembersResponse { Tagged = tagged, UnknownMemberIds = { args.members.Except(known).Select(id => id.ToString()) } };
    }
}
