using System.Runtime.CompilerServices;
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

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadMediaAsync(Account account, string fileId, [EnumeratorCancellation] CancellationToken ct)
    {
        var source = SourceOf(account);
        var index = "";
        while (true)
        {
            var part = await source.ReadMediaAsync(account, fileId, index, ct);
            yield return part.Data;

            if (part.Last) { yield break; }

            if (part.NextIndex == index) { throw new ArchiveException($"file {fileId} goes on where it was", false, null); }

            index = part.NextIndex;
        }
    }

    private IArchiveSource SourceOf(Account account) =>
        _sources.GetValueOrDefault(account.Archive) ?? throw new ArchiveException($"nothing can be read in the archive mode {account.Archive.Text()}", true, null);
}
