using Steward.Console.Inbox;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tests.Inbox;

public sealed class DraftTests
{
    [Fact]
    public void A_retry_of_the_same_text_has_the_same_command_and_another_text_or_another_send_has_its_own()
    {
        var draft = new Draft();
        var first = draft.CommandFor("您好", []);
        Assert.Equal(first, draft.CommandFor("您好", []));
        var other = draft.CommandFor("您好!", []);
        Assert.NotEqual(first, other);
        var along = draft.CommandFor("您好!", [new Attachment { Kind = "image", PictureId = "1" }]);
        Assert.NotEqual(other, along);
        Assert.Equal(along, draft.CommandFor("您好!", [new Attachment { Kind = "image", PictureId = "1" }]));
        draft.Settle();
        Assert.NotEqual(other, draft.CommandFor("您好!", []));
    }

    [Fact]
    public void A_suggestion_brings_what_goes_along_with_it_once()
    {
        var draft = new Draft();
        draft.Insert("地图在下面。", [new Attachment { Kind = "image", PictureId = "1" }]);
        draft.Insert("地图在下面。", [new Attachment { Kind = "image", PictureId = "1" }]);
        Assert.Single(draft.Attachments);
        draft.Insert("还有这些。", Enumerable.Range(0, 20).Select(n => new Attachment { Kind = "image", PictureId = $"{n}" }));
        Assert.Equal(9, draft.Attachments.Count);
    }

    [Fact]
    public void Length_counts_bytes_as_the_channel_does_and_characters_as_people_do()
    {
        var draft = new Draft { Text = "好👨‍👩‍👧" };
        Assert.Equal(2, draft.Characters);
        Assert.Equal(21, draft.Bytes);
        Assert.True(draft.Sendable);
        Assert.False(new Draft { Text = new string('好', 1334) }.Sendable);
        Assert.True(new Draft { Text = new string('好', 1333) }.Sendable);
        Assert.False(new Draft { Text = " \n" }.Sendable);
    }
}
