using System.Diagnostics.CodeAnalysis;

namespace Steward.Channels.Callbacks;

/// <summary>The two keys of a callback URL, as WeCom's console lets an administrator set them.</summary>
internal sealed class CallbackKeys
{
    private const int AesKeyLength = 43;

    private CallbackKeys(string token, byte[] aesKey) => (Token, AesKey) = (token, aesKey);

    public string Token { get; }

    /// <summary>32 bytes.</summary>
    public byte[] AesKey { get; }

    /// <summary>1 to 32 ASCII letters or digits.</summary>
    public static bool IsToken(string token) => token.Length is > 0 and <= 32 && token.All(char.IsAsciiLetterOrDigit);

    /// <summary>43 ASCII letters or digits: base64 without its padding. Its last character may carry bits that decode to nothing.</summary>
    public static bool IsAesKey(string key) => key.Length == AesKeyLength && key.All(char.IsAsciiLetterOrDigit);

    public static bool TryCreate(string token, string encodingAesKey, [NotNullWhen(true)] out CallbackKeys? keys)
    {
        keys = IsToken(token) && IsAesKey(encodingAesKey) ? new CallbackKeys(token, Convert.FromBase64String(encodingAesKey + "=")) : null;
        return keys is not null;
    }
}
