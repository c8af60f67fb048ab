using Steward.Staffing.Triage;

namespace Steward.Staffing.Inbox;

internal static class InboxSetup
{
    /// <summary>What waits for people.</summary>
    public static void AddInbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<InboxOptions>().BindConfiguration("Inbox")
            .Validate(options => options.SameMatterWithin >= TimeSpan.Zero, "Inbox:SameMatterWithin must not be negative.")
            .Validate(options => options.AnsweredWithin >= TimeSpan.Zero, "Inbox:AnsweredWithin must not be negative.").ValidateOnStart();
        builder.Services.AddSingleton<ChangeWorkItem>();
        builder.Services.AddSingleton<ListWorkItems>().AddSingleton<GetWorkItem>().AddSingleton<GetWorkTotals>();
        builder.Services.AddSingleton<ClaimWorkItem>().AddSingleton<ReleaseWorkItem>().AddSingleton<AnswerWorkItem>().AddSingleton<ResolveWorkItem>().AddSingleton<HandOverWorkItems>().AddSingleton<SnoozeWorkItem>();
        builder.Services.AddSingleton<FileMatters>().AddSingleton<MarkWorkItem>().AddSingleton<ReopenWorkItem>();
        builder.Services.AddSingleton<EndSilent>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<EndSilent>());
    }
}
