using Steward.Moderation.Classification;

namespace Steward.Moderation.Tests.Classification;

public sealed class OwnTextsTests
{
    [Fact]
    public void The_same_texts_come_every_time_each_once_and_enough_of_each_label()
    {
        var texts = OwnTexts.Texts();
        Assert.Equal(texts.Select(text => text.Text), OwnTexts.Texts().Select(text => text.Text));
        Assert.Equal(texts.Count, texts.Select(text => text.Text).Distinct().Count());
        foreach (var label in Label.All) { Assert.InRange(texts.Count(text => text.Labels.Contains(label)), 400, texts.Count / 2); }

        Assert.InRange(texts.Count(text => text.Labels.Count == 0), 1000, texts.Count);
        Assert.All(texts.SelectMany(text => text.Labels), label => Assert.Contains(label, Label.All));
    }

    [Fact]
    public void Every_choice_is_made_and_no_list_is_named_that_is_not_there()
    {
        foreach (var (text, _, _) in OwnTexts.Texts())
        {
            Assert.False(text.AsSpan().ContainsAny("{}|") || string.IsNullOrWhiteSpace(text), text);

            // A name of a list that does not exist would stand in the text as it is.
            Assert.DoesNotContain(text.Split(['，', '！', ' ', '。']), word => word is "contact" or "goods" or "item" or "serve" or "bankdo" or "techbad" or "insult" or "ewho");
        }
    }
}
