using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What all running resources share.</summary>
internal sealed record EngineParts(
    EngineSettings Settings,
    ResourceNotificationService Notifications,
    LogStore Logs,
    ConsoleStream Console,
    HealthProbe Health,
    LaunchPlan Launches,
    SecretStore Secrets,
    TimeProvider Clock);
