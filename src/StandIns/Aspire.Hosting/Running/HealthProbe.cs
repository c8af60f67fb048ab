namespace Aspire.Hosting.Running;

/// <summary>Asks resources over HTTP whether they are healthy.</summary>
internal sealed class HealthProbe(EngineSettings settings, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<bool> IsHealthyAsync(string url, int statusCode, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(settings.HealthTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (int)response.StatusCode == statusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}
