using System.Buffers;
using System.Buffers.Text;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>Adjacent messages, ready to be sent: JSON objects separated by commas.</summary>
internal readonly record struct ArchiveSlice(ReadOnlyMemory<byte> Json, int Count, long LastSeq);

/// <summary>
/// One corp's archived messages as UTF-8 JSON in append-only segments: reading is finding a place and copying bytes.
/// A message can be fetched for five days after its arrival.
/// </summary>
internal sealed class MessageArchive(long firstSeq, TimeProvider clock, int maxMegabytes)
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(5);

    private const int SegmentBytes = 1 << 20;
    private const int SegmentMessages = 4096;

    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];
    private long _seq = firstSeq;
    private long _lastArrival;
    private long _total;
    private Action? _arrived;

    /// <summary>Messages ever archived in this run.</summary>
    public long Total => Interlocked.Read(ref _total);

    public long LastSeq => Interlocked.Read(ref _seq);

    /// <summary>Whom to tell about new messages; called outside the lock, must be cheap.</summary>
    public void OnArrived(Action arrived) => _arrived = arrived;

    /// <param name="afterSeq">The members of a message object behind its seq, with the closing brace.</param>
    /// <returns>The seq given to the message.</returns>
    public long Append(ReadOnlySpan<byte> afterSeq)
    {
        var arrival = clock.GetUtcNow().UtcTicks;
        long seq;
        lock (_gate)
        {
            // Real sequences have holes: other rooms and single chats of the corp share them.
            _seq += 1 + ((_seq & 7) == 3 ? 1 + ((_seq >> 3) & 3) : 0);
            seq = _seq;
            _lastArrival = Math.Max(_lastArrival, arrival);
            var needed = afterSeq.Length + 32;
            if (_segments.Count == 0 || !_segments[^1].Fits(needed))
            {
                Forget();
                _segments.Add(new Segment(Math.Max(SegmentBytes, needed)));
            }

            _segments[^1].Append(seq, _lastArrival, afterSeq);
            _total++;
        }

        _arrived?.Invoke();
        return seq;
    }

    /// <summary>Messages behind <paramref name="seq"/> that are still in the window, oldest first, as one or more slices.</summary>
    public IReadOnlyList<ArchiveSlice> Read(long seq, int limit)
    {
        var oldest = (clock.GetUtcNow() - Window).UtcTicks;
        var slices = new List<ArchiveSlice>(2);
        lock (_gate)
        {
            for (var i = FirstSegmentBehind(seq); i < _segments.Count && limit > 0; i++)
            {
                var slice = _segments[i].Read(seq, oldest, limit);
                if (slice.Count > 0)
                {
                    slices.Add(slice);
                    limit -= slice.Count;
                }
            }
        }

        return slices;
    }

    /// <summary>A message that is still in the window, as JSON.</summary>
    public ReadOnlyMemory<byte>? Find(string msgId)
    {
        var mark = System.Text.Encoding.UTF8.GetBytes($",\"msgid\":\"{msgId}\"");
        lock (_gate)
        {
            for (var i = _segments.Count - 1; i >= 0; i--)
            {
                if (_segments[i].Find(mark) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private int FirstSegmentBehind(long seq)
    {
        var (low, high) = (0, _segments.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _segments[middle].LastSeq > seq ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Forget()
    {
        var oldest = _lastArrival - Window.Ticks;
        var surplus = _segments.FindIndex(s => s.LastArrival >= oldest);
        surplus = Math.Max(surplus < 0 ? _segments.Count : surplus, _segments.Count - (maxMegabytes * (1 << 20) / SegmentBytes));
        if (surplus > 0)
        {
            _segments.RemoveRange(0, surplus);
        }
    }

    /// <summary>Its arrays never move and filled parts never change, so slices stay valid without the lock.</summary>
    private sealed class Segment(int bytes)
    {
        private readonly byte[] _bytes = new byte[bytes];
        private readonly long[] _seqs = new long[SegmentMessages];
        private readonly long[] _arrivals = new long[SegmentMessages];
        private readonly int[] _ends = new int[SegmentMessages];
        private int _used;
        private int _count;

        public long LastSeq => _seqs[_count - 1];

        public long LastArrival => _arrivals[_count - 1];

        public bool Fits(int needed) => _count < SegmentMessages && _used + needed <= _bytes.Length;

        public void Append(long seq, long arrival, ReadOnlySpan<byte> afterSeq)
        {
            var room = _bytes.AsSpan(_used);
            var at = 0;
            if (_count > 0)
            {
                room[at++] = (byte)',';
            }

            "{\"seq\":"u8.CopyTo(room[at..]);
            at += 7;
            Utf8Formatter.TryFormat(seq, room[at..], out var digits, new StandardFormat('D'));
            at += digits;
            room[at++] = (byte)',';
            afterSeq.CopyTo(room[at..]);
            _used += at + afterSeq.Length;
            _seqs[_count] = seq;
            _arrivals[_count] = arrival;
            _ends[_count] = _used;
            _count++;
        }

        public ArchiveSlice Read(long seq, long oldest, int limit)
        {
            var from = Math.Max(Behind(_seqs, seq), Behind(_arrivals, oldest - 1));
            var count = Math.Min(limit, _count - from);
            if (count <= 0)
            {
                return default;
            }

            var start = from == 0 ? 0 : _ends[from - 1] + 1;
            return new ArchiveSlice(_bytes.AsMemory(start, _ends[from + count - 1] - start), count, _seqs[from + count - 1]);
        }

        public ReadOnlyMemory<byte>? Find(ReadOnlySpan<byte> mark)
        {
            var at = _bytes.AsSpan(0, _used).IndexOf(mark);
            if (at < 0)
            {
                return null;
            }

            var message = Array.FindIndex(_ends, 0, _count, end => end > at);
            var start = message == 0 ? 0 : _ends[message - 1] + 1;
            return _bytes.AsMemory(start, _ends[message] - start);
        }

        private int Behind(long[] values, long value)
        {
            var (low, high) = (0, _count);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = values[middle] > value ? (low, middle) : (middle + 1, high);
            }

            return low;
        }
    }
}
