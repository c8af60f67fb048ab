using System.CommandLine;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary>What every <c>sim</c> command shares: where the stand-in is, whose corp is meant, how the answer is shown.</summary>
internal static class SimContext
{
    public static Option<Uri?> Address { get; } = new("--address")
    {
        Description = "Address of the WeCom stand-in; default: STEWARD_SIMULATOR, or the one of the running suite.",
        Recursive = true,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") { return address; }

            result.AddError($"--address: {result.Tokens[0].Value} is not an http address.");
            return null;
        },
    };

    public static Option<bool> AsJson { get; } = new("--json") { Description = "Print the answer as JSON.", Recursive = true };

    public static Option<string?> Corp { get; } = new("--corp") { Description = "Corp id; default: the stand-in's first." };

    /// <summary>A command that makes one call and shows its answer.</summary>
    public static Command Call(Command command, Func<ParseResult, StandInControl, CancellationToken, Task<JsonNode>> call)
    {
        command.SetAction(async (parsed, ct) =>
        {
            using var control = await ConnectAsync(parsed, ct);
            Show(parsed, await call(parsed, control, ct));
            return 0;
        });
        return command;
    }

    /// <summary>A command that needs nothing but its path.</summary>
    public static Command Plain(string name, string description, HttpMethod method, string path) =>
        Call(new Command(name, description), (_, control, ct) => control.CallAsync(method, path, null, ct));

    /// <summary>An object of the members that have a value.</summary>
    public static JsonObject Body(params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    private static async Task<StandInControl> ConnectAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Address) is { } named) { return new StandInControl(Slashed(named)); }

        if (Environment.GetEnvironmentVariable("STEWARD_SIMULATOR") is { Length: > 0 } set)
        {
            return Uri.TryCreate(set, UriKind.Absolute, out var address) ? new StandInControl(Slashed(address)) : throw new UserException($"STEWARD_SIMULATOR: {set} is not an address.");
        }

        await using var suite = await Suite.ConnectAsync(ct);
        return new StandInControl(suite.Address("simulator"));
    }

    private static void Show(ParseResult parsed, JsonNode answer) =>
        Console.Out.Write(parsed.GetValue(AsJson) ? answer.ToJsonString(StandInControl.Json) + Environment.NewLine : Readable.Of(answer));

    private static Uri Slashed(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
