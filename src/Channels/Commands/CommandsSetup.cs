using Steward.Channels.Adapters;

namespace Steward.Channels.Commands;

/// <summary>Registers the ledger.</summary>
internal static class CommandsSetup
{
    public static void AddCommands(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CommandOptions>().BindConfiguration("Commands").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CallIds>();
        builder.Services.AddSingleton<WeComPrivate>();
        builder.Services.AddSingleton<IChannelAdapter, WeComAdapter>();
        builder.Services.AddSingleton<ChannelAdapters>();
        builder.Services.AddSingleton<CommandLedger>();
        builder.Services.AddSingleton<ActLedger>();
        builder.Services.AddSingleton<RecordChanges>();
        builder.Services.AddSingleton<StartCalls>();
        builder.Services.AddSingleton<MakeCall>();
        builder.Services.AddSingleton<AdvanceBatch>();
        builder.Services.AddSingleton<SendByAdapter>();
        builder.Services.AddSingleton<AdvanceCommand>();
        builder.Services.AddSingleton<EndUnconfirmed>();
        builder.Services.AddSingleton<AssignAct>();
        builder.Services.AddSingleton<AssignWaiting>();
        builder.Services.AddSingleton<StartActs>();
        builder.Services.AddSingleton<RecordActs>();
        builder.Services.AddSingleton<AdvanceActs>();
        builder.Services.AddSingleton<RemindCommand>();
        builder.Services.AddSingleton<CancelCommand>();
        builder.Services.AddSingleton<ListCommands>();
        builder.Services.AddSingleton<ExplainCommand>();
        builder.Services.AddSingleton<ListConfirmations>();
        builder.Services.AddSingleton<WorkOffCommands>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkOffCommands>());
    }
}
