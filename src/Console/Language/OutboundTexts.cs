namespace Steward.Console.Language;

/// <summary>Texts about what is held back on its way out, and let go.</summary>
internal sealed partial class Texts
{
    public string ChangeEntry => Of("修改", "Change");

    public string MendPost => Of("修改后重发", "Mend and send");

    public string HeldFor => Of("拦下的原因", "Why it was held back");

    public string LetGo => Of("我已逐条看过，确认放行", "I have looked at each of these and let it go");

    public string LetGoBy(string name, string at) => Of($"由 {name} 于 {at} 放行", $"Let go by {name} at {at}");

    public string AnswerHeld => Of("不会自动回复，问题转人工；请按提示修改这条答案：", "Not sent by itself: its questions go to people until the answer is mended.");

    public string AnswersUnchecked => Of("合规检查暂时没有回应：未经检查不自动回复，问题先转人工。", "The compliance check does not answer: no answer is sent by itself, questions go to people.");

    private string OutboundText(string code) => code switch
    {
        "STW-010" => Of("这段内容不能发出：请按提示修改后再试。", "This may not go out: change what is marked, then try again."),
        "STW-011" => Of("这段内容须由组长放行：请修改，或请组长来发。", "Only a lead may let this go: change it, or have a lead send it."),
        "STW-012" => Of("请先看过标出的内容并勾选放行，或修改后再试。", "Look at what is marked and tick that you let it go, or change it."),
        _ => Of("合规检查暂时没有回应，未经检查不会发出。内容已保留，请稍后再试。", "The compliance check does not answer, and nothing goes out unchecked. What you wrote is kept; try again in a moment."),
    };
}
