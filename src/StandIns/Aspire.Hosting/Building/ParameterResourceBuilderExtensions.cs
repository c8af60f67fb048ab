using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds values and connection strings that come from configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value from <c>Parameters:&lt;name&gt;</c>. A missing secret is generated once and kept.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        Add(builder, name, secret ? new GenerateParameterDefault { MinLength = 40, Special = false } : null, secret);

    /// <summary>Adds a value from <c>Parameters:&lt;name&gt;</c>; a missing one is made once and kept.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        Add(builder, name, value, secret);

    /// <summary>Adds a server that is run by others and known by <c>ConnectionStrings:&lt;name&gt;</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConfiguredConnectionString(name, builder.Configuration));

    private static IResourceBuilder<ParameterResource> Add(IDistributedApplicationBuilder builder, string name, ParameterDefault? missing, bool secret)
    {
        // The data folder is named by configuration, which is complete only when the value is first asked for.
        string Value(ParameterDefault? otherwise) =>
            builder.Configuration[$"Parameters:{name}"]
            ?? (otherwise is null
                ? throw new DistributedApplicationException($"The parameter '{name}' has no value. Set Parameters__{name} in the environment, or pass --Parameters:{name}=….")
                : new SecretStore(DataFolder.PathFrom(builder.Configuration, builder.AppHostDirectory)).Secret($"Parameters:{name}", otherwise.GetDefaultValue));

        return builder.AddResource(new ParameterResource(name, Value, secret) { Default = missing });
    }
}

internal sealed class ConfiguredConnectionString(string name, IConfiguration configuration)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        new(configuration.GetConnectionString(Name)
            ?? throw new DistributedApplicationException($"The connection string '{Name}' is missing. Set ConnectionStrings__{Name} in the environment."));
}
