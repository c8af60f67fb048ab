namespace Steward.Content.Phrases;

/// <summary>The columns of a file of canned phrases, and what else they may be called; as the Console exports them in either language.</summary>
internal static class PhraseColumns
{
    public const string Shortcut = "shortcut";
    public const string Title = "title";
    public const string Text = "text";
    public const string Category = "category";
    public const string Language = "language";
    public const string Step = "playbook_step";
    public const string Hint = "playbook_hint";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [Shortcut] = Shortcut, ["快捷码"] = Shortcut, ["快捷短语"] = Shortcut, [Title] = Title, ["标题"] = Title, [Text] = Text, ["内容"] = Text, ["话术"] = Text, ["话术内容"] = Text, [Category] = Category, ["分类"] = Category, ["分组"] = Category,
        [Language] = Language, ["语言"] = Language, [Step] = Step, ["step"] = Step, ["安抚步骤"] = Step, [Hint] = Hint, ["what to do beside it"] = Hint, ["同时要做什么"] = Hint,
    };

    public static IReadOnlyList<string> All { get; } = [Shortcut, Title, Text, Category, Language, Step, Hint];

    /// <summary>The column that a name stands for; null: none of these, and what stands in it does not matter.</summary>
    public static string? Of(string name) => Names.GetValueOrDefault(name.Trim());
}
