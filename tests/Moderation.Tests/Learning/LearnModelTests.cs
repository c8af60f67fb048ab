using System.Diagnostics;
using Steward.Moderation.Classification;
using Steward.Moderation.Learning;
using Steward.Moderation.Screening.Traffic;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Learning;

public sealed class LearnModelTests(ITestOutputHelper output)
{
    private static readonly string[] Sayings = ["想进的滴我拿暗号", "滴我拿暗号名额不多", "老朋友直接滴我拿暗号", "滴我报暗号走后门通道", "走后门通道的滴我", "要走通道的滴我拿暗号"];
    private static readonly string[] Openings = ["小红楼今晚开门", "楼上福利间开放", "后院清仓局", "老地方又开局了", "暗号局今晚见", "内场还剩几位"];
    private static readonly string[] Plain = ["今晚的课改到八点", "明天下午团建集合", "楼下的快递到了", "周末一起去爬山", "孩子的作业写完了", "食堂今天有红烧肉"];

    [Fact]
    public void What_people_show_it_is_known_afterwards_and_what_was_known_is_not_forgotten()
    {
        var samples = Adverts(24).Concat(Chat(12)).ToList();
        var clock = Stopwatch.StartNew();
        var lesson = LearnModel.Of(samples, ShippedModel.Model, null, CancellationToken.None)!;
        output.WriteLine($"trained on {samples.Count} samples and the shipped texts in {clock.Elapsed.TotalSeconds:F1} s, {lesson.File.Length / 1000} KB");
        var (before, after) = (ModelVersion.Shipped, Version(lesson));
        const string Unseen = "内场还剩几位，老朋友滴我拿暗号";
        Assert.True(before.Probability(Unseen, Label.Spam) < before.Reading(Label.Spam).Decide, "the shipped model knows it already");
        Assert.True(after.Probability(Unseen, Label.Spam) >= after.Reading(Label.Spam).Decide, $"{after.Probability(Unseen, Label.Spam)}");
        Assert.True(after.Probability("周末的课改到楼下", Label.Spam) < after.Reading(Label.Spam).Decide);

        var label = Assert.Single(ModelComparison.Of(before, after, samples, CancellationToken.None).Labels);
        output.WriteLine($"samples F1 {label.SamplesBefore.F1:F3} → {label.SamplesAfter.F1:F3}, shipped texts F1 {label.ShippedBefore.F1:F3} → {label.ShippedAfter.F1:F3}, acted {label.ShippedAfter.ActedRate:P2}");
        Assert.Empty(label.Objections());
        Assert.True(label.SamplesAfter.F1 > label.SamplesBefore.F1);

        // Labels of which nobody said anything read as they ship, to the last bit.
        Assert.Equal(before.Probability(Unseen, Label.Abuse), after.Probability(Unseen, Label.Abuse));
        Assert.Equal(before.Reading(Label.Abuse), after.Reading(Label.Abuse));
    }

    [SharedDataFact("a_zh_sms_spam")]
    public void Adverts_of_a_kind_that_is_shown_to_it_are_found_more_often_and_wrong_judgements_among_them_are_suspects()
    {
        const int Wrong = 20;
        var (shown, others) = (Texts("dev_train").ToList(), Texts("dev_test").ToList());
        foreach (var number in (int[])[100, 400, 2000])
        {
            var samples = shown.Where(one => one.Is).Take(number / 2).Concat(shown.Where(one => !one.Is).Take(number / 2)).Select(one => Sample(one.Text, Label.Spam, one.Is)).ToList();
            var clock = Stopwatch.StartNew();
            var version = Version(LearnModel.Of(samples, ShippedModel.Model, null, CancellationToken.None)!);
            var seconds = clock.Elapsed.TotalSeconds;
            var (before, after) = (Judged(ModelVersion.Shipped, others), Judged(version, others));
            var comparison = Assert.Single(ModelComparison.Of(ModelVersion.Shipped, version, samples, CancellationToken.None).Labels);
            output.WriteLine(
                $"{number} samples, {seconds:F1} s: of {others.Count} texts nobody showed P {before.Precision:F3} R {before.Recall:F3} F1 {before.F1:F3} → P {after.Precision:F3} R {after.Recall:F3} F1 {after.F1:F3}, acted wrongly {before.ActedRate:P2} → {after.ActedRate:P2}; objections: {string.Join(' ', comparison.Objections())}");
            Assert.True(after.F1 > before.F1);
            Assert.InRange(after.ActedRate, 0, 0.003);
            if (number < 400) { continue; }

            // One in so many is judged the wrong way round.
            var spoilt = samples.Select((sample, i) => i % Wrong == 0 ? sample with { Deserves = !sample.Deserves, AddedBy = "mallory" } : sample).ToList();
            var suspects = Suspects.Of(spoilt, Version(LearnModel.Of(spoilt, ShippedModel.Model, null, CancellationToken.None)!), Suspicion.Disagrees);
            var found = suspects.Count(one => one.Sample.AddedBy == "mallory");
            output.WriteLine($"… with every {Wrong}th judged wrongly: {found} of {spoilt.Count(sample => sample.AddedBy == "mallory")} of them are among {suspects.Count} suspects of {spoilt.Count} samples");
            Assert.True(found * 2 > spoilt.Count / Wrong);
        }
    }

    [Fact]
    public void The_same_samples_give_the_same_bytes_and_what_was_removed_has_no_part_in_them()
    {
        var good = Adverts(10);
        var first = LearnModel.Of(good, ShippedModel.Model, null, CancellationToken.None)!;
        var spoilt = LearnModel.Of([.. good, .. Chat(10, deserves: true)], ShippedModel.Model, null, CancellationToken.None)!;
        Assert.NotEqual(first.File, spoilt.File);
        Assert.Equal(first.File, LearnModel.Of(good, ShippedModel.Model, null, CancellationToken.None)!.File);
    }

    [Fact]
    public void Too_few_samples_of_a_label_teach_nothing() => Assert.Null(LearnModel.Of(Adverts(LearnModel.FewestSamples - 1), ShippedModel.Model, null, CancellationToken.None));

    [Fact]
    public void A_training_that_is_broken_off_ends_and_says_how_far_it_is()
    {
        using var source = new CancellationTokenSource();
        var told = new List<(int, int)>();
        Assert.ThrowsAny<OperationCanceledException>(() => LearnModel.Of(
            Adverts(6), ShippedModel.Model, (done, all) => { told.Add((done, all)); if (done == 2) { source.Cancel(); } }, source.Token));
        Assert.Equal([(1, 6), (2, 6)], told);
    }

    [Fact]
    public void Samples_that_spoil_the_model_are_found_by_what_it_says_without_them_and_by_their_pull_on_a_text()
    {
        LearntSample[] samples = [.. Adverts(20), .. Chat(12), Sample("今晚的课改到八点，大家记得", Label.Spam, true, "mallory")];
        var version = Version(LearnModel.Of(samples, ShippedModel.Model, null, CancellationToken.None)!);
        var suspect = Assert.Single(Suspects.Of(samples, version, Suspicion.Disagrees), one => one.Sample.AddedBy == "mallory");
        Assert.InRange(suspect.Probability, 0, version.Reading(Label.Spam).Decide);

        var features = new HashSet<uint>();
        foreach (var feature in new Features().Of("今晚的课改到八点")) { features.Add(feature.Hash); }

        var strongest = samples.MaxBy(sample => version.Share(sample, features))!;
        Assert.Equal("mallory", strongest.AddedBy);
        Assert.Contains(samples, sample => version.Share(sample, features) < 0);
    }

    [Fact]
    public void Texts_nearly_the_same_that_were_judged_otherwise_contradict_each_other()
    {
        const string Text = "限量福利今天下午三点在群里统一发放请大家准时参加不要错过这次机会了";
        LearntSample[] samples =
        [
            Sample(Text, Label.Spam, true), Sample($"{Text}！", Label.Spam, false), Sample($"{Text}~", Label.Complaint, true), Sample("完全不同的一段话，说的是昨天晚上的天气", Label.Spam, false),
        ];
        Assert.Equal([(0, 1), (0, 2), (1, 2)], NearTexts.Pairs(samples).Order());
        Assert.Equal([0, 0, 0, 1], NearTexts.Kin(samples));
        var found = Suspects.Of(samples, ModelVersion.Shipped, Suspicion.Contradicted);
        Assert.Equal([(0, 1), (1, 0), (2, 0)], found.Select(one => (Array.IndexOf(samples, one.Sample), Array.IndexOf(samples, one.Against))));
    }

    [Theory]
    [InlineData(8, 2, 2, 88, 9, 1, 1, 89, "")]
    [InlineData(9, 1, 1, 89, 8, 2, 2, 88, "f1-samples:spam")]
    [InlineData(0, 1, 0, 99, 0, 2, 0, 98, "f1-samples:spam")]
    [InlineData(0, 2, 0, 98, 0, 1, 0, 99, "")]
    public void A_version_that_does_worse_on_what_people_showed_it_is_objected_to(int tp, int fp, int fn, int tn, int laterTp, int laterFp, int laterFn, int laterTn, string objections)
    {
        var shipped = new JudgedTexts(100, 0, 0, 900, 0);
        var comparison = new LabelComparison(Label.Spam, new JudgedTexts(tp, fp, fn, tn, 0), new JudgedTexts(laterTp, laterFp, laterFn, laterTn, 0), shipped, shipped);
        Assert.Equal(objections, string.Join(' ', comparison.Objections()));
    }

    [Theory]
    [InlineData(98, 2, 0, "f1-shipped:spam")]
    [InlineData(100, 0, 3, "fpr:spam")]
    [InlineData(100, 0, 2, "")]
    public void One_that_forgets_or_acts_on_ordinary_texts_is_objected_to(int tp, int fn, int acted, string objections)
    {
        var samples = new JudgedTexts(5, 0, 0, 5, 0);
        var comparison = new LabelComparison(Label.Spam, samples, samples, new JudgedTexts(100, 0, 0, 900, 0), new JudgedTexts(tp, 0, fn, 900, acted));
        Assert.Equal(objections, string.Join(' ', comparison.Objections()));
    }

    private static ModelVersion Version(Lesson lesson) => new(
        1, lesson.Model, lesson.Samples.Zip(lesson.Held).ToDictionary(one => one.First, one => one.Second), lesson.Samples.Zip(lesson.Pulls).ToDictionary(one => one.First, one => one.Second));

    private static IEnumerable<(string Text, bool Is)> Texts(string part) => File.ReadLines(SharedData.Path($"a_zh_sms_spam/{part}.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[1], cells[0] == "1"));

    private static JudgedTexts Judged(ModelVersion version, IEnumerable<(string Text, bool Is)> texts) => JudgedTexts.Of(texts.Select(one => (version.Probability(one.Text, Label.Spam), one.Is)), version.Reading(Label.Spam));

    private static IReadOnlyList<LearntSample> Adverts(int number) => [.. Enumerable.Range(0, number).Select(i => Sample($"{Openings[i % 6]}，{Sayings[(i + (i / 6)) % 6]}", Label.Spam, true))];

    private static IReadOnlyList<LearntSample> Chat(int number, bool deserves = false) => [.. Enumerable.Range(0, number).Select(i => Sample($"{Plain[i % 6]}，{Plain[(i + 1 + (i / 6)) % 6]}", Label.Spam, deserves))];

    private static LearntSample Sample(string text, string label, bool deserves, string by = "lead") => new()
    {
        SampleId = Guid.NewGuid(), BrandId = Guid.Empty, Label = label, Deserves = deserves, Text = text, Folded = text, Fingerprint = (long?)SimHash.Of(text), Source = SampleSource.Text, AddedBy = by, AddedAt = ModerationBench.At,
    };
}
