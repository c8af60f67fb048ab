using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Rules;

/// <summary>What was said in a brand's groups, oldest first over all of them, as a backtest takes it: read from Channels for one day at a time, so that no more than a day is held.</summary>
internal sealed class MessageHistory(MessageService.MessageServiceClient messages, GroupService.GroupServiceClient groups)
{
    /// <summary>Messages of one request of a backtest.</summary>
    public const int AtOnce = 500;

    private const int PageSize = 200;
    private const int GroupsAtOnce = 500;
    private const int ReadersAtOnce = 8;

    /// <summary>Every group of a brand.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(string brand, CancellationToken ct)
    {
        var (found, token) = (new List<string>(), "");
        do
        {
            var page = await groups.ListGroupsAsync(new ListGroupsRequest { BrandId = brand, PageSize = GroupsAtOnce, PageToken = token }, cancellationToken: ct);
            found.AddRange(page.Groups.Select(group => group.GroupId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return found;
    }

    /// <summary>The messages of some days, which are told by where each begins and at last where the last one ends; each time that a group's day was read that is told.</summary>
    public async IAsyncEnumerable<BacktestMessages> ReadAsync(string brand, IReadOnlyList<string> of, IReadOnlyList<DateTimeOffset> days, Action read, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (begin, end) in days.Zip(days.Skip(1)))
        {
            var day = new List<Message>();
            foreach (var some in of.Chunk(ReadersAtOnce))
            {
                foreach (var found in await Task.WhenAll(some.Select(group => ReadDayAsync(brand, group, begin, end, ct))))
                {
                    day.AddRange(found);
                    read();
                }
            }

            foreach (var part in day.OrderBy(message => message.SentAt.ToDateTimeOffset()).ThenBy(message => message.MessageId, StringComparer.Ordinal).Chunk(AtOnce))
            {
                yield return new BacktestMessages { Messages = { part.Select(ToBacktest) } };
            }
        }
    }

    /// <summary>Pages backwards from the end of the day. A page begins at the moment of the last message of the page before, so those of that moment come twice and are taken once.</summary>
    private async Task<List<Message>> ReadDayAsync(string brand, string group, DateTimeOffset begin, DateTimeOffset end, CancellationToken ct)
    {
        var (found, before, known) = (new List<Message>(), end.AddMicroseconds(-1), new HashSet<string>(StringComparer.Ordinal));
        while (true)
        {
            var page = await messages.ListMessagesAsync(new ListMessagesRequest { BrandId = brand, GroupId = group, Before = Timestamp.FromDateTimeOffset(before), Limit = PageSize }, cancellationToken: ct);
            var fresh = page.Messages.Where(message => message.SentAt.ToDateTimeOffset() >= begin && known.Add(message.MessageId)).ToList();
            found.AddRange(fresh);
            if (page.Messages.Count < PageSize || fresh.Count == 0 || page.Messages[^1].SentAt.ToDateTimeOffset() < begin) { return found; }

            before = page.Messages[^1].SentAt.ToDateTimeOffset();
        }
    }

    private static BacktestMessage ToBacktest(Message message) => new()
    {
        MessageId = message.MessageId, GroupId = message.GroupId, SenderId = message.SenderId, FromStaff = message.FromStaff, Kind = message.Kind, Text = message.Text, SentAt = message.SentAt,
    };
}
