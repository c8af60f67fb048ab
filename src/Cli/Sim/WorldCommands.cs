using System.CommandLine;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary><c>sim clock</c>, <c>scale</c>, <c>load</c> and <c>limits</c>.</summary>
internal static class WorldCommands
{
    public static Command CreateClock()
    {
        var at = new Option<DateTimeOffset?>("--at") { Description = "Sets the time (2026-11-22T09:00+08:00)." };
        var advance = new Option<double?>("--advance") { Description = "Jumps ahead (1d); what was due in between happens.", CustomParser = Span.Parse };
        var speed = new Option<double?>("--speed") { Description = "1 = real time, 60 = a minute a second, 0 = it stands." };
        var everything = new Option<bool?>("--everything") { Description = "true: tokens, rate windows, welcome codes and employees follow this clock too." };
        return new Command("clock", "The stand-in's time.")
        {
            SimContext.Plain("show", "Shows it.", HttpMethod.Get, "clock"),
            SimContext.Call(new Command("set", "Moves it.") { at, advance, speed, everything }, (parsed, control, ct) => control.CallAsync(
                HttpMethod.Put, "clock",
                SimContext.Body(("at", parsed.GetValue(at)), ("advanceSeconds", parsed.GetValue(advance)), ("speed", parsed.GetValue(speed)), ("everything", parsed.GetValue(everything))), ct)),
        };
    }

    public static Command CreateScale()
    {
        var groups = new Option<int>("--groups") { Description = "Groups made on the fly; 0 takes them away.", DefaultValueFactory = _ => 90_000 };
        var members = new Option<int>("--members") { Description = "Members of each, the owner included.", DefaultValueFactory = _ => 200 };
        var owners = new Option<int>("--owners") { Description = "Employees who own them.", DefaultValueFactory = _ => 300 };
        return new Command("scale", "Groups by the ten thousand; nothing is kept of them but what changes.")
        {
            SimContext.Plain("show", "Shows how many groups and memberships there are, and the memory they take.", HttpMethod.Get, "scale"),
            SimContext.Call(new Command("set", "Gives a corp a crowd of groups.") { groups, members, owners, SimContext.Corp }, async (parsed, control, ct) => await control.CallAsync(
                HttpMethod.Put, "scale",
                SimContext.Body(
                    ("corp", await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct)), ("groups", parsed.GetValue(groups)), ("membersPerGroup", parsed.GetValue(members)),
                    ("owners", parsed.GetValue(owners))), ct)),
        };
    }

    public static Command CreateLoad()
    {
        var rate = new Option<int>("--rate") { Description = "Messages a second; 0 = as fast as it can.", DefaultValueFactory = _ => 2000 };
        var count = new Option<long>("--count") { Description = "Messages in all.", DefaultValueFactory = _ => 100_000 };
        var groups = new Option<int>("--groups") { Description = "Over so many groups, made if missing; 0 = those there are, or the crowd's.", DefaultValueFactory = _ => 0 };
        var what = new Option<string>("--what") { Description = "messages, or events: comings and goings, one callback each.", DefaultValueFactory = _ => "messages" };
        what.AcceptOnlyFromAmong("messages", "events");
        return new Command("load", "Messages by the thousand, in the mix of the demo day.")
        {
            SimContext.Plain("show", "Shows how far it is.", HttpMethod.Get, "load"),
            SimContext.Call(new Command("start", "Starts it.") { what, rate, count, groups, SimContext.Corp }, async (parsed, control, ct) => await control.CallAsync(
                HttpMethod.Post, "load",
                SimContext.Body(
                    ("corp", await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct)), ("what", parsed.GetValue(what)), ("ratePerSecond", parsed.GetValue(rate)), ("count", parsed.GetValue(count)),
                    ("groups", parsed.GetValue(groups))), ct)),
            SimContext.Plain("stop", "Stops it.", HttpMethod.Delete, "load"),
        };
    }

    public static Command CreateLimits()
    {
        var rule = new Argument<string>("RULE") { Description = "month: WeCom's own; week: seven a week; day: one a day." };
        rule.AcceptOnlyFromAmong("month", "week", "day");
        return new Command("limits", "WeCom's call frequencies, and a corp's quota of broadcasts.")
        {
            SimContext.Plain("show", "Shows the limits and the windows that are closed.", HttpMethod.Get, "limits"),
            Switch("on", "Applies the documented limits.", true),
            Switch("off", "Lets every call through, to see how fast a caller is.", false),
            SimContext.Plain("reopen", "Opens every closed window.", HttpMethod.Delete, "limits/closed"),
            SimContext.Call(new Command("broadcasts", "How many broadcasts a group or customer of a corp may receive.") { rule, SimContext.Corp }, async (parsed, control, ct) => await control.CallAsync(
                HttpMethod.Put, "tasks/quota", SimContext.Body(("corp", await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct)), ("rule", parsed.GetValue(rule))), ct)),
        };
    }

    private static Command Switch(string name, string description, bool on) => SimContext.Call(new Command(name, description), (_, control, ct) =>
        control.CallAsync(HttpMethod.Put, "limits", new JsonObject { ["limits"] = new JsonObject { ["on"] = on } }, ct));
}
