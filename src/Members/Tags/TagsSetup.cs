namespace Steward.Members.Tags;

internal static class TagsSetup
{
    public static void AddTags(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ListTagsHandler>();
        builder.Services.AddScoped<TagMembersHandler>();
        builder.Services.AddScoped<UntagMembersHandler>();
    }
}
