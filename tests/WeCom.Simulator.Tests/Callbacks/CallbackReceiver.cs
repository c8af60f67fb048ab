using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

/// <summary>A callback address as a customer of WeCom would build it, with a decryptor of its own.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<XElement> _events = new();
    private string _token = "";
    private string _key = "";
    private string _corpId = "";
    private int _failures;
    private int _posts;

    private CallbackReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/wecom?tenant=1";

    /// <summary>Answers to the verification; the decrypted text unless a test wants a wrong one.</summary>
    public Func<string, string> Echo { get; set; } = text => text;

    public IReadOnlyList<XElement> Events => [.. _events];

    public int Posts => _posts;

    public static async Task<CallbackReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new CallbackReceiver(app);
        app.MapGet("/wecom", receiver.Verify);
        app.MapPost("/wecom", receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Connects this address to a corp of the simulator.</summary>
    public async Task Connect(SimulatorHost host, string corpId)
    {
        await Know(host, corpId);
        await host.Do(HttpMethod.Put, $"/sim/v1/corps/{corpId}/callback", $$"""{"url":"{{Url}}"}""");
    }

    public async Task Know(SimulatorHost host, string corpId)
    {
        var corp = await host.Corp(corpId);
        (_token, _key, _corpId) = ((string)corp["token"]!, (string)corp["encodingAesKey"]!, corpId);
    }

    /// <summary>The next so many deliveries lose their connection.</summary>
    public void BreakNext(int count) => _failures = count;

    public async Task<IReadOnlyList<XElement>> Until(int count, Func<XElement, bool>? which = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (_events.Count(e => which?.Invoke(e) ?? true) < count)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }

        return [.. _events.Where(e => which?.Invoke(e) ?? true)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Verify(HttpRequest request) => Open(request, request.Query["echostr"].ToString()) is { } text
        ? Results.Text(Echo(text))
        : Results.StatusCode(403);

    private async Task<IResult> Receive(HttpRequest request)
    {
        Interlocked.Increment(ref _posts);
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            request.HttpContext.Abort();
            return Results.Empty;
        }

        var envelope = XElement.Parse(await new StreamReader(request.Body).ReadToEndAsync());
        if (envelope.Element("ToUserName")!.Value != _corpId || Open(request, envelope.Element("Encrypt")!.Value) is not { } text)
        {
            return Results.StatusCode(403);
        }

        var received = XElement.Parse(text);
        received.SetAttributeValue("agent", envelope.Element("AgentID")!.Value);
        _events.Enqueue(received);
        return Results.Text("");
    }

    private string? Open(HttpRequest request, string cipher)
    {
        var query = request.Query;
        var expected = TinyDecryptor.Signature(_token, query["timestamp"].ToString(), query["nonce"].ToString(), cipher);
        return query["msg_signature"] == expected ? TinyDecryptor.Open(_key, cipher, _corpId) : null;
    }
}
