using Steward.Channels.Accounts;

namespace Steward.Channels.Archive;

/// <summary>A corp's message archive: an endless, numbered list with gaps, kept for five days.</summary>
internal interface IMessageArchive
{
    /// <summary>The messages after a position, opened, at most <paramref name="limit"/>; none means that there are no newer ones.</summary>
    /// <exception cref="ArchiveException">The archive refuses or does not answer.</exception>
    Task<ArchivePage> PullAsync(Account account, long seq, int limit, CancellationToken ct);

    /// <summary>Opens what is sealed in a page with the account's keys; what stays sealed says why.</summary>
    /// <exception cref="ArchiveException">Nothing can be opened in the account's mode.</exception>
    ArchivePage Open(Account account, ArchivePage page);

    /// <summary>A piece of a file that a message names, about 512 KB.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="fileId"><c>sdkfileid</c> of the message.</param>
    /// <param name="index">Where it begins: what the piece before gave; empty for the first.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArchiveException">The archive refuses or does not answer.</exception>
    Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct);
}

/// <summary>Where an archive's bytes come from, and the part of its cipher that is the source's own.</summary>
internal interface IArchiveSource
{
    /// <summary>The accounts that it serves.</summary>
    ArchiveMode Mode { get; }

    /// <summary>A page as <c>GetChatData</c> gives it: UTF-8 JSON with the messages after a position.</summary>
    /// <exception cref="ArchiveException">The archive refuses or does not answer.</exception>
    Task<byte[]> PullAsync(Account account, long seq, int limit, CancellationToken ct);

    /// <summary>Opens <c>encrypt_chat_msg</c> with the key that <c>encrypt_random_key</c> held; null when it does not open.</summary>
    ReadOnlyMemory<byte>? Open(byte[] randomKey, string message);

    /// <summary>The part of a file that begins where the part before it said.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="fileId"><c>sdkfileid</c> of the message.</param>
    /// <param name="index">What the part before gave; empty for the first.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArchiveException">The archive refuses or does not answer.</exception>
    Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct);
}

/// <summary>A part of a file.</summary>
internal sealed record MediaPart(ReadOnlyMemory<byte> Data, string NextIndex, bool Last);

/// <summary>A page of the archive, in order.</summary>
/// <param name="Items">The messages.</param>
/// <param name="Bytes">How large it was.</param>
internal sealed record ArchivePage(IReadOnlyList<ArchiveItem> Items, int Bytes);

/// <summary>One archived message.</summary>
/// <param name="Seq">Its position; null when the item does not say.</param>
/// <param name="Json">UTF-8 JSON: the message, or the item as it came when it is sealed.</param>
/// <param name="Sealed">Whether it is encrypted.</param>
/// <param name="Lock">Why it stays sealed; null when it is open, or nobody has tried yet.</param>
internal readonly record struct ArchiveItem(long? Seq, ReadOnlyMemory<byte> Json, bool Sealed = false, ArchiveLock? Lock = null);

/// <summary>Why a message cannot be opened.</summary>
internal sealed record ArchiveLock(int KeyVersion, string Reason);

/// <summary>The archive refused or did not answer.</summary>
internal sealed class ArchiveException(string message, bool credentials, Exception? inner, int code = 0) : Exception(message, inner)
{
    /// <summary>The archive's code about what was asked for; 0 when it said none. <see cref="ArchivePages.NoAnswer"/>: it could not be asked at all.</summary>
    public int Code => code;

    /// <summary>A person must act; trying on makes it worse.</summary>
    public bool Credentials => credentials;
}
