using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Limits;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Staff;

/// <summary>What an app said to an employee.</summary>
internal sealed record StaffMessage(string MsgId, int AgentId, string UserId, string Type, string Content, DateTimeOffset At);

/// <summary><c>message/send</c>: to employees only. More than 30 a minute or 1,000 an hour to one of them are dropped without a word, as WeCom does.</summary>
internal sealed class SendToStaff(SimulatedWorld world, RateWindows windows, TechnicalClock technical, SimulatedClock clock)
{
    private const int MostReceivers = 1000;
    private const int MaxTextBytes = 2048;
    private const int PerMinute = 30;
    private const int PerHour = 1000;
    private const int DayShare = 200;
    private const int DefaultDuplicateSeconds = 1800;
    private const int LongestDuplicateSeconds = 4 * 3600;
    private const int KeptMessages = 10_000;

    private static readonly Dictionary<string, string[]> Bodies = new()
    {
        ["text"] = ["content"],
        ["markdown"] = ["content"],
        ["textcard"] = ["title", "description", "url"],
    };

    private readonly PerCorp<State> _states = new();
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "staff messages");

    public WeComReply Handle(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var receivers = fields.Text("touser", true, 65_536).Split('|', StringSplitOptions.RemoveEmptyEntries);
        var type = fields.Text("msgtype", true);
        var agentId = fields.Number("agentid", 0, int.MaxValue, null);
        var check = fields.Number("enable_duplicate_check", 0, 1, 0) == 1;
        var interval = fields.Number("duplicate_check_interval", 0, LongestDuplicateSeconds, DefaultDuplicateSeconds);
        var content = Content(fields, type);
        if (receivers.Length > MostReceivers)
        {
            fields.Refuse(WeComReply.BadParameter($"touser has more than {MostReceivers} items"));
        }

        if (agentId != caller.App.AgentId)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.ForeignAgent, "agentid is not this app's"));
        }

        return fields.Refusal ?? Send(caller, receivers, type, content, check ? TimeSpan.FromSeconds(interval) : null);
    }

    /// <summary>What reached an employee, oldest first.</summary>
    public IReadOnlyList<StaffMessage> Inbox(Corp corp, string? userId)
    {
        lock (corp.Gate)
        {
            return [.. _states.Of(corp).Messages.Where(m => userId is null || m.UserId == userId)];
        }
    }

    private static string Content(RequestFields fields, string type)
    {
        if (!Bodies.TryGetValue(type, out var names))
        {
            fields.Refuse(WeComReply.BadParameter($"msgtype must be one of {string.Join(", ", Bodies.Keys)} here"));
            return "";
        }

        var inner = fields.Inside(type);
        if (inner is null)
        {
            fields.Refuse(WeComReply.BadParameter($"{type} missing"));
            return "";
        }

        var content = string.Join('\n', names.Select(name => inner.Text(name, true, MaxTextBytes)));
        fields.Adopt(inner);
        return content;
    }

    private WeComReply Send(Caller caller, string[] receivers, string type, string content, TimeSpan? once)
    {
        var corp = caller.Corp;
        lock (corp.Gate)
        {
            IReadOnlyList<string> wanted = receivers is ["@all"] ? [.. corp.Employees.Keys.Where(id => corp.Employs(id) && caller.App.Sees(id))] : receivers;
            var known = wanted.Distinct().Where(id => corp.Employs(id) && caller.App.Sees(id)).ToList();
            if (known.Count == 0)
            {
                return WeComReply.Refuse(WeComCodes.NoReceiver);
            }

            var state = _states.Of(corp);
            var day = (caller.App.AgentId, (int)(clock.GetUtcNow().ToOffset(SimulatedClock.Shanghai).Ticks / TimeSpan.TicksPerDay));
            var today = state.Days.GetValueOrDefault(day) + known.Count;
            if (today > corp.Employees.Count * DayShare)
            {
                return WeComReply.Refuse(WeComCodes.FrequencyLimit);
            }

            state.Days[day] = today;
            var msgId = _ids.Text(40);
            foreach (var userId in known)
            {
                Deliver(caller, state, new StaffMessage(msgId, caller.App.AgentId, userId, type, content, clock.GetUtcNow()), once);
            }

            return WeComReply.Ok(new JsonObject
            {
                ["invaliduser"] = string.Join('|', wanted.Except(known)),
                ["invalidparty"] = "",
                ["invalidtag"] = "",
                ["unlicenseduser"] = "",
                ["msgid"] = msgId,
                ["response_code"] = "",
            });
        }
    }

    private void Deliver(Caller caller, State state, StaffMessage message, TimeSpan? once)
    {
        var (now, member) = (technical.GetUtcNow(), $"{caller.Corp.CorpId}/{caller.App.AgentId}/{message.UserId}");
        var print = (message.AgentId, message.UserId, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(message.Type + message.Content))));
        if (once is { } interval && state.Last.TryGetValue(print, out var last) && now - last < interval)
        {
            return;
        }

        state.Last[print] = now;
        if (!windows.TryTake(new RateKey("member", member, "message/send", TimeSpan.FromMinutes(1)), PerMinute)
            || !windows.TryTake(new RateKey("member", member, "message/send", TimeSpan.FromHours(1)), PerHour))
        {
            return;
        }

        state.Messages.Enqueue(message);
        if (state.Messages.Count > KeptMessages)
        {
            state.Messages.Dequeue();
        }
    }

    private sealed class State
    {
        public Queue<StaffMessage> Messages { get; } = [];

        public Dictionary<(int AgentId, int Day), int> Days { get; } = [];

        public Dictionary<(int AgentId, string UserId, string Print), DateTimeOffset> Last { get; } = [];
    }
}
