using System.CommandLine;

namespace Steward.Cli.Sim;

/// <summary><c>sim employees …</c>: how they deal with broadcasts that wait for them.</summary>
internal static class EmployeeCommands
{
    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "auto: they confirm by themselves; manual: nobody does.", DefaultValueFactory = _ => "auto" };
        mode.AcceptOnlyFromAmong("auto", "manual");
        var delay = new Option<double?>("--delay") { Description = "How soon a prompt one confirms (3s).", CustomParser = Span.Parse };
        var late = new Option<double>("--late-percent") { Description = "So many of a hundred broadcasts are confirmed late." };
        var latest = new Option<double?>("--late") { Description = "The latest of them (2h).", CustomParser = Span.Parse };
        var partly = new Option<double>("--partly-percent") { Description = "So many are sent to a part of their groups only." };
        var never = new Option<double>("--never-percent") { Description = "So many are never confirmed." };
        var reminded = new Option<double>("--reminded-percent") { Description = "So many of a hundred reminders move somebody who would not.", DefaultValueFactory = _ => 50 };
        var user = new Argument<string>("USERID") { Description = "Who leaves the company." };
        return new Command("employees", "How employees confirm: promptly, late, in part or never. The seed decides which broadcast meets which.")
        {
            SimContext.Plain("show", "Shows how they confirm.", HttpMethod.Get, "employees/mode"),
            SimContext.Plain("tasks", "Shows the broadcasts and what waits of them.", HttpMethod.Get, "tasks"),
            SimContext.Call(new Command("set", "Changes how they confirm from now on.") { mode, delay, late, latest, partly, never, reminded }, (parsed, control, ct) => control.CallAsync(
                HttpMethod.Put, "employees/mode",
                SimContext.Body(
                    ("mode", parsed.GetValue(mode)), ("delaySeconds", parsed.GetValue(delay)), ("latePercent", parsed.GetValue(late)), ("lateSeconds", parsed.GetValue(latest)),
                    ("partlyPercent", parsed.GetValue(partly)), ("neverPercent", parsed.GetValue(never)), ("remindedPercent", parsed.GetValue(reminded))), ct)),
            SimContext.Call(new Command("resign", "An employee leaves; their groups and customers wait for somebody else.") { user, SimContext.Corp }, async (parsed, control, ct) => await control.CallAsync(
                HttpMethod.Post, $"employees/{Uri.EscapeDataString(parsed.GetValue(user)!)}/resign?corp={await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct)}", null, ct)),
        };
    }
}
