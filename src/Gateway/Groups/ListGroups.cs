using Microsoft.AspNetCore.Http.HttpResults;
using Steward.Contracts.Members.V1;
using Steward.Gateway.Keys;
using Steward.Gateway.Problems;
using Steward.ServiceDefaults.Auth;

namespace Steward.Gateway.Groups;

/// <summary>A chat group of the brand.</summary>
/// <param name="GroupId">Our id, UUID.</param>
/// <param name="ExternalId">The channel's id.</param>
/// <param name="Name">Its name in the channel.</param>
/// <param name="Members">Customers in it now.</param>
/// <param name="Staff">Staff in it now.</param>
/// <param name="MessagesToday">Customers' messages on the brand's local day.</param>
/// <param name="SpeakersToday">Distinct customers who spoke on that day.</param>
/// <param name="LastMessageAt">When anybody last spoke.</param>
/// <param name="SyncedAt">When it was last compared with the channel.</param>
/// <param name="Dismissed">Whether it no longer exists in the channel.</param>
internal sealed record GroupView(
    Guid GroupId, string ExternalId, string Name, int Members, int Staff, long MessagesToday, int SpeakersToday, DateTimeOffset? LastMessageAt, DateTimeOffset SyncedAt, bool Dismissed)
{
    public static GroupView From(Group group) => new(
        Guid.Parse(group.GroupId),
        group.ExternalId,
        group.Name,
        group.Members,
        group.Staff,
        group.MessagesToday,
        group.SpeakersToday,
        group.LastMessageAt?.ToDateTimeOffset(),
        group.SyncedAt.ToDateTimeOffset(),
        group.Dismissed);
}

/// <summary>A page of groups by name.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="NextPageToken">Send it as page_token for the next page; null on the last one.</param>
/// <param name="Total">How many groups match over all pages.</param>
internal sealed record GroupPage(IReadOnlyList<GroupView> Groups, string? NextPageToken, int Total);

/// <summary><c>GET /api/v1/groups</c>: the key's brand's groups, as Members lists them.</summary>
internal static class ListGroups
{
    private const int MostPerPage = 500;
    private const int LongestSearch = 100;

    public static void MapListGroups(this IEndpointRouteBuilder brands) => brands.MapGet("/groups", HandleAsync)
        .RequireScope("groups.read")
        .WithName("ListGroups")
        .WithTags("Groups")
        .WithSummary("List the brand's chat groups, by name")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="search">Part of a group's name or external id.</param>
    /// <param name="page_size">1 to 500; 100 when absent.</param>
    /// <param name="page_token">next_page_token of the page before.</param>
    /// <param name="members">The Members service.</param>
    /// <param name="caller">The key on whose behalf Members is called.</param>
    /// <param name="ct">Ends the call when the caller goes away.</param>
    private static async Task<Results<Ok<GroupPage>, ProblemHttpResult>> HandleAsync(
#pragma warning disable IDE1006, CA1707 // the wire spelling
        string? search, string? page_size, string? page_token,
#pragma warning restore IDE1006, CA1707
        GroupService.GroupServiceClient members, CallerContext caller, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var size = 0;
        if (page_size is not null && (!int.TryParse(page_size, out size) || size is < 1 or > MostPerPage)) { errors["page_size"] = [$"must be a whole number from 1 to {MostPerPage}"]; }

        if (search is { Length: > LongestSearch }) { errors["search"] = [$"must have at most {LongestSearch} characters"]; }

        if (errors.Count > 0) { return GatewayProblems.InvalidFields(errors); }

        var page = await members.ListGroupsAsync(
            new ListGroupsRequest { BrandId = caller.Current.Brands![0].ToString(), Search = search ?? string.Empty, PageSize = size, PageToken = page_token ?? string.Empty },
            cancellationToken: ct);
        return TypedResults.Ok(new GroupPage([.. page.Groups.Select(GroupView.From)], page.NextPageToken.Length > 0 ? page.NextPageToken : null, page.Total));
    }
}
