using System.CommandLine;

namespace Steward.Cli.Demo;

/// <summary><c>demo load|verify</c>.</summary>
internal static class DemoCommands
{
    public static Command Create()
    {
        var load = new Command("load", "Loads the demo world through the services' own APIs. Loading again changes nothing.");
        load.SetAction(async (_, ct) =>
        {
            await using var suite = await Suite.ConnectAsync(ct);
            await new LoadDemo(suite, TimeProvider.System).RunAsync(ct);
        });
        var verify = new Command("verify", "Plays the demo day at full speed and checks every count; prints one JSON summary.");
        verify.SetAction(async (_, ct) =>
        {
            await using var suite = await Suite.ConnectAsync(ct);
            return await new VerifyDemo(suite, TimeProvider.System).RunAsync(ct);
        });
        return new Command("demo", "The demo world: a fast-food and a beauty brand, 40 groups, 2,000 members, one day of 6,000 messages.") { load, verify };
    }
}
