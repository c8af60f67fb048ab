namespace Steward.Console.Language;

/// <summary>Texts of the check of what goes out.</summary>
internal sealed partial class Texts
{
    public string ComplianceVerdict(string verdict, bool leads) => verdict switch
    {
        "block" => Of("这段内容不能发出，请按下列建议修改：", "This may not go out. What to change:"),
        "review" when leads => Of("请确认下列内容，确认无误后可由你发出：", "Look at these first; by your word it may go out:"),
        "review" => Of("下列内容须由组长审核后发出，请修改或请组长来发：", "A lead has to look at these: change them, or let a lead send it:"),
        "hint" => Of("可以发出，建议留意：", "It may go out; worth knowing:"),
        _ => verdict,
    };

    public string WriteInstead(string words) => Of($"改为「{words}」", $"write “{words}”");

    public string ComplianceCategory(string category) => category switch
    {
        "absolute" => Of("绝对化用语", "Superlative"),
        "promise" => Of("承诺结果", "Promise"),
        "medical" => Of("医疗功效", "Medical claim"),
        "finance" => Of("收益承诺", "Financial claim"),
        "fraud" => Of("违法虚假", "Fraud"),
        "misleading" => Of("误导宣传", "Misleading"),
        "diversion" => Of("私域引流", "Diversion"),
        "red-line" => Of("品牌红线", "Red line"),
        "personal-data" => Of("个人信息", "Personal data"),
        "unread" => Of("未能检查", "Not checked"),
        _ => category,
    };
}
