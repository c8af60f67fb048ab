namespace Steward.NativeServers.Tests;

/// <summary>Run by hand or by <see cref="ParentDeathTests"/>: starts the three servers below a folder, says so, and waits to be killed.</summary>
internal static class Program
{
    public const string ReadyLine = "ready";

    public static async Task Main(string[] args)
    {
        var folder = args[0];
        await Task.WhenAll(
            PostgresServer.StartAsync(new PostgresOptions(Path.Combine(folder, "postgres"), 0, "secret"), default),
            RabbitMqServer.StartAsync(new RabbitMqOptions(Path.Combine(folder, "rabbitmq"), 0, "secret"), default) as Task,
            RedisServer.StartAsync(new RedisOptions(Path.Combine(folder, "redis"), 0, "secret"), default));
        Console.WriteLine(ReadyLine);
        await Task.Delay(Timeout.Infinite);
    }
}
