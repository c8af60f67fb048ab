using Steward.Moderation.Matching;

namespace Steward.Moderation.Tests.Matching;

public sealed class MatcherFuzzTests
{
    private static readonly SymbolTable Table = Zeroed();

    public static TheoryData<int, string> Alphabets()
    {
        // Few symbols, so that terms overlap, share beginnings and ends, contain each other and nearly match.
        string[] alphabets = ["ab", "微信", "ab微信", "abＡＢ微信加群ﾊハ\ud83d\ude00", "加微信QqＶx 1-*\u200b", "\ud842\udfb7\ud842\udfb6a", "abcdefghijklmnopqrstuvwxyz", "a\u200b\u0001\uffff"];
        var data = new TheoryData<int, string>();
        foreach (var alphabet in alphabets) { data.Add(data.Count + 1, alphabet); }

        return data;
    }

    [Theory]
    [MemberData(nameof(Alphabets))]
    public void Every_hit_is_one_that_comparing_every_term_with_every_place_finds(int seed, string alphabet)
    {
        var random = new Random(seed);
        string Word(int shortest, int longest) => new([.. Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
        var (found, matches) = (0, new Matches());
        for (var round = 0; round < 250; round++)
        {
            var plain = round % 2 == 0;
            var terms = new List<Term>();
            for (var left = random.Next(0, round % 10 == 0 ? 400 : 30); left > 0; left--)
            {
                var word = Word(1, random.Next(4) == 0 ? 12 : 5);
                if (terms.Count > 0 && random.Next(3) == 0)
                {
                    // A beginning or an end of another term, or one made longer.
                    var other = terms[random.Next(terms.Count)].Text;
                    word = random.Next(3) switch { 0 => other[..random.Next(1, other.Length + 1)], 1 => other[random.Next(other.Length)..], _ => other + word };
                }

                if (Table.Fold(word).Length is 0 or > TermMatcher.LongestTerm) { continue; }

                terms.Add(plain ? new Term(word) : new Term(word, random.Next(-1, 3), random.Next(5) == 0, random.Next(4) == 0, random.Next(3)));
            }

            var matcher = new TermMatcher(terms, Table);
            for (var text = 0; text < 4; text++)
            {
                var message = Word(0, 150);
                foreach (var reporting in new[] { Reporting.Every, Reporting.LeftmostLongest })
                {
                    var expected = Naive.Find(terms, Table, message, reporting);
                    matcher.Find(message, reporting, matches);
                    Assert.True(
                        matches.Hits.SequenceEqual(expected.ToArray()),
                        $"round {round}, {reporting}: '{message}': expected {string.Join(' ', expected)}, found {string.Join(' ', matches.Hits.ToArray())}; terms {string.Join('|', terms)}");
                    found += expected.Count;
                }

                Assert.Equal(matches.Hits.Length > 0, matcher.TryFind(message, 0, out _));
            }
        }

        Assert.True(found > 1000, $"only {found} hits: the generator is too sparse to prove anything");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Many_terms_and_any_units_at_all_give_the_same_hits_as_comparing(int seed)
    {
        var random = new Random(seed);
        string Any(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x4E00, 0x4E40)))]);
        Term[] terms = [.. Enumerable.Range(0, 3000).Select(_ => Any(random.Next(2, 9))).Where(text => Table.Fold(text).Length > 0).Select(text => new Term(text))];
        var (matcher, matches) = (new TermMatcher(terms, Table), new Matches());
        var found = 0;
        for (var round = 0; round < 20; round++)
        {
            var message = string.Concat(Enumerable.Range(0, 20).Select(_ => random.Next(2) == 0 ? Any(random.Next(1, 20)) : terms[random.Next(terms.Length)].Text));
            matcher.Find(message, Reporting.Every, matches);
            Assert.Equal(Naive.Find(terms, Table, message, Reporting.Every), matches.Hits.ToArray());
            found += matches.Hits.Length;
        }

        Assert.True(found > 100, $"only {found} hits: the generator is too sparse to prove anything");
    }

    [Fact]
    public void A_text_has_the_same_symbols_with_vectors_and_without()
    {
        var random = new Random(7);
        char[] fold = [.. Enumerable.Range(0, 0x10000).Select(_ => (char)(random.Next(4) == 0 ? 0 : random.Next(0x10000)))];
        var table = new SymbolTable(fold);
        for (var length = 0; length < 200; length++)
        {
            string text = new([.. Enumerable.Range(0, length).Select(_ => (char)(random.Next(8) == 0 ? 0xFFFF : random.Next(0x10000)))]);
            Assert.Equal(string.Concat(text.Select(c => fold[c]).Where(symbol => symbol != 0)), table.Fold(text));
            var symbols = new char[length + SymbolTable.RoomBehind];
            Assert.Equal(table.Fold(text), new string(symbols, 0, SymbolTable.OneByOne(fold, text, symbols)));
        }
    }

    [Fact]
    public void The_gate_passes_the_same_places_with_vectors_and_without()
    {
        var random = new Random(6);
        foreach (var singles in new[] { false, true })
        {
            var gate = new WindowGate(500);
            var symbols = new char[WindowGate.Places + WindowGate.Beyond];
            for (var window = 0; window < 500; window++)
            {
                var length = random.Next(2, 5);
                gate.Admit((ulong)random.NextInt64() >>> (64 - (16 * length)), length);
                gate.Admit(Anchor.Window($"{(char)random.Next('a', 'e')}{(char)random.Next('a', 'e')}{(char)random.Next('a', 'e')}{(char)random.Next('a', 'e')}", 0, length), length);
                if (singles) { gate.Admit((char)random.Next(0x10000)); }
            }

            ulong passed = 0;
            for (var round = 0; round < 2000; round++)
            {
                var ascii = random.Next(2) == 0;
                for (var at = 0; at < WindowGate.Places; at++) { symbols[at] = (char)(ascii && random.Next(20) != 0 ? random.Next('a', 'e') : random.Next(0x10000)); }

                foreach (var count in new[] { 1, 15, 16, 17, 63, 64 })
                {
                    var expected = gate.OneByOne(in symbols[0], count);
                    Assert.Equal(expected, gate.Candidates(in symbols[0], count));
                    passed |= expected;
                }
            }

            Assert.Equal(ulong.MaxValue, passed);
        }
    }

    [Fact]
    public void Terms_that_resemble_each_other_cost_a_place_no_more_than_a_bounded_number_of_comparisons()
    {
        const int MostAtAPlace = 64;
        string[][] sets =
        [
            [.. Enumerable.Range(1, 63).SelectMany(n => new[] { new string('a', n) + "b", new string('微', n) + "信" })],
            [.. Enumerable.Range(0, 1 << 14).Select(n => string.Concat(Enumerable.Range(0, 14).Select(bit => "微信"[(n >> bit) & 1])))],
            [.. Enumerable.Range(0, 1 << 14).Select(n => string.Concat(Enumerable.Range(0, 14).Select(bit => "ab"[(n >> bit) & 1])))],
            [.. Enumerable.Range(0, 20_000).Select(n => $"http://www.{n}.com")],
            [.. Enumerable.Range(0, 20_000).Select(n => $"中国{(char)(0x4E00 + (n % 140))}{(char)(0x5E00 + (n / 140))}")],
        ];
        foreach (var set in sets)
        {
            Assert.InRange(new PatternIndex(set).MostAtAPlace, 1, MostAtAPlace);
            var (matcher, matches) = (new TermMatcher([.. set.Select(text => new Term(text))], Table), new Matches());
            var message = string.Concat(Enumerable.Repeat(set[^1][..^1], 20)) + set[^1];
            matcher.Find(message, Reporting.LeftmostLongest, matches);
            Assert.Equal(Naive.Find([.. set.Select(text => new Term(text))], Table, message, Reporting.LeftmostLongest), matches.Hits.ToArray());
        }
    }

    [Fact]
    public void A_message_of_a_million_characters_is_scanned_and_its_hits_cross_every_seam()
    {
        // Lengths that share no divisor with the parts in which a message is scanned.
        Term[] terms = [new("赌博微信加群qq77", MostSkipped: 16), new("加群"), new("博微信加群qq77x", Allowed: true), .. Enumerable.Range(1, 60).Select(n => new Term(new string('a', n)))];
        const string Unit = "赌博微信加群qq77-赌--博-微-信-加-群-q-q-7----------------7";
        var times = 1_000_000 / Unit.Length;
        var (matcher, matches) = (new TermMatcher(terms, Table), new Matches());
        matcher.Find(string.Concat(Enumerable.Repeat(Unit, times)), Reporting.LeftmostLongest, matches);
        Assert.Equal(
            Enumerable.Range(0, times).SelectMany(n => new[] { new TermHit(0, n * Unit.Length, 10), new TermHit(0, (n * Unit.Length) + 11, Unit.Length - 11) }),
            matches.Hits.ToArray());

        matcher.Find(new string('a', 100_000), Reporting.LeftmostLongest, matches);
        Assert.Equal(Enumerable.Range(0, (100_000 + 59) / 60).Select(n => Math.Min(60, 100_000 - (n * 60))), matches.Hits.ToArray().Select(hit => hit.Length));
        Assert.True(matcher.TryFind("加群", 0, out _));
    }

    private static SymbolTable Zeroed()
    {
        char[] fold = [.. TermMatcherTests.Narrow];
        fold['\u200b'] = fold['\0'] = '\0';
        return new SymbolTable(fold);
    }
}
