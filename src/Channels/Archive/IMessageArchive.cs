using Steward.Channels.Accounts;

namespace Steward.Channels.Archive;

/// <summary>A corp's message archive: an endless, numbered list with gaps, kept for five days.</summary>
internal interface IMessageArchive
{
    /// <summary>The messages after a position, at most <paramref name="limit"/>; none means that there are no newer ones.</summary>
    /// <exception cref="ArchiveException">The archive refuses or does not answer.</exception>
    Task<ArchivePage> PullAsync(Account account, long seq, int limit, CancellationToken ct);
}

/// <summary>A page of the archive, in order.</summary>
/// <param name="Items">The messages.</param>
/// <param name="Bytes">How large it was.</param>
internal sealed record ArchivePage(IReadOnlyList<ArchiveItem> Items, int Bytes);

/// <summary>One archived message, decrypted but not looked into.</summary>
/// <param name="Seq">Its position; null when the item does not say.</param>
/// <param name="Json">UTF-8 JSON.</param>
internal readonly record struct ArchiveItem(long? Seq, ReadOnlyMemory<byte> Json);

/// <summary>The archive refused or did not answer.</summary>
internal sealed class ArchiveException(string message, bool credentials, Exception? inner) : Exception(message, inner)
{
    /// <summary>A person must act; trying on makes it worse.</summary>
    public bool Credentials => credentials;
}
