namespace Steward.Moderation.Screening.Traffic;

/// <summary>One member's latest messages in one group: their times, in the order of arrival. Bounded.</summary>
internal sealed class RecentPosts
{
    /// <summary>As many as a rule may ask for, and one.</summary>
    public const int Most = Rules.Kinds.RateRule.MostMessages + 1;

    private (Guid Message, long Ticks)[] _posts = new (Guid, long)[4];
    private long _arrived;

    /// <summary>When the latest message was sent.</summary>
    public long LatestTicks { get; private set; }

    /// <summary>Takes a message, once: one that is known keeps its place, so that an envelope that comes again is judged as before.</summary>
    public PostsBefore Add(Guid message, DateTimeOffset sentAt)
    {
        for (var known = _arrived - 1; known >= Math.Max(0, _arrived - _posts.Length); known--)
        {
            if (At(known).Message == message) { return new PostsBefore(this, known + 1, sentAt.UtcTicks); }
        }

        if (_arrived == _posts.Length && _posts.Length < Most) { Array.Resize(ref _posts, Math.Min(_posts.Length * 2, Most)); }

        _posts[_arrived % _posts.Length] = (message, sentAt.UtcTicks);
        _arrived++;
        LatestTicks = Math.Max(LatestTicks, sentAt.UtcTicks);
        return new PostsBefore(this, _arrived, sentAt.UtcTicks);
    }

    /// <summary>How many of the messages that had arrived by then were sent in a window that ends with one of them.</summary>
    public int Count(long arrived, long endTicks, long windowTicks)
    {
        var count = 0;
        for (var at = Math.Max(0, _arrived - _posts.Length); at < arrived; at++)
        {
            var age = endTicks - At(at).Ticks;
            if (age >= 0 && age < windowTicks) { count++; }
        }

        return count;
    }

    private (Guid Message, long Ticks) At(long number) => _posts[number % _posts.Length];
}

/// <summary>What a member wrote in a group until a message, that one included.</summary>
internal readonly record struct PostsBefore(RecentPosts? Posts, long Arrived, long Ticks)
{
    /// <summary>How many messages were sent within a time before the message, it included; 0 where nobody counts.</summary>
    public int Within(TimeSpan window) => Posts?.Count(Arrived, Ticks, window.Ticks) ?? 0;
}
