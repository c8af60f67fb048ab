using System.Collections.Concurrent;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Screening.Traffic;

/// <summary>
/// What this process remembers of the traffic, in message time. Who wrote how much: exact in each lane, because all messages of a group come in one lane and one replica reads a lane at a time;
/// another replica that takes a lane over begins with nothing. Copies of texts: shared by the lanes of this process, so that a text in groups of two replicas is known to each from its own part.
/// </summary>
internal sealed class TrafficMemory
{
    private readonly ConcurrentDictionary<(BrandId Brand, int Lane), LaneTraffic> _lanes = new();
    private readonly ConcurrentDictionary<BrandId, CopyIndex> _copies = new();

    public LaneTraffic Of(BrandId brand, int lane) => _lanes.GetOrAdd((brand, lane), static (key, memory) => new LaneTraffic(memory._copies.GetOrAdd(key.Brand, static _ => new CopyIndex())), this);
}

/// <summary>What is remembered of a brand's messages in one lane. Messages come one after the other, in their order.</summary>
internal sealed class LaneTraffic(CopyIndex copies)
{
    /// <summary>More (group, member) pairs of the last hour are not remembered: then the half that has been silent longest is forgotten.</summary>
    public const int MostSenders = 50_000;

    private const string RevokeKind = "revoke";
    private const int FewestSenders = 1024;
    private static readonly long Longest = TimeSpan.FromSeconds(Rules.Kinds.RateRule.MostSeconds).Ticks;

    private int _tidyAt = FewestSenders;
    private readonly Dictionary<(Guid Group, Guid Member), RecentPosts> _posts = [];

    /// <summary>Takes a message and tells what is known of its traffic. The same message again changes nothing and gets the same answer.</summary>
    public Subject Observe(ReceivedMessage message, DateTimeOffset? joinedAt, bool posts, bool copied)
    {
        // Taking a message back is no message.
        if (message.FromStaff || message.Kind == RevokeKind) { return new Subject(message); }

        var before = posts ? PostsOf(message).Add(message.MessageId, message.SentAt) : default;
        var near = copied && SimHash.Of(message.Text) is { } fingerprint ? copies.Add(fingerprint, message.MessageId, message.SenderId, message.GroupId, message.SentAt) : [];
        return new Subject(message, joinedAt, before, near);
    }

    private RecentPosts PostsOf(ReceivedMessage message)
    {
        var key = (message.GroupId, message.SenderId);
        if (_posts.TryGetValue(key, out var known)) { return known; }

        if (_posts.Count >= _tidyAt) { Forget(message.SentAt.UtcTicks - Longest); }

        return _posts[key] = new RecentPosts();
    }

    /// <summary>Forgets whom no rule can ask about any more. Comes so seldom that it costs each message next to nothing.</summary>
    private void Forget(long before)
    {
        foreach (var silent in _posts.Where(one => one.Value.LatestTicks < before).Select(one => one.Key).ToList()) { _posts.Remove(silent); }

        if (_posts.Count >= MostSenders)
        {
            foreach (var silent in _posts.OrderBy(one => one.Value.LatestTicks).Take(MostSenders / 2).Select(one => one.Key).ToList()) { _posts.Remove(silent); }
        }

        _tidyAt = Math.Clamp(_posts.Count * 2, FewestSenders, MostSenders);
    }
}
