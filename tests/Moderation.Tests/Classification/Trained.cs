using Steward.Moderation.Classification;

namespace Steward.Moderation.Tests.Classification;

/// <summary>Models that tests can afford to train.</summary>
internal static class Trained
{
    private static readonly string[] Adverts = ["加我微信低价代购正品", "兼职日结三百加微信", "贷款秒批无抵押加微信", "低价出售会员加我", "代开发票加微信详谈"];
    private static readonly string[] Chat = ["今天的课几点开始", "谢谢老师讲得很清楚", "周末一起去公园吗", "孩子昨天发烧了", "快递到哪里了"];

    /// <summary>Fifty adverts and fifty ordinary messages, told apart by a few words.</summary>
    public static IReadOnlyList<Sample> ToySamples { get; } =
        [.. Enumerable.Range(0, 50).SelectMany(n => new[] { new Sample($"{Adverts[n % 5]}{(char)(0x4E00 + n)}", Label.Spam, true), new Sample($"{Chat[n % 5]}{(char)(0x5E00 + n)}", Label.Spam, false) })];

    public static LinearModel Toy() => TrainModel.Train(ToySamples, null, CancellationToken.None).Model;
}
