namespace Steward.Channels.Commands;

/// <summary>Registers the ledger.</summary>
internal static class CommandsSetup
{
    public static void AddCommands(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CommandOptions>().BindConfiguration("Commands").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CommandLedger>();
        builder.Services.AddSingleton<AdvanceCommand>();
        builder.Services.AddSingleton<ListCommands>();
        builder.Services.AddHostedService<WorkOffCommands>();
    }
}
