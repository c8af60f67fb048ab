using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>Speaks to a callback address.</summary>
internal sealed class CallbackClient(HttpClient http, TimeProvider real, IOptions<SimulatorOptions> options)
{
    /// <returns>The answer's status, or null when the connection failed or timed out.</returns>
    public async Task<HttpStatusCode?> Post(Corp corp, CallbackBox box, PendingCallback callback, CancellationToken ct)
    {
        var (url, receiver) = (box.Url!, box.SuiteId ?? corp.CorpId);
        var encrypted = Encrypt(corp, receiver, box.SuiteId is { } suite ? CallbackXml.ForSuite(callback.Xml, suite, corp.CorpId) : callback.Xml);
        using var content = new StringContent(CallbackXml.Envelope(receiver, box.NamesAgent ? callback.AgentId : null, encrypted), Encoding.UTF8, "text/xml");
        using var limit = new CancellationTokenSource(options.Value.CallbackTimeout, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var response = await http.PostAsync(Signed(corp, url, encrypted, ""), content, both.Token);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The check WeCom makes when an administrator saves a URL.</summary>
    /// <returns>Null when the URL is accepted, else the reason.</returns>
    /// <param name="receiver">The corp's id, or the suite's.</param>
    public async Task<string?> Verify(Corp corp, string receiver, Uri url, CancellationToken ct)
    {
        var echo = RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString(CultureInfo.InvariantCulture) + "7161317";
        var encrypted = Encrypt(corp, receiver, echo);
        using var limit = new CancellationTokenSource(options.Value.VerifyTimeout, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var response = await http.GetAsync(Signed(corp, url, encrypted, "&echostr=" + Uri.EscapeDataString(encrypted)), both.Token);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                return $"the URL answered HTTP {(int)response.StatusCode} to the verification";
            }

            var answer = await response.Content.ReadAsStringAsync(both.Token);
            return answer == echo ? null : $"the URL must answer the decrypted echostr and nothing else; it answered {answer.Length} characters that differ";
        }
        catch (HttpRequestException failure)
        {
            return "the URL cannot be reached: " + failure.Message;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"the URL did not answer within {options.Value.VerifyTimeout.TotalSeconds} s";
        }
    }

    private static string Encrypt(Corp corp, string receiver, string message) =>
        CallbackCrypto.Encrypt(corp.Keys.EncodingAesKey, receiver, RandomNumberGenerator.GetBytes(16), message);

    private Uri Signed(Corp corp, Uri url, string encrypted, string more)
    {
        var timestamp = real.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetString(Dice.Letters, 16);
        var signature = CallbackCrypto.Sign(corp.Keys.CallbackToken, timestamp, nonce, encrypted);
        var separator = url.Query.Length == 0 ? '?' : '&';
        return new Uri($"{url.AbsoluteUri}{separator}msg_signature={signature}&timestamp={timestamp}&nonce={nonce}{more}");
    }
}
