using Microsoft.Extensions.Configuration;

namespace Steward.ServiceDefaults;

/// <summary>Reading configuration that must be there, with an error that says where to put it.</summary>
public static class Settings
{
    /// <summary>The value of a key, or an exception that names the key and its environment variable.</summary>
    public static string Required(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Configuration '{key}' is missing: set environment variable {key.Replace(":", "__", StringComparison.Ordinal)}, or start the suite with AppHost/up.");
}
