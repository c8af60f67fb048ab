using System.Reflection;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;

namespace Steward.Contracts.Tests.Words;

public sealed class ReasonWordsTests
{
    private static readonly ReasonWords Chinese = new(chinese: true, at => at.ToString("u", null));
    private static readonly ReasonWords English = new(chinese: false, at => at.ToString("u", null));

    public static TheoryData<string> OfTheLedger => [.. CodesOf(typeof(ReasonCodes))];

    public static TheoryData<string> OfTheCheck => [.. CodesOf(typeof(CheckCodes))];

    [Theory]
    [MemberData(nameof(OfTheLedger))]
    public void Every_code_of_the_ledger_speaks_both_languages(string code)
    {
        var (chinese, english) = (Chinese.Of(new Reason { Code = code }, "the text beside it"), English.Of(new Reason { Code = code }, "the text beside it"));
        Assert.DoesNotContain("the text beside it", (string[])[chinese, english]);
        Assert.NotEqual(chinese, english);
    }

    [Theory]
    [MemberData(nameof(OfTheCheck))]
    public void Every_finding_of_the_check_speaks_both_languages(string code)
    {
        var step = new CheckStep { Found = "the text beside it", Mend = "the advice beside it", Why = new Reason { Code = code, Arguments = { ["words"] = "what the channel said" } } };
        Assert.NotEqual("the text beside it", Chinese.Found(step));
        Assert.NotEqual("the text beside it", English.Found(step));
        Assert.True(code.EndsWith("-fine", StringComparison.Ordinal) || code == CheckCodes.ArchiveOff || (Chinese.Mend(step), English.Mend(step)) is var (chinese, english) && chinese != english && chinese != step.Mend, $"{code} has no advice.");
    }

    [Fact]
    public void A_code_of_a_newer_service_shows_the_text_beside_it()
    {
        Assert.Equal("new words", Chinese.Of(new Reason { Code = "not-invented-yet" }, "new words"));
        Assert.Equal("new words", Chinese.Of(null, "new words"));
        var step = new CheckStep { Found = "found", Mend = "mend", Why = new Reason { Code = "not-invented-yet" } };
        Assert.Equal(("found", "mend"), (Chinese.Found(step), Chinese.Mend(step)));
    }

    private static IEnumerable<string> CodesOf(Type codes) => codes.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
