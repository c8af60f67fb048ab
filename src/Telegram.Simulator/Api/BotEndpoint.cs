using System.Text.RegularExpressions;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary>What every method shares: token, parameters, faults, one call at a time, the form of the answer.</summary>
internal sealed partial class BotEndpoint(TelegramWorld world, WorldClock clock, Faults faults, GetUpdates updates, TimeProvider real)
{
    private readonly Dictionary<string, Func<Scene, BotReply>> _methods = new(StringComparer.OrdinalIgnoreCase);

    public BotEndpoint Offer(string method, Func<Scene, BotReply> call)
    {
        _methods.Add(method, call);
        return this;
    }

    public async Task AnswerAsync(HttpContext http, string token, string method, CancellationToken ct)
    {
        if (!TokenForm().IsMatch(token))
        {
            await WriteAsync(http, BotReply.NotFound, ct);
            return;
        }

        if (world.BotOf(token) is not { } bot)
        {
            await WriteAsync(http, BotReply.Unauthorized, ct);
            return;
        }

        var polls = method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase);
        if (!polls && !_methods.ContainsKey(method))
        {
            await WriteAsync(http, BotReply.NoMethod, ct);
            return;
        }

        var fault = faults.Take(method);
        switch (fault)
        {
            case { Kind: FaultKind.Slow }: await Task.Delay(TimeSpan.FromMilliseconds(fault.Value), real, ct); break;
            case { Kind: FaultKind.Error }:
                http.Response.StatusCode = fault.Value;
                await http.Response.WriteAsync("<html><body>upstream trouble</body></html>", ct);
                return;
            case { Kind: FaultKind.Throttle }:
                await WriteAsync(http, BotReply.TooMany(fault.Value), ct);
                return;
        }

        var fields = await BotFields.ReadAsync(http.Request, ct);
        var reply = fields is null ? BotReply.Bad("can't parse JSON object") : polls ? await updates.HandleAsync(bot, fields, ct) : Call(bot, method, fields);
        if (fault is { Kind: FaultKind.Drop })
        {
            http.Abort();
            return;
        }

        await WriteAsync(http, reply, ct);
    }

    private BotReply Call(Bot bot, string method, BotFields fields)
    {
        lock (world.Gate) { return _methods[method](new Scene(world, clock, bot, fields)); }
    }

    private static Task WriteAsync(HttpContext http, BotReply reply, CancellationToken ct)
    {
        http.Response.StatusCode = reply.Code;
        http.Response.ContentType = "application/json";
        if (reply.RetryAfter is { } seconds) { http.Response.Headers.RetryAfter = $"{seconds}"; }

        return http.Response.WriteAsync(reply.ToJson().ToJsonString(WireJson.Relaxed), ct);
    }

    [GeneratedRegex("^[0-9]{6,12}:[A-Za-z0-9_-]{35}$")]
    private static partial Regex TokenForm();
}
