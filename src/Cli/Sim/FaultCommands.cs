using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary><c>sim faults …</c> and <c>sim outage …</c>.</summary>
internal static class FaultCommands
{
    private static readonly string[] Parts = ["api", "archive", "callbacks", "held-callbacks"];

    public static Command Create()
    {
        var fail = new Option<string[]>("--fail") { Description = "API=ERRCODE: answer this code instead of acting (groupchat/get=45009, *=-1). Repeatable, as the next three." };
        var slow = new Option<string[]>("--slow") { Description = "API=MILLISECONDS: act, and answer late." };
        var drop = new Option<string[]>("--drop") { Description = "API: break the connection before acting." };
        var lose = new Option<string[]>("--lose") { Description = "API: act, and break the connection instead of answering." };
        var times = new Option<int?>("--times") { Description = "How often each of these happens; default: until cleared." };
        var percent = new Option<double>("--percent") { Description = "Of the calls, chosen by the seed; default 100.", DefaultValueFactory = _ => 100 };
        var expire = new Option<bool>("--expire-tokens") { Description = "Every token given out answers 42001 from now on." };
        var invalidate = new Option<bool>("--invalidate-tokens") { Description = "Every token given out answers 40014 from now on." };
        var callbacks = new Option<string[]>("--callbacks") { Description = "drop=N, duplicate=N, reorder=N, or with N%: what happens to the next callbacks, or to a share of all. Repeatable." };
        var lag = new Option<double?>("--roster-lag") { Description = "groupchat/get shows a roster as it was for so long (2s as the real one).", CustomParser = Span.Parse };
        fail.Validators.Add(result => Check(result, "--fail", signed: true));
        slow.Validators.Add(result => Check(result, "--slow", signed: false));
        callbacks.Validators.Add(CheckCallbacks);
        var set = SimContext.Call(
            new Command("set", "Replaces the faults that are set.") { fail, slow, drop, lose, times, percent, expire, invalidate, callbacks, lag },
            (parsed, control, ct) =>
            {
                JsonObject Rule(string api, string does) => SimContext.Body(("api", api), ("does", does), ("times", parsed.GetValue(times)), ("percent", parsed.GetValue(percent)));
                IEnumerable<JsonNode?> rules =
                [
                    .. Pairs(parsed.GetValue(fail)).Select(pair => With(Rule(pair.Name, "fail"), "errcode", pair.Number)),
                    .. Pairs(parsed.GetValue(slow)).Select(pair => With(Rule(pair.Name, "slow"), "milliseconds", pair.Number)),
                    .. (parsed.GetValue(drop) ?? []).Select(api => Rule(api, "drop")),
                    .. (parsed.GetValue(lose) ?? []).Select(api => Rule(api, "lose")),
                ];
                return control.CallAsync(HttpMethod.Put, "faults", SimContext.Body(
                    ("rules", new JsonArray([.. rules])), ("expireTokens", parsed.GetValue(expire)), ("invalidateTokens", parsed.GetValue(invalidate)),
                    ("callbacks", Callbacks(parsed.GetValue(callbacks))), ("rosterLagSeconds", parsed.GetValue(lag))), ct);
            });
        return new Command("faults", "Things that go wrong, call by call.")
        {
            SimContext.Plain("show", "Shows the faults that are set and what is left of them.", HttpMethod.Get, "faults"),
            set,
            SimContext.Plain("clear", "Ends every fault and outage.", HttpMethod.Delete, "faults"),
        };
    }

    public static Command CreateOutage()
    {
        var parts = new Argument<string[]>("PART") { Description = string.Join(", ", Parts) + ": held callbacks come when it is over, the others are lost.", Arity = ArgumentArity.OneOrMore };
        parts.AcceptOnlyFromAmong(Parts);
        var length = new Option<double?>("--for") { Description = "How long (10m); default: until it is ended.", CustomParser = Span.Parse };
        return new Command("outage", "WeCom is away, in part or as a whole.")
        {
            SimContext.Plain("show", "Shows what is away and for how many seconds more.", HttpMethod.Get, "outage"),
            SimContext.Call(new Command("start", "Takes parts of WeCom away.") { parts, length }, (parsed, control, ct) => control.CallAsync(
                HttpMethod.Post, "outage", SimContext.Body(("parts", new JsonArray([.. parsed.GetValue(parts)!.Select(part => JsonValue.Create(part))])), ("seconds", parsed.GetValue(length))), ct)),
            SimContext.Plain("end", "Brings everything back.", HttpMethod.Delete, "outage"),
        };
    }

    private static JsonObject With(JsonObject rule, string name, int value)
    {
        rule[name] = value;
        return rule;
    }

    private static IEnumerable<(string Name, int Number)> Pairs(string[]? texts) =>
        (texts ?? []).Select(text => text.Split('=')).Select(parts => (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)));

    private static JsonObject? Callbacks(string[]? texts) => texts is not { Length: > 0 } ? null : new JsonObject(texts.Select(text => text.Split('=')).Select(parts =>
        parts[1].EndsWith('%')
            ? KeyValuePair.Create(parts[0] + "Percent", (JsonNode?)double.Parse(parts[1][..^1], CultureInfo.InvariantCulture))
            : KeyValuePair.Create(parts[0], (JsonNode?)int.Parse(parts[1], CultureInfo.InvariantCulture))));

    private static void Check(OptionResult result, string option, bool signed)
    {
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('=');
            if (parts is not [{ Length: > 0 }, var number] || !int.TryParse(number, signed ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"{option} takes API=NUMBER, not '{token.Value}'.");
            }
        }
    }

    private static void CheckCallbacks(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split('=') is not ["drop" or "duplicate" or "reorder", var number]
                || !(number.EndsWith('%')
                    ? double.TryParse(number[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                    : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                result.AddError($"--callbacks takes drop, duplicate or reorder with a number or a percentage (drop=3, reorder=10%), not '{token.Value}'.");
            }
        }
    }
}
