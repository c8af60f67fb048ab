using Google.Protobuf.WellKnownTypes;
using Steward.Console.Inbox;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Tests.Inbox;

public sealed class TalkTests
{
    [Fact]
    public void Both_reads_are_put_together_oldest_first_without_doubles_and_the_question_is_marked()
    {
        var talk = Talk.Of([Said(2), Said(1)], [Said(3), Said(2), Said(1)], [new ItemQuestion { MessageId = "2" }]);
        Assert.Equal(["1", "2", "3"], talk.Select(line => line.Message.MessageId));
        Assert.Equal([false, true, false], talk.Select(line => line.Asked));
        Assert.DoesNotContain(talk, line => line.AfterGap);
    }

    [Fact]
    public void A_gap_between_the_question_and_the_latest_messages_is_shown()
    {
        var lately = Enumerable.Range(101, Talk.Lately).Reverse().Select(Said).ToArray();
        var talk = Talk.Of([Said(2), Said(1)], lately, []);
        Assert.Equal("101", Assert.Single(talk, line => line.AfterGap).Message.MessageId);
    }

    private static Message Said(int second) => new() { MessageId = second.ToString(System.Globalization.CultureInfo.InvariantCulture), SentAt = new Timestamp { Seconds = second } };
}
