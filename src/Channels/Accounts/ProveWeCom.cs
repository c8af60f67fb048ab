using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Steward.Channels.Archive;
using Steward.Channels.Callbacks;
using Steward.Channels.WeCom;
using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>An app of a WeCom corp: proved by asking for an access token.</summary>
internal sealed class ProveWeCom(WeComClient wecom, IOptions<ArchiveOptions> archive) : IProveAccount
{
    private const int SmallestKeyBits = 2048;

    public string Channel => "wecom";

    public Problem? Check(Account account) => account switch
    {
        { CorpId.Length: 0 or > 64 } => AccountProblems.Field("corp_id", "1 to 64 characters"),
        { AgentId: < 0 } => AccountProblems.Field("agent_id", "the number of the app"),
        { SuiteId.Length: > 64 } => AccountProblems.Field("suite_id", "at most 64 characters"),
        { Secrets.Secret.Length: 0 or > 256 } => AccountProblems.Field("secret", "1 to 256 characters"),
        _ when !CallbackKeys.IsToken(account.Secrets.CallbackToken) => AccountProblems.Field("callback_token", "1 to 32 letters or digits"),
        _ when !CallbackKeys.IsAesKey(account.Secrets.EncodingAesKey) => AccountProblems.Field("encoding_aes_key", "43 letters or digits"),
        { Secrets.ArchiveSecret.Length: > 256 } => AccountProblems.Field("archive_secret", "at most 256 characters"),
        { Reads: true, Secrets.ArchiveSecret.Length: 0 } => AccountProblems.Field("archive_secret", $"set for the archive mode {account.Archive.Text()}"),
        { Archive: ArchiveMode.CorpOwnedSdk, Secrets.ArchiveKeys.Count: 0 } => AccountProblems.Field("archive_keys", "at least one: the archive encrypts with the public half"),
        { Archive: ArchiveMode.CorpOwnedSdk } when string.IsNullOrEmpty(archive.Value.SdkPath) =>
            AccountProblems.Field("archive_mode", "another one until the setting Archive:SdkPath names the corp's own libWeWorkFinanceSdk_C.so"),
        _ => BadKey(account.Secrets.ArchiveKeys),
    };

    public async Task<Result<string>> ProveAsync(Account account, CancellationToken ct)
    {
        var proof = await wecom.ProveAsync(account.App, ct);
        return proof.Failure is { } failure ? failure.ToProblem() : account.CorpId;
    }

    private static Problem? BadKey(IReadOnlyDictionary<int, string> keys)
    {
        foreach (var (version, pem) in keys)
        {
            if (version < 1) { return AccountProblems.Field("archive_keys", "numbered from 1, as the channel's console numbers them"); }

            if (!IsPrivateKey(pem)) { return AccountProblems.Field("archive_keys", $"RSA private keys in PEM of at least {SmallestKeyBits} bits; version {version} is not"); }
        }

        return null;
    }

    private static bool IsPrivateKey(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= SmallestKeyBits && rsa.ExportParameters(includePrivateParameters: true).D is { Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
