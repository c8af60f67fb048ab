using Steward.Channels.WeCom;

namespace Steward.Channels.Tests.WeCom;

public sealed class CallBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 30, TimeSpan.Zero);
    private static readonly CallLimits Usual = new(10_000, 150_000, 80);

    /// <summary>What is given may be used two seconds later, by a clock that is a second off: so much more than a minute must stay below the minute's limit.</summary>
    private static readonly TimeSpan Used = TimeSpan.FromSeconds(63);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(60, 3)]
    [InlineData(1500, 4)]
    [InlineData(10_000, 5)]
    public void No_minute_sees_more_calls_than_the_limit_however_they_are_asked_for(int limit, int seed)
    {
        var (random, limits, bucket, at, given) = (new Random(seed), new CallLimits(limit, limit * 60, 80), new CallBucket(), Start, new List<(DateTimeOffset At, int Calls)>());
        while (at < Start.AddMinutes(6))
        {
            var grant = bucket.Take(limits, random.Next(1, CallBucket.BlockOf(limits) + 1), random.Next(2) == 0, at);
            bucket = grant.After;
            if (grant.Granted > 0) { given.Add((at, grant.Granted)); }
            else { Assert.True(grant.OpensAt > at); }

            at += random.Next(10) == 0 ? TimeSpan.FromSeconds(random.Next(20)) : TimeSpan.FromMilliseconds(random.Next(400));
        }

        Assert.All(given, one => Assert.InRange(given.Where(other => other.At >= one.At && other.At <= one.At + Used).Sum(other => other.Calls), 1, limit));
    }

    [Fact]
    public void Whoever_takes_all_there_is_gets_nearly_the_whole_limit()
    {
        Assert.InRange(GreedyMinute(bulk: false), 8_900, 9_700);
        Assert.InRange(GreedyMinute(bulk: true), 7_800, 8_300);
    }

    [Fact]
    public void What_somebody_waits_for_is_given_at_once_while_bulk_takes_all_it_gets()
    {
        var (bucket, at) = (new CallBucket(), Start);
        for (var n = 0; n < 2000; n++)
        {
            bucket = Drain(bucket, at);
            var grant = bucket.Take(Usual, 1, bulk: false, at);
            Assert.Equal(1, grant.Granted);
            bucket = grant.After;
            at += TimeSpan.FromMilliseconds(50);
        }
    }

    [Fact]
    public void Bulk_waits_for_a_whole_block_so_that_it_asks_seldom()
    {
        var bucket = Drain(new CallBucket(), Start);

        var early = bucket.Take(Usual, 100, bulk: true, Start);

        Assert.Equal(0, early.Granted);
        Assert.Equal(0, bucket.Take(Usual, 100, bulk: true, early.OpensAt.AddMilliseconds(-1)).Granted);
        Assert.Equal(100, bucket.Take(Usual, 100, bulk: true, early.OpensAt.AddMilliseconds(1)).Granted);
    }

    [Fact]
    public void The_hour_has_its_own_limit_and_says_when_it_opens()
    {
        var (limits, bucket, at, taken) = (new CallLimits(10_000, 30_000, 80), new CallBucket(), Start, 0);
        var grant = bucket.Take(limits, 100, bulk: false, at);
        for (; at < Start.AddMinutes(59); at = grant.Granted > 0 ? at : grant.OpensAt)
        {
            (bucket, taken) = (grant.After, taken + grant.Granted);
            grant = bucket.Take(limits, 100, bulk: false, at);
        }

        Assert.Equal(30_000, taken);
        Assert.InRange(grant.OpensAt, Start.AddMinutes(60), Start.AddMinutes(63));
        Assert.True(bucket.Take(limits, 100, bulk: false, grant.OpensAt).Granted > 0);
    }

    [Fact]
    public void A_trickle_of_calls_uses_up_what_it_calls_and_not_a_block_each_time()
    {
        var (limits, bucket, at, block) = (Usual, new CallBucket(), Start, CallBucket.BlockOf(Usual));
        for (var n = 0; n < 2 * 1800; n++)
        {
            var grant = bucket.Take(limits, block, bulk: false, at);
            Assert.Equal(block, grant.Granted);
            bucket = grant.After.GiveBack(block - 1, at);
            at += CallBucket.Lease;
        }

        Assert.InRange(bucket.Minutes.Sum(), 1_800, 1_900);
    }

    [Fact]
    public void What_is_given_back_too_late_or_too_often_makes_no_room()
    {
        var bucket = new CallBucket().Take(Usual, 100, bulk: false, Start).After;

        Assert.Equal(0, bucket.GiveBack(250, Start).Minutes.Sum());
        Assert.Equal(bucket, bucket.GiveBack(100, Start.AddHours(-2)));
        Assert.Equal(bucket, bucket.GiveBack(100, Start.AddMinutes(2)));
        Assert.Equal(bucket, bucket.GiveBack(0, Start));
    }

    [Fact]
    public void A_refusal_closes_for_a_minute_or_for_an_hour_that_is_nearly_used_up()
    {
        var closed = new CallBucket().Close(Usual, Start);
        Assert.Equal((0, Start.AddMinutes(1)), (closed.Take(Usual, 1, bulk: false, Start.AddSeconds(59)).Granted, closed.ClosedUntil));
        Assert.Equal(1, closed.Take(Usual, 1, bulk: false, Start.AddSeconds(61)).Granted);

        var full = new CallBucket { NewestMinute = Start.AddSeconds(-30), Minutes = [100, 140_000] };
        Assert.Equal(Start.AddHours(1), full.Close(Usual, Start).ClosedUntil);
    }

    [Fact]
    public void A_limit_of_nothing_gives_nothing() => Assert.Equal(0, new CallBucket().Take(new CallLimits(0, 0, 80), 1, bulk: false, Start).Granted);

    private static int GreedyMinute(bool bulk)
    {
        var (bucket, at, taken) = (Drain(new CallBucket(), Start), Start, 0);
        while (at < Start.AddMinutes(1))
        {
            var grant = bucket.Take(Usual, 100, bulk, at);
            (bucket, taken) = (grant.After, taken + grant.Granted);
            at = grant.Granted > 0 ? at : grant.OpensAt.AddTicks(1);
        }

        return taken;
    }

    private static CallBucket Drain(CallBucket bucket, DateTimeOffset at)
    {
        while (bucket.Take(Usual, 100, bulk: true, at) is { Granted: > 0 } grant) { bucket = grant.After; }

        return bucket;
    }
}
