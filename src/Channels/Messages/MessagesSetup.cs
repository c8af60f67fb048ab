namespace Steward.Channels.Messages;

/// <summary>Registers the history.</summary>
internal static class MessagesSetup
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessageDays>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MessageDays>());
        builder.Services.AddSingleton<ListMessages>();
        builder.Services.AddSingleton<GetIntakeTotals>();
    }
}
