using Pipelines.Sockets.Unofficial.Arenas;
using Xunit;

namespace Steward.StandIns.Tests.Pipelines;

public sealed class ArenaTests
{
    [Fact]
    public void ranges_do_not_overlap_and_survive_the_growth_of_the_arena()
    {
        using var arena = new Arena<int>(new ArenaOptions(blockSizeBytes: 64));
        var ranges = new List<Sequence<int>>();

        for (var i = 1; i <= 100; i++)
        {
            var range = arena.Allocate(i);
            range.FirstSpan.Fill(i);
            ranges.Add(range);
        }

        Assert.All(ranges, range => Assert.All(range.FirstSpan.ToArray(), value => Assert.Equal(range.Length, value)));
    }

    [Fact]
    public void new_range_is_cleared_even_in_used_memory()
    {
        using var numbers = new Arena<int>();
        using var texts = new Arena<string>();
        numbers.Allocate(100).FirstSpan.Fill(7);
        texts.Allocate(100).FirstSpan.Fill("old");
        numbers.Reset();
        texts.Reset();

        Assert.All(numbers.Allocate(100).FirstSpan.ToArray(), value => Assert.Equal(0, value));
        Assert.All(texts.Allocate(100).FirstSpan.ToArray(), Assert.Null);
    }

    [Fact]
    public void reset_lets_go_of_references()
    {
        using var arena = new Arena<object>();
        var weak = Fill(arena);

        arena.Reset();
        GC.Collect();

        Assert.False(weak.IsAlive);

        static WeakReference Fill(Arena<object> arena)
        {
            var item = new object();
            arena.Allocate(1)[0] = item;
            return new WeakReference(item);
        }
    }

    [Fact]
    public void retention_policy_is_told_what_was_used()
    {
        var told = new List<(long Retained, long Used)>();
        using var arena = new Arena<int>(new ArenaOptions(blockSizeBytes: 64, retentionPolicy: (retained, used) =>
        {
            told.Add((retained, used));
            return used;
        }));

        arena.Allocate(10);
        arena.Allocate(1_000);
        arena.Reset();
        arena.Reset();

        Assert.Equal([(0, 4_040), (4_040, 0)], told);
    }

    [Fact]
    public void empty_sequence_has_nothing()
    {
        using var arena = new Arena<int>();
        var empty = arena.Allocate(0);

        Assert.True(empty.IsEmpty);
        Assert.Equal(0, empty.Length);
        Assert.Empty(empty.ToArray((in int value) => value));
        var pieces = 0;
        foreach (var span in empty.Spans)
        {
            pieces += 1 + span.Length;
        }

        Assert.Equal(0, pieces);
        Assert.True(default(Sequence).Cast<string>().IsEmpty);
    }

    [Fact]
    public void elements_are_enumerated_by_reference()
    {
        using var arena = new Arena<int>();
        var range = arena.Allocate(3);
        var value = 0;
        foreach (ref var element in range)
        {
            element = ++value;
        }

        var enumerator = range.GetEnumerator();
        Assert.Equal((1, 2, 3), (enumerator.GetNext(), enumerator.GetNext(), enumerator.GetNext()));
        Assert.False(enumerator.MoveNext());
        range[1] = 20;
        Assert.Equal([1, 20, 3], range.FirstSpan.ToArray());
        Assert.Throws<IndexOutOfRangeException>(() => range[3]);
    }

    [Fact]
    public void type_can_be_put_aside_and_taken_back()
    {
        using var arena = new Arena<string>();
        var range = arena.Allocate(2);
        range[0] = "a";
        var untyped = range.Untyped();

        Assert.Equal(2, untyped.Length);
        Assert.Equal("a", untyped.Cast<string>()[0]);
        Assert.Throws<InvalidCastException>(() => untyped.Cast<int>());
    }

    [Fact]
    public void projections_see_each_element_and_the_state()
    {
        using var arena = new Arena<int>();
        var range = arena.Allocate(3);
        (range[0], range[1], range[2]) = (1, 2, 3);

        Assert.Equal(["1", "2", "3"], range.ToArray((in int value) => $"{value}"));
        Assert.Equal([11, 12, 13], range.ToArray((in int value, in int more) => value + more, 10));
        var target = new long[4];
        range.CopyTo(target, (in int value) => (long)value * value);
        Assert.Equal([1, 4, 9, 0], target);
        Assert.Throws<ArgumentException>(() => range.CopyTo(new long[2], (in int value) => (long)value));
    }
}
