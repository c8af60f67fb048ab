using Steward.Moderation.Classification;
using Steward.Testing;

namespace Steward.Moderation.Tests.Classification;

public sealed class FeaturesTests
{
    [Fact]
    public void Features_are_pieces_and_pairs_of_neighbours_each_once()
    {
        var found = new Features().Of("哈哈哈").ToArray();

        // One sign, and the pairs start-哈, 哈哈, 哈-end.
        Assert.Equal(4, found.Length);
        Assert.Equal(4, found.Select(feature => feature.Hash).Distinct().Count());
        Assert.Equal([(0, 1), (0, 1), (0, 2), (2, 1)], found.Select(feature => (feature.Start, feature.Length)).Order());
    }

    [Fact]
    public void What_was_found_depends_on_the_text_alone()
    {
        var random = new Random(7);
        var kept = new Features();
        for (var round = 0; round < 500; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => (char)random.Next(0, round % 2 == 0 ? char.MaxValue : 0x80))]);
            Assert.Equal(new Features().Of(text).ToArray(), kept.Of(text).ToArray());
        }
    }

    [Fact]
    public void A_message_of_a_million_characters_is_read_as_far_as_matters()
    {
        var found = new Features().Of(string.Concat(Enumerable.Range(0, 1_000_000).Select(n => (char)(0x4E00 + (n % 20_000)))));

        // Traditional and simplified forms are one piece.
        Assert.InRange(found.Length, 3500, 4096);
    }

    [Fact]
    public void A_stream_of_messages_allocates_nothing()
    {
        var (features, model, scores) = (new Features(), Trained.Toy(), new float[LinearModel.Width]);
        string[] texts = ["加我微信低价代购", "今天的课几点开始?", "ok 123 好的👍"];
        foreach (var text in texts) { model.Score(features.Of(text), scores); }

        Assert.Equal(0, Allocated.By(() =>
        {
            for (var round = 0; round < 1000; round++)
            {
                foreach (var text in texts) { model.Score(features.Of(text), scores); }
            }
        }));
    }
}
