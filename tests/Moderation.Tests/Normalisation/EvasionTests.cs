using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Normalisation;

/// <summary>
/// How many terms are still found when they are hidden, and what the means cost on texts that hide nothing. Every term of a list is hidden once in each way within an ordinary question;
/// only terms that the way changed are counted (the others are found anyway). What is hidden is made from other tables than ours.
/// </summary>
public sealed class EvasionTests(ITestOutputHelper output)
{
    private const string Inserted = "*-_.·、 ~@#/|+★☆,，^`'…";
    private readonly Random _random = new(7);

    [SharedDataFact("a_zh_variants", "a_adlaw/keywords_seed.tsv", "b_faq_bank/dev_queries.tsv", "b_chatterbot_zh/qa.tsv")]
    public void Terms_of_the_advertising_law_are_found_when_hidden() =>
        Retains([.. Column("a_adlaw/keywords_seed.tsv", 1)]);

    [SharedDataFact("a_zh_variants", "a_sensitive_lexicon/fwwdn_apache2", "b_faq_bank/dev_queries.tsv", "b_chatterbot_zh/qa.tsv")]
    public void Terms_of_a_public_list_are_found_when_hidden() =>
        Retains(PublicList());

    [SharedDataFact("a_zh_variants", "f_keywords/mixed_1000.txt", "b_faq_bank/dev_queries.tsv", "b_chatterbot_zh/qa.tsv")]
    public void Terms_of_all_kinds_are_found_when_hidden() =>
        Retains(File.ReadAllLines(SharedData.Path("f_keywords/mixed_1000.txt")));

    [SharedDataFact("a_adlaw", "a_sensitive_lexicon", "f_keywords", "b_faq_bank", "b_faq_open", "b_egret_qa", "b_chatterbot_zh", "c_irc_ubuntu", "a_cold", "a_zh_sms_spam")]
    public void Clean_texts_are_hardly_flagged_more_than_without()
    {
        var lists = new (string Name, string[] Terms)[]
        {
            ("advertising law", [.. Column("a_adlaw/keywords_seed.tsv", 1)]), ("public list", PublicList()), ("all kinds", File.ReadAllLines(SharedData.Path("f_keywords/mixed_1000.txt"))),
        };
        var corpora = new (string Name, IReadOnlyList<string> Texts)[]
        {
            ("questions to a bank", [.. Column("b_faq_bank/dev_queries.tsv", 2)]), ("open questions", [.. Column("b_faq_open/dev_queries.tsv", 2)]),
            ("a forum", [.. Column("b_egret_qa/qa.tsv", 1), .. Column("b_egret_qa/qa.tsv", 2)]), ("small talk", [.. Column("b_chatterbot_zh/qa.tsv", 1), .. Column("b_chatterbot_zh/qa.tsv", 2)]),
            ("a chat", [.. Column("c_irc_ubuntu/dev.tsv", 5)]), ("comments", Labelled("a_cold/dev_test.tsv", 3)), ("short messages", Labelled("a_zh_sms_spam/dev_test.tsv", 1)),
        };
        foreach (var (name, terms) in lists)
        {
            var finder = new Finder(terms);
            var (texts, added) = (0, 0);
            foreach (var (corpus, clean) in corpora)
            {
                var exact = clean.Count(text => finder.IsFound(text));
                var hidden = clean.Count(text => !finder.IsFound(text) && finder.IsHidden(text));
                output.WriteLine($"{name,-16} {corpus,-20} {clean.Count,6} texts, flagged {100.0 * exact / clean.Count:0.00} %, with variants {100.0 * hidden / clean.Count:0.00} points more");
                Assert.True(hidden <= 0.01 * clean.Count, $"{name}, {corpus}: {hidden} of {clean.Count}");
                (texts, added) = (texts + clean.Count, added + hidden);
            }

            output.WriteLine($"{name,-16} all {texts} texts: {100.0 * added / texts:0.00} points more");
            Assert.True(added <= 0.005 * texts, $"{name}: {added} of {texts}");
        }
    }

    private void Retains(string[] terms)
    {
        terms = [.. terms.Where(term => term.Length > 1).Distinct(StringComparer.Ordinal)];
        var carriers = Column("b_faq_bank/dev_queries.tsv", 2).Concat(Column("b_chatterbot_zh/qa.tsv", 1)).ToArray();
        var ways = new EvasionWays(_random);
        var finder = new Finder(terms);
        Check("traditional", 0.99, term => EvasionWays.All(term, ways.Traditional));
        Check("inserted everywhere", 0.99, term => string.Join(Inserted[_random.Next(Inserted.Length)], term.ToCharArray()));
        Check("inserted once", 0.99, term => term.Insert(_random.Next(1, term.Length), Inserted[_random.Next(Inserted.Length)].ToString()));
        Check("full width", 0.99, term => EvasionWays.All(term, c => c is > ' ' and <= '~' ? ((char)(c + 0xFEE0)).ToString() : null));
        Check("one homophone", 0.85, term => ways.One(term, ways.Homophone));
        Check("half homophones", 0.85, term => EvasionWays.All(term, c => _random.Next(2) == 0 ? ways.Homophone(c) : null));
        Check("all homophones", 0.85, term => EvasionWays.All(term, ways.Homophone));
        Check("one split", 0.85, term => ways.One(term, ways.Split));
        // Of a long term every character at once is missed too often; what is reached must not get worse.
        Check("all split", 0.85, term => EvasionWays.All(term, ways.Split), reached: 0.55);
        Check("pinyin", 0.85, term => EvasionWays.All(term, ways.Pinyin));

        void Check(string way, double target, Func<string, string> hide, double? reached = null)
        {
            var (hidden, kept, lost) = (0, 0, new List<string>());
            for (var number = 0; number < terms.Length; number++)
            {
                if (way != "full width" && !terms[number].All(c => c is >= '\u4E00' and <= '\u9FFF')) { continue; }

                var written = hide(terms[number]);
                if (written == terms[number]) { continue; }

                var carrier = carriers[_random.Next(carriers.Length)];
                var text = carrier.Insert(_random.Next(carrier.Length + 1), written);
                var found = finder.IsFound(text, number) || finder.IsHidden(text, number);
                (hidden, kept) = (hidden + 1, kept + (found ? 1 : 0));
                if (!found) { lost.Add($"{terms[number]} {written}"); }
            }

            output.WriteLine($"{way,-20} {kept} of {hidden}: {(double)kept / hidden:0.000} (target {target:0.00})   {string.Join(", ", lost.Take(4))}");
            Assert.True(kept >= (reached ?? target) * hidden, $"{way}: {kept} of {hidden}");
        }
    }

    private static string[] PublicList() =>
        [.. new[] { "广告", "色情类", "涉枪涉爆违法信息关键词" }.SelectMany(name => File.ReadLines(SharedData.Path($"a_sensitive_lexicon/fwwdn_apache2/{name}.txt"))).Select(line => line.Trim(' ', ',', '，', '、'))];

    private static IEnumerable<string> Column(string file, int column) =>
        File.ReadLines(SharedData.Path(file)).Skip(1).Select(line => line.Split('\t')).Where(fields => fields.Length > column).Select(fields => fields[column].Trim());

    private static List<string> Labelled(string file, int column) =>
        [.. File.ReadLines(SharedData.Path(file)).Skip(1).Select(line => line.Split('\t')).Where(fields => fields[0] == "0").Select(fields => fields[column])];

    private sealed class Finder
    {
        private readonly HeardText _heard = new();
        private readonly Matches _matches = new();
        private readonly List<HiddenTerm> _hidden = [];
        private readonly TermMatcher _exact;
        private readonly VariantMatcher _variant;

        public Finder(string[] terms)
        {
            terms = [.. terms.Where(term => FoldTable.Fold(term).Length is > 1 and <= TermMatcher.LongestTerm)];
            _exact = new TermMatcher([.. terms.Select(term => new Term(term))], SymbolTable.OfRules);
            _variant = new VariantMatcher([.. terms.Select(term => new HideableTerm(term, Evasions.Any))]);
        }

        public bool IsFound(string text, int? wanted = null)
        {
            _exact.Find(text, Reporting.Every, _matches);
            foreach (var hit in _matches.Hits)
            {
                if (wanted is null || hit.Term == wanted) { return true; }
            }

            return false;
        }

        public bool IsHidden(string text, int? wanted = null)
        {
            _heard.Read(text);
            _variant.Find(_heard, _matches, _hidden);
            return _hidden.Exists(hidden => wanted is null || hidden.Term == wanted);
        }
    }
}
