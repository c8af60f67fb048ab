using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>Opaque keyset page tokens: the sort key of the last row of the page before.</summary>
public static class PageToken
{
    /// <summary>Makes a token of the last row's sort key.</summary>
    public static string Of(params string[] key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    /// <summary>The sort key in a token, or null for the first page. A token that is not ours is the caller's error.</summary>
    public static string[]? Read(string token, int parts)
    {
        if (token.Length == 0) { return null; }

        try
        {
            if (JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(token)) is { } key && key.Length == parts) { return key; }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or DecoderFallbackException)
        {
            throw Malformed();
        }

        throw Malformed();
    }

    private static RpcException Malformed() => Problem.InvalidField("STW-006", "page_token", "page_token is not one that this method returned.").ToRpc();
}
