using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Control;

/// <summary>Bots, as their maker sees them at BotFather; faults; the clock.</summary>
internal sealed partial class BotControl(TelegramWorld world, Happenings happenings, Faults faults, WorldClock clock)
{
    public IResult List()
    {
        lock (world.Gate) { return ControlBody.Ok(new { bots = world.Bots.Select(Describe).ToList() }); }
    }

    public Task<IResult> CreateAsync(HttpRequest request, CancellationToken ct) => ControlBody.ReadAsync<NewBot>(request, body =>
    {
        if (!Username().IsMatch(body.Username)) { return ControlBody.Bad("username: 5 to 32 letters, digits or underscores, ending in bot"); }

        lock (world.Gate)
        {
            return world.Bots.Any(bot => bot.Self.Username == body.Username) ? ControlBody.Conflict($"username: {body.Username} is taken") : ControlBody.Ok(Describe(world.AddBot(body.Name, body.Username, body.ReadsAll)));
        }
    }, ct);

    /// <summary>An update of any kind, also of one that this world does not make by itself; one without <c>kind</c> of its own is told as it is.</summary>
    public Task<IResult> TellAsync(HttpRequest request, long botId, CancellationToken ct) => ControlBody.ReadAsync<RawUpdate>(request, body =>
    {
        lock (world.Gate)
        {
            if (world.BotOf(botId) is not { } bot) { return ControlBody.NotFound($"bot: {botId} is no bot"); }

            happenings.Tell(bot, body.Kind, body.Payload.DeepClone());
            return ControlBody.Ok(Describe(bot));
        }
    }, ct);

    public IResult GetFaults()
    {
        var (methods, duplicates) = faults.Remaining();
        return ControlBody.Ok(new { methods = methods.Select(fault => new { fault.Method, kind = fault.Kind.ToString().ToLowerInvariant(), fault.Times, fault.Value }), duplicateUpdates = duplicates });
    }

    public Task<IResult> SetFaultsAsync(HttpRequest request, CancellationToken ct) => ControlBody.ReadAsync<FaultSetting>(request, body =>
    {
        if (body.Methods.Any(fault => fault.Times < 1 || string.IsNullOrWhiteSpace(fault.Method))) { return ControlBody.Bad("methods: each needs a method and times of at least 1"); }

        if (body.Methods.Any(fault => fault.Kind is FaultKind.Error && fault.Value is < 500 or > 599)) { return ControlBody.Bad("methods: the value of error is a status from 500 to 599"); }

        if (body.DuplicateUpdates < 0) { return ControlBody.Bad("duplicateUpdates: at least 0"); }

        faults.Set(body.Methods, body.DuplicateUpdates);
        return GetFaults();
    }, ct);

    public IResult GetClock() => ControlBody.Ok(new { now = clock.GetUtcNow() });

    public Task<IResult> AdvanceAsync(HttpRequest request, CancellationToken ct) => ControlBody.ReadAsync<Advance>(request, body =>
    {
        if (body.Seconds < 0) { return ControlBody.Bad("seconds: at least 0"); }

        clock.Advance(TimeSpan.FromSeconds(body.Seconds));
        return GetClock();
    }, ct);

    private static object Describe(Bot bot) => new
    {
        bot.Self.Id, name = bot.Self.FirstName, bot.Self.Username, bot.Token, bot.ReadsAll, webhook = bot.Webhook?.Url.AbsoluteUri ?? "", pendingUpdates = bot.Updates.Count,
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{1,28}[Bb][Oo][Tt]$")]
    private static partial Regex Username();

    internal sealed record NewBot(string Name, string Username, bool ReadsAll = true);

    internal sealed record RawUpdate(string Kind, JsonNode Payload);

    internal sealed record FaultSetting
    {
        public IReadOnlyList<MethodFault> Methods { get; init; } = [];

        /// <summary>So many of the next updates are delivered twice under one update_id.</summary>
        public int DuplicateUpdates { get; init; }
    }

    internal sealed record Advance(long Seconds);
}
