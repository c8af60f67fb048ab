namespace Steward.Staffing.ChannelUsers;

internal static class ChannelUsersSetup
{
    /// <summary>Who operators are in the channel accounts.</summary>
    public static void AddChannelUsers(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PutChannelUser>().AddSingleton<ListChannelUsers>();
}
