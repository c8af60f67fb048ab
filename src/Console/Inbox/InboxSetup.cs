namespace Steward.Console.Inbox;

internal static class InboxSetup
{
    public static void AddInbox(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WorkItemNews>();
}
