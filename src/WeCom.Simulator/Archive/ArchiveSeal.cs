using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>A public key that an administrator put into the archive's console.</summary>
/// <param name="FromSeq">It encrypts the messages from here on.</param>
internal sealed record ArchiveKey(int Version, string Pem, long FromSeq);

/// <summary>How a corp's archive is handed out.</summary>
/// <param name="UnknownKeyEvery">Every so many messages are encrypted with a key of which nobody has the private half; 0 = none.</param>
internal sealed record ArchiveForm(bool Encrypted, IReadOnlyList<ArchiveKey> Keys, int UnknownKeyEvery, IReadOnlySet<string>? AllowedIps)
{
    public ArchiveForm()
        : this(false, [], 0, null)
    {
    }
}

/// <summary>
/// Hands messages out as the real archive does: a random key for each, encrypted with RSA-2048 and PKCS#1 v1.5 for the corp, and the message encrypted with that key.
/// WeCom does not publish the inner cipher; here it is AES-256-GCM as base64 of nonce (12 bytes), cipher text and tag (16 bytes).
/// </summary>
internal sealed class ArchiveSeal : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly PerCorp<State> _states = new();
    private readonly Lazy<RSA> _nobodys = new(() => RSA.Create(2048));
    private readonly Lock _gate = new();

    public ArchiveForm Of(Corp corp) => _states.Of(corp).Form;

    public void Set(Corp corp, ArchiveForm form)
    {
        lock (_gate)
        {
            var state = _states.Of(corp);
            foreach (var key in form.Keys.Where(k => !state.Rsa.ContainsKey(k.Version)))
            {
                var rsa = RSA.Create();
                rsa.ImportFromPem(key.Pem);
                state.Rsa[key.Version] = rsa;
            }

            state.Form = form;
        }
    }

    /// <summary>The page of <c>GetChatData</c>.</summary>
    public void Write(IBufferWriter<byte> to, Corp corp, long seq, int limit)
    {
        var state = _states.Of(corp);
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = WireJson.Relaxed.Encoder, SkipValidation = true });
        json.WriteStartObject();
        json.WriteNumber("errcode"u8, 0);
        json.WriteString("errmsg"u8, "ok");
        json.WriteStartArray("chatdata"u8);
        for (var i = 0; i < limit && corp.Archive.Read(seq, 1) is [var message]; i++)
        {
            seq = message.LastSeq;
            Write(json, state, seq, message.Json.Span);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Dispose()
    {
        if (_nobodys.IsValueCreated)
        {
            _nobodys.Value.Dispose();
        }
    }

    private void Write(Utf8JsonWriter json, State state, long seq, ReadOnlySpan<byte> message)
    {
        var form = state.Form;
        var known = form.Keys.Last(k => k.FromSeq <= seq);
        var nobodys = form.UnknownKeyEvery > 0 && seq % form.UnknownKeyEvery == 0;
        var rsa = nobodys ? _nobodys.Value : state.Rsa[known.Version];
        Span<byte> key = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(key);
        byte[] sealedKey;
        lock (_gate)
        {
            sealedKey = rsa.Encrypt(key, RSAEncryptionPadding.Pkcs1);
        }

        // Behind {"seq":N, the rest is the message as the native library gives it after decryption.
        var rest = message[(message.IndexOf((byte)',') + 1)..];
        json.WriteStartObject();
        json.WriteNumber("seq"u8, seq);
        json.WriteString("msgid"u8, MsgId(rest));
        json.WriteNumber("publickey_ver"u8, nobodys ? form.Keys.Max(k => k.Version) + 1 : known.Version);
        json.WriteBase64String("encrypt_random_key"u8, sealedKey);
        json.WriteBase64String("encrypt_chat_msg"u8, Encrypt(key, rest));
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> MsgId(ReadOnlySpan<byte> rest)
    {
        var start = "\"msgid\":\"".Length;
        return rest.Slice(start, rest[start..].IndexOf((byte)'"'));
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rest)
    {
        var plain = new byte[rest.Length + 1];
        plain[0] = (byte)'{';
        rest.CopyTo(plain.AsSpan(1));
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length));
        return result;
    }

    private sealed class State
    {
        public ArchiveForm Form { get; set; } = new();

        public Dictionary<int, RSA> Rsa { get; } = [];
    }
}
