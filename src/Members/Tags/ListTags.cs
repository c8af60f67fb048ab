using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Tags;

/// <summary>Every tag of a brand, by name.</summary>
internal sealed class ListTagsHandler(Database database)
{
    private const string Query =
        """
        select t.tag as name, count(m.member_id) as members from tags t left join member_tags m on m.brand_id = t.brand_id and m.tag = t.tag
        where t.brand_id = @brand group by t.tag order by t.tag
        """;

    public async Task<ListTagsResponse> Handle(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var rows = await transaction.QueryAsync<Row>(Query, new { brand = brand.Value }, ct);
        return new ListTagsResponse { Tags = { rows.Select(row => new Tag { Name = row.Name, Members = (int)row.Members }) } };
    }

    private sealed record Row
    {
        public string Name { get; init; } = string.Empty;

        public long Members { get; init; }
    }
}
