using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>
/// The archive through the corp's own native library. Its calls block, so each waits on a thread of the pool, one at a time in a session; files have a session of their own, so that a large one does not
/// hold up the messages.
/// </summary>
internal sealed class FinanceSdkArchive : IArchiveSource, IDisposable
{
    private const int TimeoutSeconds = 10;

    private readonly string _path;
    private readonly Lazy<FinanceSdk> _sdk;
    private readonly ConcurrentDictionary<(AccountId Account, bool Files), Session> _sessions = new();

    public FinanceSdkArchive(IOptions<ArchiveOptions> options)
    {
        _path = options.Value.SdkPath;
        _sdk = new Lazy<FinanceSdk>(() => FinanceSdk.Load(_path), LazyThreadSafetyMode.PublicationOnly);
    }

    public ArchiveMode Mode => ArchiveMode.CorpOwnedSdk;

    public Task<byte[]> PullAsync(Account account, long seq, int limit, CancellationToken ct) =>
        WithAsync(account, files: false, (sdk, handle) => sdk.GetChatData(handle, seq, limit, TimeoutSeconds, out var code) ?? throw Refused("GetChatData", code), ct);

    public ReadOnlyMemory<byte>? Open(byte[] randomKey, string message) => _sdk.Value.Decrypt(Encoding.UTF8.GetString(randomKey), message) is { } json ? (ReadOnlyMemory<byte>?)json : default(ReadOnlyMemory<byte>?);

    public Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct) =>
        WithAsync(account, files: true, (sdk, handle) => sdk.GetMedia(handle, fileId, index, TimeoutSeconds, out var code) ?? throw Refused("GetMediaData", code), ct);

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
        {
            if (session.Handle != 0) { _sdk.Value.Close(session.Handle); }

            session.Dispose();
        }
    }

    private async Task<T> WithAsync<T>(Account account, bool files, Func<FinanceSdk, nint, T> call, CancellationToken ct)
    {
        if (_path.Length == 0) { throw new ArchiveException("this machine has no native library: set Archive:SdkPath to the corp's own libWeWorkFinanceSdk_C.so", true, null); }

        var session = _sessions.GetOrAdd((account.Id, files), _ => new Session());
        await session.Gate.WaitAsync(ct);
        try
        {
            return await Task.Run(() => call(_sdk.Value, Open(session, account)), CancellationToken.None);
        }
        finally
        {
            session.Gate.Release();
        }
    }

    /// <summary>The session's handle; a new one when the account's secret changed.</summary>
    private nint Open(Session session, Account account)
    {
        if (session.Handle != 0)
        {
            if (session.Secret == account.Secrets.ArchiveSecret) { return session.Handle; }

            _sdk.Value.Close(session.Handle);
            session.Handle = 0;
        }

        var handle = _sdk.Value.Open(account.CorpId, account.Secrets.ArchiveSecret, out var code);
        // Whatever it says is about the session, not about what was asked for.
        if (handle == 0) { throw Refused("Init", code, ArchivePages.NoAnswer); }

        (session.Handle, session.Secret) = (handle, account.Secrets.ArchiveSecret);
        return handle;
    }

    private static ArchiveException Refused(string call, int code) => Refused(call, code, code);

    private static ArchiveException Refused(string call, int code, int about) => new($"{call} answers {code} {Meaning(code)}", ArchivePages.NeedsPerson(code), null, about);

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

    private sealed class Session : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);
        public nint Handle { get; set; }
        public string Secret { get; set; } = "";

        public void Dispose() => Gate.Dispose();
    }
}
