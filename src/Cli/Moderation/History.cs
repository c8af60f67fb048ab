using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Cli.Moderation;

/// <summary>A brand's messages from Channels, oldest first over all groups: read group by group for one day at a time, so that no more than a day is held.</summary>
internal static class History
{
    private const int PageSize = 200;
    private const int GroupsAtOnce = 500;

    public static async IAsyncEnumerable<BacktestMessage> ReadAsync(Suite suite, string brand, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken ct)
    {
        var groups = await GroupsAsync(suite, brand, ct);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var begin = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var messages = new List<Message>();
            foreach (var group in groups) { await AddDayAsync(suite, brand, group, begin, messages, ct); }

            foreach (var message in messages.OrderBy(message => message.SentAt.ToDateTimeOffset()).ThenBy(message => message.MessageId, StringComparer.Ordinal)) { yield return ToBacktest(message); }
        }
    }

    private static async Task<List<string>> GroupsAsync(Suite suite, string brand, CancellationToken ct)
    {
        var (groups, token) = (new List<string>(), "");
        do
        {
            var page = await suite.Client<GroupService.GroupServiceClient>().ListGroupsAsync(new ListGroupsRequest { BrandId = brand, PageSize = GroupsAtOnce, PageToken = token }, cancellationToken: ct);
            groups.AddRange(page.Groups.Select(group => group.GroupId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return groups;
    }

    /// <summary>Pages backwards from the end of the day. A page begins at the moment of the last message of the page before, so those of that moment come twice and are taken once.</summary>
    private static async Task AddDayAsync(Suite suite, string brand, string group, DateTimeOffset begin, List<Message> messages, CancellationToken ct)
    {
        var (before, known) = (begin.AddDays(1).AddTicks(-10), new HashSet<string>(StringComparer.Ordinal));
        while (true)
        {
            var page = await suite.Client<MessageService.MessageServiceClient>().ListMessagesAsync(
                new ListMessagesRequest { BrandId = brand, GroupId = group, Before = Timestamp.FromDateTimeOffset(before), Limit = PageSize }, cancellationToken: ct);
            var fresh = page.Messages.Where(message => message.SentAt.ToDateTimeOffset() >= begin && known.Add(message.MessageId)).ToList();
            messages.AddRange(fresh);
            if (page.Messages.Count < PageSize || fresh.Count == 0 || page.Messages[^1].SentAt.ToDateTimeOffset() < begin) { return; }

            before = page.Messages[^1].SentAt.ToDateTimeOffset();
        }
    }

    private static BacktestMessage ToBacktest(Message message) => new()
    {
        MessageId = message.MessageId, GroupId = message.GroupId, SenderId = message.SenderId, FromStaff = message.FromStaff, Kind = message.Kind, Text = message.Text, SentAt = message.SentAt,
    };
}
