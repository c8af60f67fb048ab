using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Accounts;

/// <summary>Reads a connection request as an account.</summary>
internal static class AccountRequests
{
    /// <exception cref="Grpc.Core.RpcException">A field cannot be read at all.</exception>
    public static Account ToAccount(this ConnectAccountRequest request, BrandId brand)
    {
        var secrets = new AccountSecrets
        {
            Secret = request.Secret,
            CallbackToken = request.CallbackToken,
            EncodingAesKey = request.EncodingAesKey,
            ArchiveSecret = request.ArchiveSecret,
            ArchiveKeys = Keys(request),
        };
        return new Account(
            new AccountId(CallScope.Id(request.AccountId, "account_id")),
            brand,
            request.Name.Trim(),
            Uri.TryCreate(request.BaseUrl, UriKind.Absolute, out var url) ? url : throw AccountProblems.Field("base_url", "an absolute http or https address").ToRpc(),
            request.CorpId.Trim(),
            request.AgentId,
            secrets)
        {
            Channel = request.Channel.Length == 0 ? "wecom" : request.Channel,
            SuiteId = request.SuiteId.Trim(),
            Archive = Mode(request),
        };
    }

    private static ArchiveMode Mode(ConnectAccountRequest request) => request.ArchiveMode switch
    {
        "" => request.ArchiveSecret.Length > 0 ? ArchiveMode.Simulator : ArchiveMode.None,
        var text when ArchiveModes.TryParse(text, out var mode) => mode,
        _ => throw AccountProblems.Field("archive_mode", $"one of {ArchiveModes.All}").ToRpc(),
    };

    private static Dictionary<int, string> Keys(ConnectAccountRequest request)
    {
        var keys = new Dictionary<int, string>();
        foreach (var key in request.ArchiveKeys)
        {
            if (!keys.TryAdd(key.Version, key.PrivateKeyPem)) { throw AccountProblems.Field("archive_keys", "of different versions").ToRpc(); }
        }

        return keys;
    }
}
