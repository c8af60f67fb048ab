using System.CommandLine;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary><c>sim …</c>: what happens in the WeCom stand-in.</summary>
internal static class SimCommands
{
    public static Command Create() => new("sim", "Moves the WeCom stand-in: people, time, load, and everything that can go wrong.")
    {
        SimContext.Address,
        SimContext.AsJson,
        SimContext.Call(new Command("status", "Shows its corps, clock, employees, load, faults and closed rate windows."), StatusAsync),
        FaultCommands.Create(),
        FaultCommands.CreateOutage(),
        TalkCommands.CreateSay(),
        TalkCommands.CreateRevoke(),
        TalkCommands.CreateJoin(),
        TalkCommands.CreateLeave("leave", "A member leaves a group.", 0),
        TalkCommands.CreateLeave("remove", "The owner removes a member from a group, as only a person can (QuitScene=1).", 1),
        EmployeeCommands.Create(),
        WorldCommands.CreateClock(),
        WorldCommands.CreateScale(),
        WorldCommands.CreateLoad(),
        WorldCommands.CreateLimits(),
    };

    private static async Task<JsonNode> StatusAsync(ParseResult parsed, StandInControl control, CancellationToken ct)
    {
        var corps = (await control.CallAsync(HttpMethod.Get, "corps", null, ct))["corps"]!.AsArray();
        var status = new JsonObject
        {
            // Without their secrets: this is shown on screens.
            ["corps"] = new JsonArray([.. corps.Select(corp => SimContext.Body([.. ((string[])["corpId", "name", "callbackUrl", "archived", "callbacks"]).Select(name => (name, corp![name]?.DeepClone()))]))]),
        };
        foreach (var (name, path) in ((string, string)[])[("clock", "clock"), ("day", "day"), ("employees", "employees/mode"), ("load", "load"), ("faults", "faults"), ("scale", "scale")])
        {
            status[name] = await control.CallAsync(HttpMethod.Get, path, null, ct);
        }

        status["closed"] = (await control.CallAsync(HttpMethod.Get, "limits", null, ct))["closed"]!.DeepClone();
        return status;
    }
}
