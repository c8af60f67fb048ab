using System.Text;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Tests.Archive;

public sealed class MessageArchiveTests
{
    [Fact]
    public void Reading_from_any_seq_gives_the_next_messages_across_segments()
    {
        var archive = new MessageArchive(100, TimeProvider.System, 64);
        var seqs = Enumerable.Range(0, 10_000).Select(i => archive.Append(Encoding.UTF8.GetBytes($"\"n\":{i}}}"))).ToList();

        Assert.Equal(seqs.Order().Distinct(), seqs);
        Assert.True(seqs[^1] - seqs[0] > 10_000, "the sequence has gaps");
        Assert.Equal(seqs, Read(archive, 0, 20_000).Select(m => (long)m["seq"]!));
        Assert.Equal(Enumerable.Range(4001, 1000), Read(archive, seqs[4000], 1000).Select(m => (int)m["n"]!));
        Assert.Equal([4001], Read(archive, seqs[4000], 1).Select(m => (int)m["n"]!));
        Assert.Empty(Read(archive, seqs[^1], 1000));
    }

    [Fact]
    public void Messages_older_than_five_days_are_gone()
    {
        var clock = new SimulatedClock(TimeProvider.System);
        var start = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        clock.Set(start, 0);
        var archive = new MessageArchive(0, clock, 64);
        for (var day = 0; day < 8; day++)
        {
            clock.Set(start.AddDays(day), 0);
            archive.Append(Encoding.UTF8.GetBytes($"\"day\":{day}}}"));
        }

        Assert.Equal([2, 3, 4, 5, 6, 7], Read(archive, 0, 1000).Select(m => (int)m["day"]!));
    }

    [Fact]
    public void The_oldest_messages_make_room_when_memory_is_full()
    {
        var archive = new MessageArchive(0, TimeProvider.System, 2);
        var body = Encoding.UTF8.GetBytes($"\"x\":\"{new string('y', 1000)}\"}}");
        for (var i = 0; i < 10_000; i++)
        {
            archive.Append(body);
        }

        var kept = Read(archive, 0, 10_000);
        Assert.InRange(kept.Count, 1000, 3100);
        Assert.Equal(archive.LastSeq, (long)kept[^1]["seq"]!);
    }

    private static List<JsonObject> Read(MessageArchive archive, long seq, int limit) =>
        [.. archive.Read(seq, limit).SelectMany(s => JsonNode.Parse($"[{Encoding.UTF8.GetString(s.Json.Span)}]")!.AsArray()).Select(m => (JsonObject)m!)];
}
