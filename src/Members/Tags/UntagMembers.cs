using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Tags;

/// <summary>Takes a tag off members. The tag itself stays, for the next time.</summary>
internal sealed class UntagMembersHandler(Database database)
{
    public async Task<Result<UntagMembersResponse>> Handle(BrandId brand, string text, IReadOnlyCollection<Guid> members, CancellationToken ct)
    {
        var tag = TagName.Read(text);
        if (tag.Failed) { return tag.Problem; }

        if (members.Count is 0 or > 1000) { return TagProblems.Members(); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var untagged = await transaction.ExecuteAsync(
            "delete from member_tags where brand_id = @brand and tag = @tag and member_id = any (@members)",
            new { brand = brand.Value, tag = tag.Value, members = members.ToArray() },
            ct);
        await transaction.CommitAsync(ct);
        return new UntagMembersResponse { Untagged = untagged };
    }
}
