using System.Globalization;
using System.Text.Json;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>How an answer gets to the caller.</summary>
internal enum Fault
{
    /// <summary>As it should.</summary>
    None,

    /// <summary>The caller could not even connect.</summary>
    NoConnection,

    /// <summary>The connection breaks before the answer.</summary>
    Lost,

    /// <summary>The caller's process ends at this moment.</summary>
    Kill,
}

/// <summary>
/// A WeCom that takes broadcasts and does what a bad day does: answers that get lost after the broadcast was taken, <c>-1</c> with and without having taken it, storms of
/// <c>45009</c>, groups left out, results that are older than the ones told before, and the end of the caller's process right before or after a call. It counts what must never happen.
/// </summary>
internal sealed class FaultyWeCom(TimeProvider clock, int seed, FaultRates rates)
{
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<Broadcast>> _bySender = [];
    private readonly Dictionary<string, Broadcast> _byId = [];
    private readonly HashSet<(string Text, string Chat)> _sent = [];
    private readonly Dictionary<(string Chat, int Month), int> _months = [];
    private readonly Dictionary<long, int> _minutes = [];
    private readonly Dictionary<long, int> _hours = [];
    private DateTimeOffset _stormUntil;

    /// <summary>Whether it still misbehaves.</summary>
    public bool Faults { get; set; } = true;

    public int Taken { get; private set; }
    public int LostAnswers { get; private set; }
    public int Storms { get; private set; }
    public int Kills { get; private set; }
    public int StaleResults { get; private set; }

    /// <summary>The same words into the same group once more.</summary>
    public int Duplicates { get; private set; }

    /// <summary>More into a group than its month, or more calls than the minute or hour permits.</summary>
    public int Breaches { get; private set; }

    /// <summary>What each group got in each month.</summary>
    public IReadOnlyDictionary<(string Chat, int Month), int> Months => _months;

    public (string Json, Fault Fault) Answer(string api, JsonElement body)
    {
        lock (_gate)
        {
            return api switch
            {
                "gettoken" => ("""{"errcode":0,"access_token":"t","expires_in":7200}""", Fault.None),
                "externalcontact/add_msg_template" => Add(body),
                "externalcontact/get_groupmsg_list_v2" => (List(body), Fault.None),
                "externalcontact/get_groupmsg_send_result" => (Results(body), Fault.None),
                _ => ("""{"errcode":40058,"errmsg":"unknown api"}""", Fault.None),
            };
        }
    }

    private (string Json, Fault Fault) Add(JsonElement body)
    {
        var now = clock.GetUtcNow();
        if (now < _stormUntil) { return ("""{"errcode":45009,"errmsg":"api freq out of limit"}""", Fault.None); }

        if (!Faults) { return (Take(body, now), Fault.None); }

        var dice = _random.NextDouble();
        if (Falls(rates.Storm))
        {
            Storms++;
            _stormUntil = now + Storm;
            return ("""{"errcode":45009,"errmsg":"api freq out of limit"}""", Fault.None);
        }

        if (Falls(rates.Concurrency)) { return ("""{"errcode":45033,"errmsg":"api concurrent out of limit"}""", Fault.None); }

        if (Falls(rates.Busy)) { return ("""{"errcode":-1,"errmsg":"system busy"}""", Fault.None); }

        if (Falls(rates.NoConnection)) { return ("", Fault.NoConnection); }

        if (Falls(rates.Kill / 2)) { return End(); }

        var answer = Take(body, now);
        if (Falls(rates.LostAnswer))
        {
            LostAnswers++;
            return ("", Fault.Lost);
        }

        if (Falls(rates.BusyThoughTaken))
        {
            LostAnswers++;
            return ("""{"errcode":-1,"errmsg":"system busy"}""", Fault.None);
        }

        return Falls(rates.Kill / 2) ? End() : (answer, Fault.None);

        // One throw of the dice decides among all of them.
        bool Falls(double share)
        {
            dice -= share;
            return dice < 0 && dice >= -share;
        }
    }

    private (string Json, Fault Fault) End()
    {
        Kills++;
        return ("", Fault.Kill);
    }

    private string Take(JsonElement body, DateTimeOffset now)
    {
        var text = body.GetProperty("text").GetProperty("content").GetString()!;
        var sender = body.GetProperty("sender").GetString()!;
        string[] named = [.. body.GetProperty("chat_id_list").EnumerateArray().Select(chat => chat.GetString()!)];
        string[] refused = Faults && _random.NextDouble() < rates.LeftOut ? [named[0]] : [];
        var local = now.ToOffset(TimeSpan.FromHours(8));
        Count(_minutes, now.ToUnixTimeSeconds() / 60, 10_000);
        Count(_hours, now.ToUnixTimeSeconds() / 3600, 150_000);

        var broadcast = new Broadcast($"m{Taken++}", text, now.ToUnixTimeSeconds(), [.. named.Except(refused)], refused);
        foreach (var chat in broadcast.Chats)
        {
            if (!_sent.Add((text, chat))) { Duplicates++; }

            Count(_months, (chat, local.Month), DateTime.DaysInMonth(local.Year, local.Month));
        }

        if (!_bySender.TryGetValue(sender, out var sent)) { _bySender[sender] = sent = []; }

        sent.Add(broadcast);
        _byId[broadcast.Id] = broadcast;
        return $$"""{"errcode":0,"fail_list":[{{string.Join(',', refused.Select(chat => $"\"{chat}\""))}}],"msgid":"{{broadcast.Id}}"}""";
    }

    private void Count<T>(Dictionary<T, int> window, T key, int most) where T : notnull
    {
        window[key] = window.GetValueOrDefault(key) + 1;
        if (window[key] > most) { Breaches++; }
    }

    private string List(JsonElement body)
    {
        if (Faults && _random.NextDouble() < 0.02) { return """{"errcode":-1,"errmsg":"system busy"}"""; }

        var (from, to) = (body.GetProperty("start_time").GetInt64(), body.GetProperty("end_time").GetInt64());
        var skip = body.GetProperty("cursor").GetString() is { Length: > 0 } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        var all = _bySender.GetValueOrDefault(body.GetProperty("creator").GetString()!) ?? [];
        List<Broadcast> page = [.. all.Where(one => one.Created >= from && one.Created <= to).Skip(skip).Take(100)];
        var next = page.Count == 100 ? (skip + 100).ToString(CultureInfo.InvariantCulture) : "";
        var items = page.Select(one => $$$"""{"msgid":"{{{one.Id}}}","create_time":{{{one.Created}}},"text":{"content":{{{JsonSerializer.Serialize(one.Text)}}}}}""");

        // In no order at all: nothing may rest on it.
        return $$"""{"errcode":0,"group_msg_list":[{{string.Join(',', items.OrderBy(_ => _random.Next()))}}],"next_cursor":"{{next}}"}""";
    }

    private string Results(JsonElement body)
    {
        if (Faults && _random.NextDouble() < 0.01) { return """{"errcode":-1,"errmsg":"system busy"}"""; }

        // Most people tap at once, some for a part, a few never.
        var broadcast = _byId[body.GetProperty("msgid").GetString()!];
        if (broadcast.Tapped < broadcast.Chats.Count && !broadcast.Never)
        {
            broadcast.Never = _random.NextDouble() < rates.Never;
            broadcast.Tapped = broadcast.Never ? 0 : _random.NextDouble() < 0.8 ? broadcast.Chats.Count : Math.Max(broadcast.Tapped, broadcast.Chats.Count / 2);
        }

        // What is told may be older than what was told before.
        var stale = Faults && _random.NextDouble() < 0.03;
        if (stale) { StaleResults++; }

        var items = broadcast.Chats.Take(stale ? _random.Next(broadcast.Tapped + 1) : broadcast.Tapped).Select(chat => $$"""{"chat_id":"{{chat}}","status":1}""")
            .Concat(stale ? [] : broadcast.LeftOut.Select(chat => $$"""{"chat_id":"{{chat}}","status":3}"""));
        return $$"""{"errcode":0,"send_list":[{{string.Join(',', items)}}],"next_cursor":""}""";
    }

    private sealed class Broadcast(string id, string text, long created, IReadOnlyList<string> chats, IReadOnlyList<string> leftOut)
    {
        public string Id { get; } = id;
        public string Text { get; } = text;
        public long Created { get; } = created;
        public IReadOnlyList<string> Chats { get; } = chats;
        public IReadOnlyList<string> LeftOut { get; } = leftOut;
        public int Tapped { get; set; }
        public bool Never { get; set; }
    }
}
