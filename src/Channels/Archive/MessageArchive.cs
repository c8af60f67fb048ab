using Steward.Channels.Accounts;

namespace Steward.Channels.Archive;

/// <summary>An account's archive, whatever its mode: the source's pages, cut and opened.</summary>
internal sealed class MessageArchive(IEnumerable<IArchiveSource> sources) : IMessageArchive
{
    private readonly Dictionary<ArchiveMode, IArchiveSource> _sources = sources.ToDictionary(source => source.Mode);

    public async Task<ArchivePage> PullAsync(Account account, long seq, int limit, CancellationToken ct)
    {
        var page = ArchivePages.Split(await SourceOf(account).PullAsync(account, seq, limit, ct));
        return page.Items.Any(item => item.Sealed) ? Open(account, page) : page;
    }

    public ArchivePage Open(Account account, ArchivePage page) => OpenItems.Run(account.Secrets.ArchiveKeys, page, SourceOf(account));

    public Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct) => SourceOf(account).ReadMediaAsync(account, fileId, index, ct);

    private IArchiveSource SourceOf(Account account) =>
        _sources.GetValueOrDefault(account.Archive) ?? throw new ArchiveException($"nothing can be read in the archive mode {account.Archive.Text()}", true, null);
}
