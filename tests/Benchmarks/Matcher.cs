using System.Buffers;
using System.Diagnostics;
using System.Text;
using Spectre.Console;
using Steward.Moderation.Matching;

namespace Steward.Benchmarks;

/// <summary>How many characters a second the matcher screens on one core, beside what else there is, all of it in turn in the same run.</summary>
internal static class Matcher
{
    private const int Rounds = 9;
    private const int Part = 12_000;
    private const int SoundClasses = 1300;
    private const double LeastOfSearchValues = 4;
    private const double LeastOfHyperscan = 1;
    private const double LeastOfExact = 0.5;
    private const int ManyTerms = 100_000;
    private const double LeastWithMany = 40;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan LongestBuild = TimeSpan.FromSeconds(2);

    /// <summary><c>[terms]</c>; default 20,000. True when the hits are those of the others and, with random ideographs, for which they were set, the targets are met.</summary>
    public static Task<bool> RunAsync(string[] args)
    {
        var terms = args.At(0, 20_000);
        AnsiConsole.WriteLine($"{terms:N0} terms, messages of 5 to 60 characters, one thread of {Environment.ProcessorCount} cores, .NET {Environment.Version}, {Rounds} rounds in turn, medians");
        if (!Hyperscan.IsThere) { AnsiConsole.WriteLine("Hyperscan is left out: the library libhyperscan5 is not there."); }

        var good = true;
        good &= Measure(MatcherTexts.OfRandomIdeographs(terms), hasTargets: true);
        good &= Measure(MatcherTexts.OfWords(terms), hasTargets: false);
        if (MatcherTexts.OfSharedData(terms) is { } texts) { good &= Measure(texts, hasTargets: false); }
        else { AnsiConsole.WriteLine("Public word lists are left out: ../shared/data is not there."); }

        return Task.FromResult(good);
    }

    private static bool Measure(MatcherTexts texts, bool hasTargets)
    {
        var table = SymbolTable.OfRules;
        Term[] terms = [.. texts.Terms.Select(term => new Term(term))];
        var characters = texts.Messages.Sum(message => (long)message.Length);
        AnsiConsole.WriteLine($"{Environment.NewLine}{texts.Name}: {terms.Length:N0} terms, {texts.Messages.Length:N0} messages, {characters:N0} characters");

        _ = new TermMatcher(terms, table);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var matcher = new TermMatcher(terms, table);
        var built = watch.Elapsed;
        AnsiConsole.WriteLine($"built in {built.TotalMilliseconds:N0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / (double)terms.Length:N0} bytes a term");

        // The others get their texts folded and encoded, for nothing.
        string[] folded = [.. texts.Messages.Select(table.Fold)];
        string[] foldedTerms = [.. texts.Terms.Select(table.Fold).Distinct()];
        var values = SearchValues.Create(foldedTerms, StringComparison.Ordinal);
        using var hyperscan = Hyperscan.IsThere ? Hyperscan.Of(foldedTerms) : null;
        byte[] bytes = [.. folded.SelectMany(Encoding.UTF8.GetBytes)];
        int[] ends = [.. Sums(folded.Select(Encoding.UTF8.GetByteCount))];

        var skipping = new TermMatcher([.. terms.Select(term => term with { MostSkipped = 2 })], table);
        var variant = TermMatcher.OfSymbols([.. foldedTerms.Select(term => new Term(Sound(term)))], table);
        string[] sounds = [.. folded.Select(Sound)];
        var matches = new Matches();
        var contenders = new List<Contender>
        {
            new("matcher, every hit", part => Sum(texts.Messages, part, text => { matcher.Find(text, Reporting.Every, matches); return matches.Hits.Length; })),
            new("matcher, messages with a hit", part => Sum(texts.Messages, part, text => matcher.TryFind(text, 0, out _) ? 1 : 0)),
            new("SearchValues<string>, messages with a hit", part => Sum(folded, part, text => text.AsSpan().ContainsAny(values) ? 1 : 0)),
            new("matcher, 2 insertions skipped", part => Sum(texts.Messages, part, text => { skipping.Find(text, Reporting.Every, matches); return matches.Hits.Length; })),
            new("matcher, a stream of sounds", part => Sum(sounds, part, text => { variant.FindIn(text, [], Reporting.Every, matches); return matches.Hits.Length; })),
        };
        if (hyperscan is not null) { contenders.Add(new("Hyperscan, every hit", part => hyperscan.Count(bytes, ends.AsSpan(part), part.Start.Value == 0 ? 0 : ends[part.Start.Value - 1]))); }

        foreach (var contender in contenders) { contender.Warm(..texts.Messages.Length); }

        for (var round = 0; round < Rounds; round++)
        {
            // In turn every few milliseconds: whoever else uses the machine slows all of them down alike. Each finds the caches as another one left them.
            for (var start = 0; start < texts.Messages.Length; start += Part)
            {
                foreach (var turn in Enumerable.Range(round, contenders.Count)) { contenders[turn % contenders.Count].Take(start..Math.Min(texts.Messages.Length, start + Part)); }
            }

            foreach (var contender in contenders) { contender.EndRound(characters); }
        }

        foreach (var one in contenders) { AnsiConsole.WriteLine($"  {one.Name,-44} {one.Median,7:N0} M characters/s ({one.Slowest:N0} to {one.Fastest:N0}), {one.Hits:N0} found"); }

        var (every, first, others, skip, sound) = (contenders[0], contenders[1], contenders[2], contenders[3], contenders[4]);
        var good = Holds("messages with a hit, matcher and SearchValues the same", first.Hits == others.Hits);
        var reached = Holds($"matcher / SearchValues {first.Median / others.Median:0.0}, target {LeastOfSearchValues}", first.Median / others.Median >= LeastOfSearchValues);
        if (hyperscan is not null)
        {
            good &= Holds("every hit, matcher and Hyperscan the same", every.Hits == contenders[5].Hits);
            reached &= Holds($"matcher / Hyperscan {every.Median / contenders[5].Median:0.00}, target {LeastOfHyperscan}", every.Median / contenders[5].Median >= LeastOfHyperscan);
        }

        reached &= Holds($"skipping / exact {skip.Median / every.Median:0.00}, sounds / exact {sound.Median / every.Median:0.00}, target {LeastOfExact}", Math.Min(skip.Median, sound.Median) / every.Median >= LeastOfExact);
        reached &= Holds($"{every.Median:N0} M characters/s, target {LeastWithMany} up to {ManyTerms:N0} terms", every.Median >= LeastWithMany || terms.Length > ManyTerms);
        reached &= Holds($"built in less than {LongestBuild.TotalSeconds} s", built < LongestBuild);
        return good && (reached || !hasTargets);
    }

    private static bool Holds(string what, bool holds)
    {
        AnsiConsole.WriteLine($"  {(holds ? "holds" : "fails")}: {what}");
        return holds;
    }

    private static long Sum(string[] texts, Range part, Func<string, int> hits)
    {
        long sum = 0;
        foreach (var text in texts.AsSpan(part)) { sum += hits(text); }

        return sum;
    }

    private static IEnumerable<int> Sums(IEnumerable<int> lengths)
    {
        var sum = 0;
        foreach (var length in lengths) { yield return sum += length; }
    }

    /// <summary>Ideographs as classes of which each holds many, as sounds do.</summary>
    private static string Sound(string text) => new([.. text.Select(c => c >= '\u4E00' ? (char)(0x4E00 + ((c * 7919) % SoundClasses)) : c)]);

    /// <summary>Something measured, in turn with the others.</summary>
    private sealed class Contender(string name, Func<Range, long> run)
    {
        private readonly List<double> _rates = [];
        private readonly Stopwatch _watch = new();
        private long _hits;

        public string Name => name;

        public long Hits { get; private set; }

        public double Median => _rates.Order().ElementAt(_rates.Count / 2);

        public double Slowest => _rates.Min();

        public double Fastest => _rates.Max();

        public void Warm(Range all)
        {
            // Until the JIT has compiled it for the last time.
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp;) { run(all); }
        }

        public void Take(Range part)
        {
            _watch.Start();
            _hits += run(part);
            _watch.Stop();
        }

        public void EndRound(long characters)
        {
            _rates.Add(characters / _watch.Elapsed.TotalSeconds / 1e6);
            (Hits, _hits) = (_hits, 0);
            _watch.Reset();
        }
    }
}
