namespace Steward.Members.People;

internal static class PeopleSetup
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ListMembersHandler>();
        builder.Services.AddScoped<GetMemberHandler>();
    }
}
