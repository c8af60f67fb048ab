using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Steward.Channels.Callbacks;

namespace Steward.Channels.Tests.Callbacks;

/// <summary>What a storm of callbacks saw. Times are from the moment at which a callback was due to be sent, so waiting for one's turn counts, and so does the client's own work of sealing it.</summary>
internal sealed record StormResult(int Sent, int Answered, double P50, double P99, double Max, TimeSpan Took)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Sent:N0} callbacks in {Took.TotalSeconds:N1} s ({Sent / Took.TotalSeconds:N0}/s), {Answered:N0} answered 200; p50 {P50:N1} ms, p99 {P99:N1} ms, max {Max:N1} ms");
}

/// <summary>Posts different, signed and encrypted events at a steady rate, whatever the answers take.</summary>
internal static class CallbackStorm
{
    private const int Groups = 200;

    /// <summary>What <c>groupchat/get</c> answers during a storm: the asked group, with one person.</summary>
    public static string OneGroup(JsonElement body) =>
        $$$"""{"errcode":0,"group_chat":{"chat_id":{{{body.GetProperty("chat_id").GetRawText()}}},"name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"zhang","type":1,"join_time":1572505491,"join_scene":1,"name":"张"}],"member_version":"v"}}""";

    public static async Task<StormResult> RunAsync(HttpClient http, Guid account, int perSecond, TimeSpan duration, int run = 0)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        for (var n = 0; n < 200; n++) { await PostAsync(http, Prepare(account, run + 1_000_000, n)); }

        var times = new ConcurrentBag<double>();
        var answered = 0;
        using var running = new CountdownEvent(count);
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < count; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            while (watch.Elapsed < due) { await Task.Delay(1); }

            var number = n;
            _ = Task.Run(async () =>
            {
                try
                {
                    var ok = await PostAsync(http, Prepare(account, run, number));
                    times.Add((watch.Elapsed - due).TotalMilliseconds);
                    if (ok) { Interlocked.Increment(ref answered); }
                }
                finally
                {
                    running.Signal();
                }
            });
        }

        await Task.Run(running.Wait);
        var sorted = times.Order().ToArray();
        return new StormResult(count, answered, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], sorted[^1], watch.Elapsed);
    }

    /// <summary>Posts one event.</summary>
    /// <returns>Whether it was answered 200.</returns>
    public static Task<bool> PostOneAsync(HttpClient http, Guid account, int run, int n) => PostAsync(http, Prepare(account, run, n));

    private static async Task<bool> PostAsync(HttpClient http, (Uri Address, byte[] Body) one)
    {
        using var content = new ByteArrayContent(one.Body);
        using var response = await http.PostAsync(one.Address, content);
        return response.IsSuccessStatusCode;
    }

    private static (Uri Address, byte[] Body) Prepare(Guid account, int run, int n)
    {
        Assert.True(CallbackKeys.TryCreate(World.Token, World.AesKey, out var keys));
        var change = n % 20 == 0
            ? $"<Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>woStormStormStormStorm{run}-{n}</ExternalUserID><WelcomeCode>W{n}</WelcomeCode>"
            : $"<Event>change_external_chat</Event><ChatId>wrStorm{n % Groups}</ChatId><ChangeType>update</ChangeType><UpdateDetail>del_member</UpdateDetail><QuitScene>{n % 2}</QuitScene><MemChangeCnt>1</MemChangeCnt><MemChangeList><Item>wmStorm{run}-{n}</Item></MemChangeList><LastMemVer>{run}-{n - Groups}</LastMemVer><CurMemVer>{run}-{n}</CurMemVer>";
        var xml = $"<xml><ToUserName>{World.CorpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>1403610513</CreateTime><MsgType>event</MsgType>{change}</xml>";
        var encrypted = CallbackCrypto.Encrypt(keys, "0123456789abcdef"u8, xml, World.CorpId);
        return (World.CallbackUri(account, CallbackCrypto.Sign(keys, "1409659589", "263014780", encrypted)), System.Text.Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[{World.CorpId}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"));
    }
}
