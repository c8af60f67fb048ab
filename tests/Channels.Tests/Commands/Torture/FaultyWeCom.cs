using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>
/// A WeCom in the process that takes broadcasts and does what a bad day does: answers that get lost after the broadcast was taken, <c>-1</c> with and without having
/// taken it, storms of <c>45009</c>, refused groups, and the end of the process right before or after a call. It counts what must never happen.
/// </summary>
internal sealed class FaultyWeCom(LeapingClock clock, int seed) : HttpMessageHandler
{
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<Broadcast>> _bySender = [];
    private readonly Dictionary<string, Broadcast> _byId = [];
    private readonly HashSet<(string Text, string Chat)> _sent = [];
    private readonly Dictionary<(string Chat, int Month), int> _months = [];
    private readonly Dictionary<long, int> _minutes = [];
    private DateTimeOffset _stormUntil;

    /// <summary>Ends the process at this moment; set anew after each restart.</summary>
    public Action Kill { get; set; } = () => { };

    /// <summary>Whether it still misbehaves.</summary>
    public bool Faults { get; set; } = true;

    public int Taken { get; private set; }
    public int LostAnswers { get; private set; }
    public int Storms { get; private set; }
    public int Kills { get; private set; }

    /// <summary>The same words into the same group once more.</summary>
    public int Duplicates { get; private set; }

    /// <summary>More into a group than its month, or more calls than the minute permits.</summary>
    public int Breaches { get; private set; }

    /// <summary>What each group got in each month.</summary>
    public IReadOnlyDictionary<(string Chat, int Month), int> Months => _months;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var api = request.RequestUri!.AbsolutePath["/cgi-bin/".Length..];
        if (api == "gettoken") { return Answer("""{"errcode":0,"access_token":"t","expires_in":7200}"""); }

        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        lock (_gate)
        {
            return api switch
            {
                "externalcontact/add_msg_template" => Add(body.RootElement, cancellationToken),
                "externalcontact/get_groupmsg_list_v2" => List(body.RootElement),
                "externalcontact/get_groupmsg_send_result" => Results(body.RootElement),
                _ => Answer("""{"errcode":40058,"errmsg":"unknown api"}"""),
            };
        }
    }

    private HttpResponseMessage Add(JsonElement body, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < _stormUntil) { return Answer("""{"errcode":45009,"errmsg":"api freq out of limit"}"""); }

        var dice = Faults ? _random.NextDouble() : 1;
        switch (dice)
        {
            case < 0.002:
                Storms++;
                _stormUntil = now + Storm;
                return Answer("""{"errcode":45009,"errmsg":"api freq out of limit"}""");
            case < 0.01: return Answer("""{"errcode":45033,"errmsg":"api concurrent out of limit"}""");
            case < 0.02: return Answer("""{"errcode":-1,"errmsg":"system busy"}""");
            case < 0.03: throw new HttpRequestException(HttpRequestError.ConnectionError);
            case < 0.0315: return End(ct);
        }

        var answer = Take(body, now);
        switch (dice)
        {
            case < 0.05:
                LostAnswers++;
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            case < 0.06:
                LostAnswers++;
                return Answer("""{"errcode":-1,"errmsg":"system busy"}""");
            case < 0.0615: return End(ct);
            default: return Answer(answer);
        }
    }

    private HttpResponseMessage End(CancellationToken ct)
    {
        Kills++;
        Kill();
        ct.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The process was not ended.");
    }

    private string Take(JsonElement body, DateTimeOffset now)
    {
        var text = body.GetProperty("text").GetProperty("content").GetString()!;
        var sender = body.GetProperty("sender").GetString()!;
        string[] named = [.. body.GetProperty("chat_id_list").EnumerateArray().Select(chat => chat.GetString()!)];
        string[] refused = Faults && _random.NextDouble() < 0.01 ? [named[0]] : [];
        var local = now.ToOffset(TimeSpan.FromHours(8));
        var minute = now.ToUnixTimeSeconds() / 60;
        _minutes[minute] = _minutes.GetValueOrDefault(minute) + 1;
        if (_minutes[minute] > 10_000) { Breaches++; }

        var broadcast = new Broadcast($"m{Taken++}", text, now.ToUnixTimeSeconds(), [.. named.Except(refused)]);
        foreach (var chat in broadcast.Chats)
        {
            if (!_sent.Add((text, chat))) { Duplicates++; }

            var month = (chat, local.Month);
            _months[month] = _months.GetValueOrDefault(month) + 1;
            if (_months[month] > DateTime.DaysInMonth(local.Year, local.Month)) { Breaches++; }
        }

        if (!_bySender.TryGetValue(sender, out var sent)) { _bySender[sender] = sent = []; }

        sent.Add(broadcast);
        _byId[broadcast.Id] = broadcast;
        return $$"""{"errcode":0,"fail_list":[{{string.Join(',', refused.Select(chat => $"\"{chat}\""))}}],"msgid":"{{broadcast.Id}}"}""";
    }

    private HttpResponseMessage List(JsonElement body)
    {
        if (Faults && _random.NextDouble() < 0.02) { return Answer("""{"errcode":-1,"errmsg":"system busy"}"""); }

        var (from, to) = (body.GetProperty("start_time").GetInt64(), body.GetProperty("end_time").GetInt64());
        var skip = body.GetProperty("cursor").GetString() is { Length: > 0 } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        var all = _bySender.GetValueOrDefault(body.GetProperty("creator").GetString()!) ?? [];
        List<Broadcast> page = [.. all.Where(one => one.Created >= from && one.Created <= to).Skip(skip).Take(100)];
        var next = page.Count == 100 ? (skip + 100).ToString(CultureInfo.InvariantCulture) : "";
        var items = page.Select(one => $$$"""{"msgid":"{{{one.Id}}}","create_time":{{{one.Created}}},"text":{"content":{{{JsonSerializer.Serialize(one.Text)}}}}}""");
        return Answer($$"""{"errcode":0,"group_msg_list":[{{string.Join(',', items)}}],"next_cursor":"{{next}}"}""");
    }

    private HttpResponseMessage Results(JsonElement body)
    {
        if (Faults && _random.NextDouble() < 0.01) { return Answer("""{"errcode":-1,"errmsg":"system busy"}"""); }

        // Most people tap at once, some for a part, a few never.
        var broadcast = _byId[body.GetProperty("msgid").GetString()!];
        if (broadcast.Tapped < broadcast.Chats.Count && !broadcast.Never)
        {
            broadcast.Never = _random.NextDouble() < 0.01;
            broadcast.Tapped = broadcast.Never ? 0 : _random.NextDouble() < 0.8 ? broadcast.Chats.Count : Math.Max(broadcast.Tapped, broadcast.Chats.Count / 2);
        }

        var items = broadcast.Chats.Take(broadcast.Tapped).Select(chat => $$"""{"chat_id":"{{chat}}","status":1}""");
        return Answer($$"""{"errcode":0,"send_list":[{{string.Join(',', items)}}],"next_cursor":""}""");
    }

    private static HttpResponseMessage Answer(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json) };

    private sealed class Broadcast(string id, string text, long created, IReadOnlyList<string> chats)
    {
        public string Id { get; } = id;
        public string Text { get; } = text;
        public long Created { get; } = created;
        public IReadOnlyList<string> Chats { get; } = chats;
        public int Tapped { get; set; }
        public bool Never { get; set; }
    }
}
