using Steward.Channels.Callbacks;

namespace Steward.Channels.Tasks;

/// <summary>Registers the tasks of people.</summary>
internal static class TasksSetup
{
    public static void AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IObserveProof, ObserveProof>();
        builder.Services.AddSingleton<Escalation>();
        builder.Services.AddSingleton<ListTasks>();
        builder.Services.AddSingleton<ResolveTask>();
    }
}
