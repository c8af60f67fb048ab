using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>The engine's times and limits; the section <c>Engine</c> of configuration overrides them.</summary>
internal sealed record EngineSettings
{
    public TimeSpan FirstRestartDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestRestartDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this long in health a crash counts as the first one.</summary>
    public TimeSpan HealthForgivesAfter { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Health is asked for more often until the first good answer.</summary>
    public TimeSpan StartingHealthInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan HealthTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between SIGTERM and SIGKILL.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A resource that crashes this often before it is ready for the first time ends the start of the application.</summary>
    public int StartAttempts { get; init; } = 5;

    /// <summary>Where the host's own lines go: <c>stdout</c> or <c>stderr</c>.</summary>
    public string Output { get; init; } = "stdout";

    /// <summary>Whether what the resources write is shown, or only kept in their log files.</summary>
    public bool ShowLogs { get; init; } = true;

    /// <summary>The folder with one folder of built files for each project; found beside the host's own when null.</summary>
    public string? Binaries { get; init; }

    public static EngineSettings From(IConfiguration configuration) => configuration.GetSection("Engine").Get<EngineSettings>() ?? new();
}
