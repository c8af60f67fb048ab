using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults;

/// <summary>One microservice: its name, its database, and how it is put together. <c>Program.cs</c> runs it, tests build it in process.</summary>
/// <param name="Name">Short name, also its queues' prefix and its name in service discovery: <c>members</c>.</param>
/// <param name="Database">Name of its connection string, or null when it has no database.</param>
/// <param name="Assembly">Where its embedded SQL migrations are.</param>
/// <param name="Add">Registers its parts.</param>
/// <param name="Map">Maps its endpoints.</param>
public sealed record Service(string Name, string? Database, Assembly Assembly, Action<WebApplicationBuilder> Add, Action<WebApplication> Map)
{
    /// <summary>Runs until stopped; with the single argument <c>migrate</c> brings the database up to date and ends.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        if (args is ["migrate", ..])
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[1..]).Build();
            var applied = await MigrateAsync(configuration, CancellationToken.None);
            await Console.Out.WriteLineAsync($"{Name}: {applied} migrations applied");
            return 0;
        }

        await using var app = Build(args, null);
        using var lastResort = new LastResort(app.Lifetime, TimeProvider.System, app.Services.GetRequiredService<ILogger<LastResort>>(), Environment.Exit);
        await app.RunAsync();
        // What ends the host for a reason of its own (ConsumerWatch) has set it.
        return Environment.ExitCode;
    }

    /// <summary>Applies the migrations that the database lacks.</summary>
    /// <returns>How many were applied.</returns>
    public Task<int> MigrateAsync(IConfiguration configuration, CancellationToken ct) =>
        Migrations.RunAsync(
            Settings.Required(configuration, $"ConnectionStrings:{Database}"),
            Settings.Required(configuration, "Postgres:AppPassword"),
            Assembly,
            ct);

    /// <summary>Builds the host without starting it.</summary>
    /// <param name="args">Command-line configuration.</param>
    /// <param name="replace">Tests replace registrations here (the clock, for one); null otherwise.</param>
    public WebApplication Build(string[] args, Action<IServiceCollection>? replace)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddServiceDefaults(Name);
        if (Database is not null) { builder.AddDatabase(Database); }

        Add(builder);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapServiceDefaults();
        Map(app);
        return app;
    }
}
