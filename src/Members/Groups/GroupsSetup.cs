namespace Steward.Members.Groups;

internal static class GroupsSetup
{
    public static void AddGroups(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ListGroupsHandler>();
        builder.Services.AddScoped<GetGroupHandler>();
    }
}
