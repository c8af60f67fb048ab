using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Channels.Storage;
using Steward.Kernel;

namespace Steward.Channels.Media;

/// <summary>
/// Fetches the files that messages name, piece by piece, apart from the messages themselves: a large file or one that cannot be had holds up nothing. What came is compared with the size and the
/// checksum of the message before it counts.
/// </summary>
internal sealed class FetchMedia(
    MediaQueue queue, StoredMedia stored, IMessageArchive archive, IOptions<MediaOptions> options, AccountDirectory accounts, TimeProvider clock, ILogger<FetchMedia> logger)
    : WorkOffTable(queue, Pace, accounts, clock, logger)
{
    /// <summary>More than this nobody can ask for: one file must not fill the database.</summary>
    private const long MostBytes = 512L * 1024 * 1024;

    /// <summary>The channel's pieces are 512 KB; one that is much larger is not a piece.</summary>
    private const int MostPieceBytes = 4 * 1024 * 1024;

    private const int MostAltered = 3;
    private static readonly TimeSpan Window = TimeSpan.FromDays(5);
    /// <summary>Then the file goes to the end of the queue, with what it has; well within the lease.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CredentialsPause = TimeSpan.FromMinutes(10);
    private static readonly WorkPace Pace = new(AtOnce: 4, Take: 4, MostAttempts: int.MaxValue, Poll: TimeSpan.FromSeconds(1), Lease: TimeSpan.FromMinutes(5), WorkPace.Doubling);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Files = Meter.CreateCounter<long>("steward.media.files", description: "Files of messages by outcome: kept, too-large, expired, refused, altered, no-consent.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("steward.media.bytes", "By", "Bytes of messages' files that were stored.");

    /// <summary>Archives that did not answer or refused: until then none of the account's files is asked for.</summary>
    private readonly ConcurrentDictionary<AccountId, DateTimeOffset> _closed = new();

    private TimeSpan Pause => TimeSpan.FromSeconds(options.Value.RetrySeconds);

    protected override async Task<WorkOutcome> DoAsync(Account account, WorkItem item, CancellationToken ct)
    {
        var key = MediaKey.Parse(item.Key);
        if (await stored.FindAsync(item.Brand, item.Account, key, ct) is not { } file) { return WorkOutcome.Done; }

        if (Verdict(file, Clock.GetUtcNow()) is { } state) { return await EndAsync(item, key, file.Pieces, state, ct); }

        if (!account.Reads) { return WorkOutcome.Later(CredentialsPause); }

        return _closed.TryGetValue(account.Id, out var until) && until - Clock.GetUtcNow() is { Ticks: > 0 } rest ? WorkOutcome.Later(rest) : await FetchAsync(account, item, key, file, ct);
    }

    /// <summary>What to do with a file without asking for it; null: ask for it.</summary>
    private string? Verdict(WaitingMedia file, DateTimeOffset now) =>
        file.Refused ? MediaState.NoConsent
        : Math.Max(file.SaidBytes, file.Bytes) > Largest(file) ? MediaState.TooLarge
        : now - file.AskedAt > Window ? MediaState.Expired
        : null;

    private long Largest(WaitingMedia file) => file.AnySize ? MostBytes : options.Value.LargestBytes;

    private async Task<WorkOutcome> FetchAsync(Account account, WorkItem item, MediaKey key, WaitingMedia file, CancellationToken ct)
    {
#pragma warning disable CA5351 // the archive's messages carry an MD5; it finds accidents, not forgers
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        await stored.HashAsync(item.Brand, key, file, hash, ct);
        var keptOn = file.KeptOn ?? DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var start = file.Pieces > 0 ? await stored.PieceAsync(item.Brand, key, keptOn, 0, ct) : null;
        var (pieces, bytes, index, began) = (file.Pieces, file.Bytes, file.NextIndex, Clock.GetTimestamp());
        while (true)
        {
            MediaPart part;
            try
            {
                part = await archive.ReadMediaAsync(account, file.FileId, index, ct);
            }
            catch (ArchiveException exception)
            {
                return await RefusedAsync(account, item, key, pieces, exception, ct);
            }

            if (Wrong(part, index) is { } wrong) { return WorkOutcome.Failed(wrong); }

            hash.AppendData(part.Data.Span);
            bytes += part.Data.Length;
            start ??= part.Data.Span[..Math.Min(part.Data.Length, ContentTypes.Needed)].ToArray();
            if (bytes > Largest(file)) { return await EndAsync(item, key, pieces, MediaState.TooLarge, ct); }

            if (part.Last && !IsWhole(file, bytes, Convert.ToHexStringLower(hash.GetCurrentHash())))
            {
                return file.Altered + 1 >= MostAltered ? await EndAsync(item, key, pieces, MediaState.Altered, ct) : await AnewAsync(item, key, pieces, true, "what came is not what the message said", ct);
            }

            if (!await stored.AppendAsync(item.Brand, key, pieces, part, keptOn, part.Last ? ContentTypes.Of(start) : null, ct)) { return WorkOutcome.Later(Pause); }

            Bytes.Add(part.Data.Length);
            if (part.Last)
            {
                Count(MediaState.Kept);
                return WorkOutcome.Done;
            }

            (pieces, index) = (pieces + 1, part.NextIndex);
            if (Clock.GetElapsedTime(began) > LongestTurn) { return WorkOutcome.Later(TimeSpan.Zero); }
        }
    }

    private static string? Wrong(MediaPart part, string index) =>
        part.Data.Length > MostPieceBytes ? $"a piece is {part.Data.Length} bytes long"
        : !part.Last && (part.NextIndex.Length == 0 || part.NextIndex == index) ? "the file goes on where it was"
        : null;

    /// <summary>The checksum decides; where the channel tells none, the size does.</summary>
    private static bool IsWhole(WaitingMedia file, long bytes, string md5) => file.Md5.Length > 0 ? md5 == file.Md5 : file.SaidBytes is 0 || bytes == file.SaidBytes;

    private async Task<WorkOutcome> RefusedAsync(Account account, WorkItem item, MediaKey key, int pieces, ArchiveException exception, CancellationToken ct)
    {
        switch (exception.Code)
        {
            case ArchivePages.Expired:
                return await EndAsync(item, key, pieces, MediaState.Expired, ct);
            case ArchivePages.WrongArgument or ArchivePages.WrongFile when pieces > 0:
                // The place where the next piece begins may not be known any more.
                return await AnewAsync(item, key, pieces, false, exception.Message, ct);
            case ArchivePages.WrongArgument or ArchivePages.WrongFile:
                return await EndAsync(item, key, pieces, MediaState.Refused, ct);
            case ArchivePages.NoAnswer or ArchivePages.Network or ArchivePages.Frequency:
                return await CloseAsync(account, Pause, exception, ct);
            default:
                return exception.Credentials ? await CloseAsync(account, CredentialsPause, exception, ct) : WorkOutcome.Failed(exception.Message);
        }
    }

    /// <summary>Asks for no file of the account for a while: not the next one either, and not thousands one after the other.</summary>
    private async Task<WorkOutcome> CloseAsync(Account account, TimeSpan pause, ArchiveException exception, CancellationToken ct)
    {
        var until = Clock.GetUtcNow() + pause;
        _closed[account.Id] = until;
        await queue.DeferAsync(account.Id, until, ct);
        return WorkOutcome.Failed(exception.Message, pause);
    }

    private async Task<WorkOutcome> AnewAsync(WorkItem item, MediaKey key, int pieces, bool wasAltered, string reason, CancellationToken ct)
    {
        await stored.ResetAsync(item.Brand, key, pieces, MediaState.Waiting, wasAltered, ct);
        return WorkOutcome.Failed(reason, Pause);
    }

    /// <summary>A file that somebody else fetches at the same time is left to be looked at again.</summary>
    private async Task<WorkOutcome> EndAsync(WorkItem item, MediaKey key, int pieces, string state, CancellationToken ct)
    {
        if (!await stored.ResetAsync(item.Brand, key, pieces, state, state == MediaState.Altered, ct)) { return WorkOutcome.Later(Pause); }

        Count(state);
        return WorkOutcome.Done;
    }

    private static void Count(string state) => Files.Add(1, new KeyValuePair<string, object?>("outcome", state));
}
