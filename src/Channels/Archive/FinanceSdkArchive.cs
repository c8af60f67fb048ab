using System.Text;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>The archive through the corp's own native library. Its calls block, so each waits on a thread of the pool, one at a time for each account.</summary>
internal sealed class FinanceSdkArchive : IArchiveSource, IDisposable
{
    private const int TimeoutSeconds = 10;

    private readonly string _path;
    private readonly Lazy<FinanceSdk> _sdk;
    private readonly Dictionary<AccountId, Session> _sessions = [];
    private readonly SemaphoreSlim _gate = new(1, 1);

    public FinanceSdkArchive(IOptions<ArchiveOptions> options)
    {
        _path = options.Value.SdkPath;
        _sdk = new Lazy<FinanceSdk>(() => FinanceSdk.Load(_path), LazyThreadSafetyMode.PublicationOnly);
    }

    public ArchiveMode Mode => ArchiveMode.CorpOwnedSdk;

    public Task<byte[]> PullAsync(Account account, long seq, int limit, CancellationToken ct) =>
        WithAsync(account, (sdk, handle) => sdk.GetChatData(handle, seq, limit, TimeoutSeconds, out var code) ?? throw Refused("GetChatData", code), ct);

    public ReadOnlyMemory<byte>? Open(byte[] randomKey, string message) => _sdk.Value.Decrypt(Encoding.UTF8.GetString(randomKey), message) is { } json ? (ReadOnlyMemory<byte>?)json : default(ReadOnlyMemory<byte>?);

    public Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct) =>
        WithAsync(account, (sdk, handle) => sdk.GetMedia(handle, fileId, index, TimeoutSeconds, out var code) ?? throw Refused("GetMediaData", code), ct);

    public void Dispose()
    {
        foreach (var session in _sessions.Values) { _sdk.Value.Close(session.Handle); }

        _gate.Dispose();
    }

    private async Task<T> WithAsync<T>(Account account, Func<FinanceSdk, nint, T> call, CancellationToken ct)
    {
        if (_path.Length == 0) { throw new ArchiveException("this machine has no native library: set Archive:SdkPath to the corp's own libWeWorkFinanceSdk_C.so", true, null); }

        await _gate.WaitAsync(ct);
        try
        {
            return await Task.Run(() => call(_sdk.Value, HandleOf(account)), CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The account's session; a new one when its secret changed.</summary>
    private nint HandleOf(Account account)
    {
        if (_sessions.TryGetValue(account.Id, out var known))
        {
            if (known.Secret == account.Secrets.ArchiveSecret) { return known.Handle; }

            _sdk.Value.Close(known.Handle);
            _sessions.Remove(account.Id);
        }

        var handle = _sdk.Value.Open(account.CorpId, account.Secrets.ArchiveSecret, out var code);
        if (handle == 0) { throw Refused("Init", code); }

        _sessions[account.Id] = new Session(handle, account.Secrets.ArchiveSecret);
        return handle;
    }

    private static ArchiveException Refused(string call, int code) => new($"{call} answers {code} {Meaning(code)}", ArchivePages.NeedsPerson(code), null);

    private static string Meaning(int code) => code switch
    {
        10000 => "(wrong parameter)",
        10001 => "(network)",
        10002 => "(its answer cannot be parsed)",
        10003 => "(system failure)",
        10005 => "(wrong file id)",
        10006 or 10008 => "(cannot be decrypted)",
        10009 => "(this address is not in the list of trusted ones)",
        10010 => "(older than the archive keeps)",
        10011 => "(TLS)",
        _ => "(not documented)",
    };

    private sealed record Session(nint Handle, string Secret);
}
