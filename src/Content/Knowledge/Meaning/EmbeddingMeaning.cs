using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Steward.Content.Knowledge.Meaning;

/// <summary>Asks a server of embeddings: near is whose vectors point the same way. Whatever it does wrong, the matching's own order stands.</summary>
internal sealed partial class EmbeddingMeaning(HttpClient http, IOptions<MeaningOptions> options, TimeProvider clock, ILogger<EmbeddingMeaning> logger) : IMeaning
{
    private static readonly Meter Meter = new("Steward.Content");
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>("steward.knowledge.meaning", description: "Lists of suggestions that a model of meaning was asked to order, by outcome: ordered, failed.");

    public async Task<IReadOnlyList<double>?> NearnessAsync(string question, IReadOnlyList<string> phrases, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.TimeoutMilliseconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var vectors = await EmbedAsync([question, .. phrases], both.Token);
            Asked.Add(1, new KeyValuePair<string, object?>("outcome", "ordered"));
            return [.. vectors.Skip(1).Select(vector => Cosine(vectors[0], vector))];
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Asked.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
            Log.Failed(logger, exception);
            return null;
        }
    }

    private async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Url) { Content = JsonContent.Create(new { model = options.Value.Model, input = texts }) };
        if (options.Value.Key.Length > 0) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Key); }

        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        var vectors = new float[texts.Count][];
        foreach (var item in json.RootElement.GetProperty("data").EnumerateArray())
        {
            vectors[item.GetProperty("index").GetInt32()] = [.. item.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle())];
        }

        return Array.TrueForAll(vectors, vector => vector is { Length: > 0 } && vector.Length == vectors[0].Length) ? vectors : throw new InvalidOperationException("A vector is missing, or they differ in length.");
    }

    private static double Cosine(float[] one, float[] other)
    {
        var (product, squares, others) = (0.0, 0.0, 0.0);
        for (var at = 0; at < one.Length; at++) { (product, squares, others) = (product + ((double)one[at] * other[at]), squares + ((double)one[at] * one[at]), others + ((double)other[at] * other[at])); }

        return squares * others > 0 ? product / Math.Sqrt(squares * others) : 0;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The model of meaning did not order the suggestions; they stand in the matching's order.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
