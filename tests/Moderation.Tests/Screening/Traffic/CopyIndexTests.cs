using System.Diagnostics;
using Steward.Moderation.Normalisation;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening.Traffic;
using Steward.Moderation.Tests.Rules;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Screening.Traffic;

public sealed class CopyIndexTests(ITestOutputHelper output)
{
    private const string Advert = "诚招代理在家就能做每天两小时日结三百元名额有限先到先得感兴趣的朋友私信我了解详情绝不收费";

    [Theory]
    [InlineData("诚招代理！！在家就能做，每天两小时，日结三百元～名额有限，先到先得。感兴趣的朋友私信我，了解详情，绝不收费 😀😀")]
    [InlineData("诚 招 代 理 在家就能做每天两小时日结三百元名额有限先到先得感兴趣的朋友私信我了解详情绝不收费")]
    public void Signs_blanks_and_emoji_do_not_change_the_fingerprint(string copy) => Assert.Equal(SimHash.Of(Advert), SimHash.Of(copy));

    [Fact]
    public void Other_numbers_are_the_same_text() =>
        Assert.Equal(SimHash.Of("加我微信 13812345678 领取优惠，限时三天"), SimHash.Of("加我微信 139 领取优惠，限时三天"));

    [Fact]
    public void Short_texts_have_no_fingerprint() => Assert.Null(SimHash.Of("收到，谢谢！"));

    [Fact]
    public void The_fingerprint_is_the_majority_of_each_bit()
    {
        // The bit-sliced counters against counting one by one.
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(6, 200)).Select(_ => (char)random.Next(0x4E00, 0x9FA5))]);
            Assert.Equal(Naive(text), SimHash.Of(text));
        }
    }

    [Fact]
    public void All_texts_within_three_bits_are_found_and_what_it_costs_is_printed()
    {
        var (random, index) = (new Random(9), new CopyIndex());
        var known = Enumerable.Range(0, 50_000).Select(_ => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1)).ToArray();
        var at = ModerationBench.At;
        foreach (var fingerprint in known) { index.Add(fingerprint, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), at); }

        var found = 0;
        const int Queries = 10_000;
        for (var query = 0; query < Queries; query++)
        {
            var near = known[random.Next(known.Length)];
            for (var bits = random.Next(0, 4); bits > 0; bits--) { near ^= 1UL << random.Next(64); }

            if (index.Add(near, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), at).Count > 0) { found++; }
        }

        output.WriteLine($"recall at Hamming <= 3 in a window of 50,000 texts: {(double)found / Queries:P2}");
        Assert.Equal(Queries, found);

        var texts = Enumerable.Range(0, 60_000).Select(_ => new string([.. Enumerable.Range(0, 40).Select(_ => (char)random.Next(0x4E00, 0x6000))])).ToArray();
        var ids = Enumerable.Range(0, texts.Length).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var text in texts.Take(5000)) { _ = SimHash.Of(text); }

        // The median of parts: what other programs take from the core falls into few of them.
        var parts = texts.Zip(ids).Chunk(500).Select(part =>
        {
            var clock = Stopwatch.StartNew();
            foreach (var (text, id) in part) { index.Add(SimHash.Of(text)!.Value, id, id, id, at); }

            return clock.Elapsed.TotalMicroseconds / part.Length;
        }).Order().ToArray();
        output.WriteLine($"fingerprint and look-up of a text of 40 characters: {parts[parts.Length / 2]:F2} µs (median of {parts.Length} parts, the fastest {parts[0]:F2})");
    }

    [Fact]
    public void How_much_of_a_text_may_be_changed_is_printed()
    {
        var random = new Random(4);
        foreach (var length in (int[])[40, 100, 200])
        {
            var within = 0;
            const int Rounds = 1000;
            for (var round = 0; round < Rounds; round++)
            {
                char[] text = [.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4E00, 0x6000))];
                var before = SimHash.Of(text)!.Value;
                text[random.Next(length)] = '变';
                if (SimHash.Distance(before, SimHash.Of(text)!.Value) <= CopyRule.MostDistance) { within++; }
            }

            output.WriteLine($"one of {length} characters replaced: {(double)within / Rounds:P1} within three bits");
        }
    }

    [Fact]
    public void The_oldest_texts_are_forgotten_first_and_memory_stays_bounded()
    {
        var (random, index) = (new Random(1), new CopyIndex());
        ulong Other() => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1);
        var first = Other();
        index.Add(first, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At);
        for (var i = 0; i < CopyIndex.MostTexts - 1; i++) { index.Add(Other(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At); }

        Assert.Single(index.Add(first, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At));
        for (var i = 0; i < CopyIndex.MostTexts; i++) { index.Add(Other(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At); }

        Assert.Empty(index.Add(first, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At));
    }

    [Fact]
    public void Texts_older_than_any_rule_may_ask_for_make_room_instead_of_being_kept()
    {
        var (random, index, first) = (new Random(2), new CopyIndex(), 77UL);
        index.Add(first, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At);
        for (var i = 0; i < 1100; i++) { index.Add((ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At.AddDays(2 + i)); }

        Assert.Empty(index.Add(first, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At.AddDays(2000)));
    }

    [Fact]
    public void The_same_text_without_end_stays_bounded_and_one_voice_leaves_room_for_others()
    {
        var (index, loud, group) = (new CopyIndex(), Guid.NewGuid(), Guid.NewGuid());
        index.Add(7, Guid.NewGuid(), Guid.NewGuid(), group, ModerationBench.At);
        for (var i = 0; i < 100; i++) { index.Add(7, Guid.NewGuid(), loud, group, ModerationBench.At); }

        var copies = index.Add(7, Guid.NewGuid(), loud, group, ModerationBench.At);
        Assert.Equal(2, copies.Select(copy => copy.Member).Distinct().Count());
        for (var i = 0; i < 5000; i++) { Assert.InRange(index.Add(7, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), ModerationBench.At).Count, 1, CopyIndex.MostCopies); }
    }

    [Fact]
    public void A_text_in_three_groups_by_two_members_breaks_the_rule_once_it_is_so_and_each_time_it_comes_again()
    {
        var rules = Sets.Compiled(new CopyRule { RuleId = "n", OffenceClass = "flood", Minutes = 60, Posts = 3, Members = 2, Groups = 3 });
        var traffic = new LaneTraffic(new CopyIndex());
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var messages = new[] { one, one, other, other }.Select((sender, i) => Sets.Message($"{Advert}{new string('！', i)}") with { SenderId = sender, SentAt = ModerationBench.At.AddMinutes(i) }).ToList();
        string[] Labels() => [.. messages.Select(message => rules.Verdict(traffic.Observe(message, null, false, true)).Label)];
        string[] expected = ["chatter", "chatter", "offence", "offence"];
        Assert.Equal(expected, Labels());
        Assert.Equal(expected, Labels());
        Assert.Equal("chatter", rules.Verdict(traffic.Observe(Sets.Message(Advert) with { SentAt = ModerationBench.At.AddMinutes(200) }, null, false, true)).Label);
    }

    private static ulong Naive(string text)
    {
        var counts = new int[64];
        for (var i = 1; i < text.Length; i++)
        {
            var pair = ((ulong)FoldTable.Fold(text[i - 1]) << 16) | FoldTable.Fold(text[i]);
            pair *= 0x9E3779B97F4A7C15;
            pair ^= pair >> 32;
            pair *= 0xD6E8FEB86659FD93;
            pair ^= pair >> 29;
            for (var bit = 0; bit < 64; bit++) { counts[bit] += (int)((pair >> bit) & 1); }
        }

        var half = (text.Length - 1) / 2;
        return Enumerable.Range(0, 64).Where(bit => counts[bit] > half).Aggregate(0UL, (hash, bit) => hash | (1UL << bit));
    }
}
