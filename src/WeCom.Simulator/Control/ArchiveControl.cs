using System.Net;
using System.Security.Cryptography;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What an administrator sets for the archive: its form, the public keys, the addresses.</summary>
internal sealed class ArchiveControl(SimulatedWorld world, ArchiveSeal seal)
{
    private const int KeyBits = 2048;

    public IResult Get(string corpId) => With(corpId, Describe);

    public Task<IResult> Set(HttpRequest request, string corpId, CancellationToken ct) => ControlBody.Read<Setting>(request, body => Task.FromResult(With(corpId, corp =>
    {
        var now = seal.Of(corp);
        List<ArchiveKey> keys = [.. now.Keys];
        foreach (var added in body.PublicKeys)
        {
            if (added.Version < 1 || keys.Any(k => k.Version >= added.Version))
            {
                return ControlBody.Bad($"publicKeys: version {added.Version} is not above those that are known");
            }

            if (BadKey(added.Pem) is { } reason)
            {
                return ControlBody.Bad($"publicKeys: {reason}");
            }

            keys.Add(new ArchiveKey(added.Version, added.Pem, keys.Count == 0 ? 0 : corp.Archive.LastSeq + 1));
        }

        var problem = body switch
        {
            { Form: not (null or "clear" or "encrypted") } => "form: clear or encrypted",
            { Form: "encrypted" } when keys.Count == 0 => "publicKeys: at least one is needed for the encrypted form",
            { UnknownKeyEvery: < 0 } => "unknownKeyEvery: at least 0",
            _ when body.AllowedIps?.FirstOrDefault(ip => !IPAddress.TryParse(ip, out _)) is { } bad => $"allowedIps: {bad} is not an IP address",
            _ => null,
        };
        if (problem is not null)
        {
            return ControlBody.Bad(problem);
        }

        var encrypted = body.Form is null ? now.Encrypted : body.Form == "encrypted";
        seal.Set(corp, new ArchiveForm(encrypted, keys, body.UnknownKeyEvery ?? now.UnknownKeyEvery, body.AllowedIps?.ToHashSet()));
        return Describe(corp);
    })), ct);

    private static string? BadKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize == KeyBits ? null : $"an RSA key of {KeyBits} bits is needed, this one has {rsa.KeySize}";
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            return "not a public key in PEM: " + failure.Message;
        }
    }

    private IResult Describe(Corp corp)
    {
        var form = seal.Of(corp);
        return ControlBody.Ok(new
        {
            form = form.Encrypted ? "encrypted" : "clear",
            keys = form.Keys.Select(k => new { k.Version, k.FromSeq }),
            form.UnknownKeyEvery,
            form.AllowedIps,
            archived = corp.Archive.Total,
            lastSeq = corp.Archive.LastSeq,
        });
    }

    private IResult With(string corpId, Func<Corp, IResult> use) =>
        world.Corps.TryGetValue(corpId, out var corp) ? use(corp) : ControlBody.NotFound($"corpId: {corpId} is not a corp of this world");

    internal sealed record Setting
    {
        public string? Form { get; init; }

        /// <summary>Added to those that are known.</summary>
        public IReadOnlyList<PublicKey> PublicKeys { get; init; } = [];

        public int? UnknownKeyEvery { get; init; }

        /// <summary>Null = any.</summary>
        public IReadOnlyList<string>? AllowedIps { get; init; }
    }

    internal sealed record PublicKey(int Version, string Pem);
}
