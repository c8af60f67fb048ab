using Steward.Moderation.Classification;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Moderation.Tests.Classification;

public sealed class TrainModelTests(ITestOutputHelper output)
{
    [Fact]
    public void What_was_learnt_is_said_of_new_texts_with_reasons()
    {
        var (model, features, scores) = (Trained.Toy(), new Features(), new float[LinearModel.Width]);
        const string advert = "老师好,加我微信低价代购";

        model.Score(features.Of(advert), scores);
        var probability = model.Readings[0].Probability(scores[0]);
        var why = model.Why(features.Found, 0, 3).Select(reason => advert.Substring(reason.Start, reason.Length)).ToList();
        model.Score(features.Of("老师周末几点开始"), scores);

        Assert.True(probability > 0.5, $"{probability}");
        Assert.Equal(3, why.Count);
        Assert.Contains(why, piece => "加我微信低价代购".Contains(piece, StringComparison.Ordinal));
        Assert.True(model.Readings[0].Probability(scores[0]) < 0.5);
    }

    [Fact]
    public void The_same_samples_give_the_same_model_to_the_byte() => Assert.Equal(ModelFile.Write(Trained.Toy()), ModelFile.Write(Trained.Toy()));

    [Fact]
    public void A_label_without_samples_is_never_given()
    {
        var (model, scores) = (Trained.Toy(), new float[LinearModel.Width]);
        var abuse = Label.All.ToList().IndexOf(Label.Abuse);

        model.Score(new Features().Of("加我微信低价代购"), scores);

        Assert.Equal(Reading.Untrained, model.Readings[abuse]);
        Assert.True(model.Readings[abuse].Probability(scores[abuse]) < model.Readings[abuse].Decide);
    }

    [Fact]
    public void Strange_text_is_unfamiliar_and_never_acted_upon()
    {
        var (model, scores) = (Trained.Toy(), new float[LinearModel.Width]);

        var familiarity = model.Score(new Features().Of("sudo apt-get install ubuntu-desktop"), scores);

        Assert.True(familiarity < LinearModel.Familiar);
        Assert.Equal(0, model.Score(new Features().Of(""), scores));
    }

    [Fact]
    public void Training_can_be_given_up() =>
        Assert.Throws<OperationCanceledException>(() => TrainModel.Train(Trained.ToySamples, null, new CancellationToken(canceled: true)));

    [SharedDataFact("a_zh_sms_spam/dev_train.tsv", "a_zh_sms_spam/dev_test.tsv", "a_fbs_sms/dev_train.tsv", "a_fbs_sms/dev_test.tsv", "b_chatterbot_zh/qa.tsv", "b_egret_qa/qa.tsv", "c_irc_ubuntu/dev.tsv", "b_faq_open/dev_queries.tsv")]
    public void Adverts_are_found_and_ordinary_chat_of_other_people_is_left_alone()
    {
        var samples = Column("a_zh_sms_spam/dev_train.tsv", 1).Zip(Column("a_zh_sms_spam/dev_train.tsv", 0), (text, is1) => new Sample(text, Label.Spam, is1 == "1"))
            .Concat(Column("a_fbs_sms/dev_train.tsv", 1).Select(text => new Sample(text, Label.Spam, true)))
            .Concat(Column("b_chatterbot_zh/qa.tsv", 1).Concat(Column("b_chatterbot_zh/qa.tsv", 2)).Select(text => new Sample(text, Label.Spam, false)));
        var model = TrainModel.Train([.. samples], null, CancellationToken.None).Model;
        var test = Column("a_zh_sms_spam/dev_test.tsv", 1).Zip(Column("a_zh_sms_spam/dev_test.tsv", 0), (text, is1) => (text, Is: is1 == "1")).Concat(Column("a_fbs_sms/dev_test.tsv", 1).Select(text => (text, Is: true)));

        var evaluation = Evaluation.Of([.. test.Select(one => (Judge(model, one.text).Probability, one.Is))], model.Readings[0].Decide);

        output.WriteLine($"adverts: P {evaluation.Precision:F4} R {evaluation.Recall:F4} F1 {evaluation.F1:F4} AUC {evaluation.Auc:F4}");
        Assert.True(evaluation.F1 >= 0.988 && evaluation.Precision >= 0.98, evaluation.ToString());
        foreach (var (file, column) in new[] { ("b_egret_qa/qa.tsv", 1), ("b_egret_qa/qa.tsv", 2), ("c_irc_ubuntu/dev.tsv", 5), ("b_faq_open/dev_queries.tsv", 2) })
        {
            var texts = Column(file, column).ToList();
            var acted = texts.Count(text => Judge(model, text) is { Familiar: true } judged && judged.Probability >= model.Readings[0].Act) / (double)texts.Count;
            output.WriteLine($"{file}, column {column}: {acted:P2} flagged for automatic action");
            Assert.True(acted <= 0.003, $"{file}: {acted:P2}");
        }
    }

    [SharedDataFact("a_cold/dev_train.tsv", "a_cold/dev_test.tsv")]
    public void Abuse_is_told_from_talk_about_it()
    {
        var samples = Column("a_cold/dev_train.tsv", 3).Zip(Column("a_cold/dev_train.tsv", 0), (text, is1) => new Sample(text, Label.Abuse, is1 == "1"));
        var model = TrainModel.Train([.. samples], null, CancellationToken.None).Model;
        var column = Label.All.ToList().IndexOf(Label.Abuse);
        var (features, scores) = (new Features(), new float[LinearModel.Width]);
        var judged = Column("a_cold/dev_test.tsv", 3).Zip(Column("a_cold/dev_test.tsv", 0), (text, is1) =>
        {
            model.Score(features.Of(text), scores);
            return (model.Readings[column].Probability(scores[column]), is1 == "1");
        });

        var evaluation = Evaluation.Of([.. judged], model.Readings[column].Decide);

        output.WriteLine($"abuse: macro F1 {evaluation.MacroF1:F4}, AUC {evaluation.Auc:F4}, calibration error {evaluation.CalibrationError:F4}");
        Assert.True(evaluation.MacroF1 >= 0.83, evaluation.ToString());
    }

    private static (float Probability, bool Familiar) Judge(LinearModel model, string text)
    {
        var scores = new float[LinearModel.Width];
        var familiarity = model.Score(new Features().Of(text), scores);
        return (model.Readings[0].Probability(scores[0]), familiarity >= LinearModel.Familiar);
    }

    private static IEnumerable<string> Column(string file, int column) => File.ReadLines(SharedData.Path(file)).Skip(1).Select(line => line.Split('\t')[column]);
}
