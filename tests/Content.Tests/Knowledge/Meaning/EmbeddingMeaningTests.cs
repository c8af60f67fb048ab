using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Meaning;

/// <summary>What operators are suggested when a model of meaning is asked, and when it does not do what it should. The model is a server that does exactly what the test says.</summary>
[Collection(ContentTests.Name)]
public sealed class EmbeddingMeaningTests(ContentWorld world) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly ConcurrentQueue<(string Key, string Model, string[] Texts)> _asked = new();
    private WebApplication _model = null!;
    private Func<string[], string> _answer = _ => "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _model = builder.Build();
        _model.MapPost("/v1/embeddings", async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            string[] texts = [.. body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];
            _asked.Enqueue((http.Request.Headers.Authorization.ToString(), body.RootElement.GetProperty("model").GetString()!, texts));
            var answer = _answer(texts);
            if (answer.Length == 0) { http.Response.StatusCode = 500; }
            else { await http.Response.WriteAsync(answer); }
        });
        await _model.StartAsync();
    }

    public Task DisposeAsync() => _model.DisposeAsync().AsTask();

    [Fact]
    public async Task The_nearest_in_meaning_is_suggested_first_and_what_is_sent_by_itself_stays_the_matchings()
    {
        await using var host = await HostAsync(world.Clock);
        var knowledge = host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(_brand));
        await ImportAsync(knowledge);
        _answer = _ => "";
        var local = await AskAsync(knowledge);
        Assert.Equal(["青瓷杯怎么洗?", "青瓷碗怎么洗?"], local.Matches.Select(match => match.Question));

        _answer = texts => Vectors(texts, text => text.Contains('碗', StringComparison.Ordinal) || text == texts[0] ? [1, 0] : [0, 1]);
        var near = await AskAsync(knowledge);

        Assert.Equal(["青瓷碗怎么洗?", "青瓷杯怎么洗?"], near.Matches.Select(match => match.Question));
        Assert.Equal(local.Matches.Select(match => match.Score), near.Matches.Select(match => match.Score));
        Assert.Equal(local.WouldAnswer, near.WouldAnswer);
        Assert.All(_asked, asked => Assert.Equal(("Bearer secret", "bge-small-zh"), (asked.Key, asked.Model)));
        Assert.Equal("青瓷杯怎么洗呢", _asked.First().Texts[0]);

        // A member's question is answered without it.
        var before = _asked.Count;
        var group = Guid.NewGuid();
        await host.PublishAsync(world.Screened(_brand, group, world.Message(group, "青瓷杯怎么洗?")));
        Assert.Contains("温水", (await host.NextAsync<SendToGroupsV1>(send => send.BrandId == _brand)).Text, StringComparison.Ordinal);
        Assert.Equal(before, _asked.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1,0]}]}""")]
    [InlineData("""{"data":[{"index":99,"embedding":[1,0]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":["x"]}]}""")]
    [InlineData("slow")]
    public async Task Whatever_the_model_does_wrong_the_matchings_order_stands(string answer)
    {
        using var over = new ManualResetEventSlim();
        await using var host = await HostAsync(TimeProvider.System, "--Knowledge:Meaning:TimeoutMilliseconds=300");
        var knowledge = host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(_brand));
        await ImportAsync(knowledge);
        _answer = _ =>
        {
            if (answer == "slow") { over.Wait(TimeSpan.FromSeconds(20)); }

            return answer;
        };

        Assert.Equal(["青瓷杯怎么洗?", "青瓷碗怎么洗?"], (await AskAsync(knowledge)).Matches.Select(match => match.Question));
        Assert.Single(_asked);
        over.Set();
    }

    [Fact]
    public async Task What_nothing_is_suggested_for_is_not_sent_to_it()
    {
        await using var host = await HostAsync(world.Clock);
        var knowledge = host.Client<KnowledgeService.KnowledgeServiceClient>(ServiceHost.LeadOf(_brand));
        await ImportAsync(knowledge);
        await knowledge.AskAsync(new AskRequest { BrandId = $"{_brand}", Text = "球赛谁赢了" });
        Assert.Empty(_asked);
    }

    private static string Vectors(string[] texts, Func<string, int[]> of) => JsonSerializer.Serialize(new { data = texts.Select((text, index) => new { index, embedding = of(text) }) });

    // By the clock of the gate, whose tokens have their time; a time-out needs one that goes.
    private Task<ServiceHost> HostAsync(TimeProvider clock, params string[] args) => ServiceHost.StartAsync(
        ContentService.Definition, services => services.AddSingleton(clock),
        [$"--services:moderation:grpc:0={world.Moderation.GrpcAddress}", $"--Knowledge:Meaning:Url={_model.Urls.First()}/v1/embeddings", "--Knowledge:Meaning:Model=bge-small-zh", "--Knowledge:Meaning:Key=secret", .. args]);

    private async Task ImportAsync(KnowledgeService.KnowledgeServiceClient knowledge) => Assert.Empty((await knowledge.ImportEntriesAsync(new ImportEntriesRequest
    {
        BrandId = $"{_brand}",
        Entries =
        {
            new KnowledgeEntry { EntryId = $"{Guid.NewGuid()}", Question = "青瓷杯怎么洗?", Answer = "温水手洗。" },
            new KnowledgeEntry { EntryId = $"{Guid.NewGuid()}", Question = "青瓷碗怎么洗?", Answer = "可进洗碗机。" },
        },
    })).Errors);

    private async Task<AskResponse> AskAsync(KnowledgeService.KnowledgeServiceClient knowledge) => await knowledge.AskAsync(new AskRequest { BrandId = $"{_brand}", Text = "青瓷杯怎么洗呢" });
}
