using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Content.V1;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class CalendarPostIsSent(RunningSuite suite)
{
    [Fact]
    public async Task A_due_post_is_sent_once_to_each_group_and_confirmed()
    {
        var (first, second) = (await suite.GroupAsync(suite.Beauty, 0), await suite.GroupAsync(suite.Beauty, 1));
        var text = $"故事里的早安 {Guid.NewGuid():N}";
        var entry = new CalendarEntry
        {
            EntryId = Guid.NewGuid().ToString(), BrandId = suite.Beauty.Id.ToString(), AccountId = suite.Beauty.AccountId.ToString(), Title = "早安", Text = text,
            GroupIds = { first.GroupId, second.GroupId }, SendAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddSeconds(2)),
        };
        var calendar = suite.Suite.Client<CalendarService.CalendarServiceClient>();
        await calendar.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry });

        var sent = await Eventually.ValueAsync(
            async () => (await calendar.ListEntriesAsync(new ListEntriesRequest { BrandId = entry.BrandId, State = "confirmed", PageSize = 500 })).Entries.FirstOrDefault(item => item.EntryId == entry.EntryId),
            Chat.Patience,
            "the post is confirmed");

        Assert.Equal(2, sent.ConfirmedGroups);
        foreach (var group in new[] { first, second })
        {
            await suite.HeardAsync(suite.Beauty, group, message => message.Text == text, "the post is heard in the group");
        }

        await suite.SettledAsync(Chat.Patience);
    }
}
