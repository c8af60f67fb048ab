using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Steward.Members.ApiKeys;

/// <summary>The secret of an API key, <c>stw_&lt;prefix&gt;_&lt;random&gt;</c>: the prefix finds the key, the whole is what is proved.</summary>
/// <param name="Prefix">Eight characters of base 62; may be shown.</param>
/// <param name="Text">The whole secret.</param>
internal sealed partial record ApiKeySecret(string Prefix, string Text)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 8;
    private const int RandomLength = 43; // 256 bits

    /// <summary>A new secret.</summary>
    public static ApiKeySecret Make() => Compose(RandomNumberGenerator.GetString(Base62, PrefixLength), RandomNumberGenerator.GetString(Base62, RandomLength));

    /// <summary>The parts of a secret, or null when it is not one.</summary>
    public static ApiKeySecret? Read(string text) => WholePattern().Match(text) is { Success: true } match ? new ApiKeySecret(match.Groups[1].Value, text) : null;

    /// <summary>
    /// The secret that a caller chose, whole or only its random part; null when it is too short or has other characters than letters, digits, - and _.
    /// The prefix of a part follows from the key's id, so that issuing it again gives the same secret.
    /// </summary>
    public static ApiKeySecret? Given(string text, Guid key)
    {
        if (text.StartsWith("stw_", StringComparison.Ordinal)) { return Read(text); }

        return PartPattern().IsMatch(text) ? Compose(PrefixOf(key), text) : null;
    }

    private static ApiKeySecret Compose(string prefix, string random) => new(prefix, $"stw_{prefix}_{random}");

    private static string PrefixOf(Guid key)
    {
        var hash = SHA256.HashData(key.ToByteArray(bigEndian: true));
        return string.Create(PrefixLength, hash, (prefix, bytes) =>
        {
            for (var at = 0; at < prefix.Length; at++) { prefix[at] = Base62[bytes[at] % Base62.Length]; }
        });
    }

    [GeneratedRegex(@"\Astw_([0-9A-Za-z]{8})_[0-9A-Za-z_-]{32,128}\z")]
    private static partial Regex WholePattern();

    [GeneratedRegex(@"\A[0-9A-Za-z_-]{32,128}\z")]
    private static partial Regex PartPattern();
}
