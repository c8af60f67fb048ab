using System.Text.Json.Serialization;
using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>The simulated employees and what waits for them.</summary>
internal sealed class TaskControl(SimulatedWorld world, BroadcastBook book, ConfirmBroadcast confirm, Employees employees)
{
    private static readonly Dictionary<string, QuotaRule> Rules = new() { ["month"] = QuotaRule.Month, ["week"] = QuotaRule.Week, ["day"] = QuotaRule.Day };
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    public IResult List()
    {
        lock (book.Gate)
        {
            return ControlBody.Ok(new { tasks = book.All.Select(Describe).ToList() });
        }
    }

    public Task<IResult> Confirm(HttpRequest request, string msgId, CancellationToken ct) => ControlBody.Read<Confirmation>(request, body =>
    {
        Broadcast? broadcast;
        string? stranger;
        lock (book.Gate)
        {
            broadcast = book.Find(msgId);
            stranger = body.ChatIds?.FirstOrDefault(id => broadcast?.Recipients.ContainsKey(id) == false);
        }

        if (broadcast is null)
        {
            return Task.FromResult(ControlBody.NotFound($"msgid: {msgId} is not a task"));
        }

        if (stranger is not null)
        {
            return Task.FromResult(ControlBody.Bad($"chat_ids: {stranger} is not a recipient of this task"));
        }

        var sent = confirm.Handle(broadcast, body.ChatIds);
        return Task.FromResult(ControlBody.Ok(new { sent }));
    }, ct);

    public Task<IResult> SetQuota(HttpRequest request, CancellationToken ct) => ControlBody.Read<Quota>(request, body =>
    {
        if (!world.Corps.TryGetValue(body.Corp, out var corp))
        {
            return Task.FromResult(ControlBody.NotFound($"corp: {body.Corp} is not a corp of this world"));
        }

        if (!Rules.TryGetValue(body.Rule, out var rule))
        {
            return Task.FromResult(ControlBody.Bad("rule: month, week (seven) or day (one)"));
        }

        lock (book.Gate)
        {
            book.Quota.SetRule(corp, rule);
        }

        return Task.FromResult(ControlBody.Ok(new { body.Corp, body.Rule }));
    }, ct);

    public IResult GetMode() => ControlBody.Ok(new
    {
        mode = employees.Mode.Auto ? "auto" : "manual",
        delaySeconds = employees.Mode.Delay.TotalSeconds,
        employees.Mode.LatePercent,
        lateSeconds = employees.Mode.Late.TotalSeconds,
        employees.Mode.PartlyPercent,
        employees.Mode.NeverPercent,
        employees.Mode.RemindedPercent,
    });

    public Task<IResult> SetMode(HttpRequest request, CancellationToken ct) => ControlBody.Read<Mode>(request, body =>
    {
        if (body.Name is not ("auto" or "manual"))
        {
            return Task.FromResult(ControlBody.Bad("mode: auto or manual"));
        }

        double?[] times = [body.DelaySeconds, body.LateSeconds];
        if (times.Any(t => t is { } seconds && !(seconds >= 0 && seconds <= LongestDelay.TotalSeconds)))
        {
            return Task.FromResult(ControlBody.Bad($"delaySeconds, lateSeconds: 0 to {LongestDelay.TotalSeconds}"));
        }

        double[] shares = [body.LatePercent, body.PartlyPercent, body.NeverPercent];
        if (shares.Any(p => !(p is >= 0 and <= 100)) || shares.Sum() > 100 || !(body.RemindedPercent is >= 0 and <= 100))
        {
            return Task.FromResult(ControlBody.Bad("latePercent, partlyPercent, neverPercent: 0 to 100 together; remindedPercent: 0 to 100"));
        }

        employees.Mode = new EmployeeMode(body.Name == "auto", body.DelaySeconds is { } delay ? TimeSpan.FromSeconds(delay) : employees.Mode.Delay)
        {
            LatePercent = body.LatePercent,
            Late = body.LateSeconds is { } late ? TimeSpan.FromSeconds(late) : employees.Mode.Late,
            PartlyPercent = body.PartlyPercent,
            NeverPercent = body.NeverPercent,
            RemindedPercent = body.RemindedPercent,
        };
        return Task.FromResult(GetMode());
    }, ct);

    private static object Describe(Broadcast broadcast) => new
    {
        broadcast.MsgId,
        corp = broadcast.Corp.CorpId,
        broadcast.Sender,
        broadcast.Text,
        attachments = broadcast.Attachments.Count,
        broadcast.CreatedAt,
        broadcast.Cancelled,
        reminders = broadcast.Reminders.Count,
        sent = broadcast.Recipients.Values.Count(r => r.Delivery is Delivery.Sent),
        waiting = broadcast.Recipients.Values.Where(r => r.Delivery is Delivery.Unsent).Select(r => r.Id).ToList(),
    };

    internal sealed record Confirmation
    {
        [JsonPropertyName("chat_ids")]
        public IReadOnlyList<string>? ChatIds { get; init; }
    }

    internal sealed record Quota
    {
        public required string Corp { get; init; }

        public required string Rule { get; init; }
    }

    internal sealed record Mode
    {
        [JsonPropertyName("mode")]
        public required string Name { get; init; }

        public double? DelaySeconds { get; init; }

        public double LatePercent { get; init; }

        public double? LateSeconds { get; init; }

        public double PartlyPercent { get; init; }

        public double NeverPercent { get; init; }

        public double RemindedPercent { get; init; } = 50;
    }
}
