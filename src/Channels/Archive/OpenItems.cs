using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Steward.Channels.Archive;

/// <summary>
/// Opens a page's sealed messages: each names the version of the RSA key that its random key is encrypted for (PKCS#1 v1.5), and the random key opens the
/// message by the source's own cipher. RSA costs more than all the rest, so random keys are opened on all cores, and one that seals several messages only once.
/// </summary>
internal static class OpenItems
{
    public static ArchivePage Run(IReadOnlyDictionary<int, string> privateKeys, ArchivePage page, IArchiveSource source)
    {
        var seals = page.Items.Select(item => item.Sealed ? Seal.Read(item.Json.Span) : null).ToArray();
        var randomKeys = OpenKeys(privateKeys, seals.OfType<Seal>().Select(seal => (seal.KeyVersion, seal.RandomKey)).Distinct().ToArray());
        var items = new ArchiveItem[page.Items.Count];
        for (var n = 0; n < items.Length; n++) { items[n] = page.Items[n].Sealed ? OpenOne(page.Items[n], seals[n], privateKeys, randomKeys, source) : page.Items[n]; }

        return page with { Items = items };
    }

    private static ArchiveItem OpenOne(ArchiveItem item, Seal? seal, IReadOnlyDictionary<int, string> privateKeys, ConcurrentDictionary<(int, string), byte[]> randomKeys, IArchiveSource source)
    {
        if (seal is null) { return item with { Lock = new ArchiveLock(0, "not sealed as documented") }; }

        if (!privateKeys.ContainsKey(seal.KeyVersion)) { return item with { Lock = new ArchiveLock(seal.KeyVersion, "unknown key version") }; }

        return randomKeys.TryGetValue((seal.KeyVersion, seal.RandomKey), out var key) && source.Open(key, seal.Message) is { } json
            ? item with { Json = json, Sealed = false }
            : item with { Lock = new ArchiveLock(seal.KeyVersion, "does not open with this key") };
    }

    private static ConcurrentDictionary<(int, string), byte[]> OpenKeys(IReadOnlyDictionary<int, string> privateKeys, (int Version, string Key)[] wanted)
    {
        var opened = new ConcurrentDictionary<(int, string), byte[]>();
        Parallel.ForEach(
            wanted.Where(one => privateKeys.ContainsKey(one.Version)),
            () => new Dictionary<int, RSA>(),
            (one, _, keys) =>
            {
                if (!keys.TryGetValue(one.Version, out var rsa))
                {
                    keys[one.Version] = rsa = RSA.Create();
                    rsa.ImportFromPem(privateKeys[one.Version]);
                }

                if (TryOpen(rsa, one.Key) is { } key) { opened[one] = key; }

                return keys;
            },
            keys =>
            {
                foreach (var rsa in keys.Values) { rsa.Dispose(); }
            });
        return opened;
    }

    private static byte[]? TryOpen(RSA rsa, string randomKey)
    {
        try
        {
            return rsa.Decrypt(Convert.FromBase64String(randomKey), RSAEncryptionPadding.Pkcs1);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What a sealed item says.</summary>
    private sealed record Seal(int KeyVersion, string RandomKey, string Message)
    {
        public static Seal? Read(ReadOnlySpan<byte> json)
        {
            try
            {
                var reader = new Utf8JsonReader(json);
                using var item = JsonDocument.ParseValue(ref reader);
                var (version, key, message) = (item.RootElement.GetProperty("publickey_ver"), item.RootElement.GetProperty("encrypt_random_key"), item.RootElement.GetProperty("encrypt_chat_msg"));
                return new Seal(version.GetInt32(), key.GetString()!, message.GetString()!);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                return null;
            }
        }
    }
}
