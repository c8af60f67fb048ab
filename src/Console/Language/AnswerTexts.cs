namespace Steward.Console.Language;

/// <summary>Words of what helps to answer: suggestions, earlier answers, and what is learnt.</summary>
internal sealed partial class Texts
{
    public string InsertPast => Of("填入这个回复", "Insert this answer");

    public string InsertSuggestion(int number) => Of($"填入第 {number} 条建议（Ctrl+{number}；不在输入框时按 {number}）", $"Insert suggestion {number} (Ctrl+{number}, or {number} outside the box)");

    public string WhySuggested(string phrase, IReadOnlyCollection<string> shared, IReadOnlyCollection<string> missing) =>
        Of($"像「{phrase}」", $"like “{phrase}”")
        + (shared.Count > 0 ? Of($" · 相同：{string.Join("、", shared)}", $" · shared: {string.Join(", ", shared)}") : "")
        + (missing.Count > 0 ? Of($" · 知识库没有：{string.Join("、", missing)}", $" · not in it: {string.Join(", ", missing)}") : "");

    public string PastAnswers(int count) => Of($"同事回复过的类似问题（{count}）", $"What colleagues answered to like questions ({count})");

    public string PastAnswerOf(string question, string who, string moment) => Of($"「{question}」· {who} · {moment}", $"“{question}” · {who} · {moment}");

    public string WillLearn(string use, string question) => use switch
    {
        "accepted" => Of($"送达后让知识库学习：「{question}」能回答这个问题", $"Once it arrives, teach the knowledge base: “{question}” answers this"),
        "edited" => Of($"送达后让知识库学习：「{question}」能回答这个问题（你改了措辞）", $"Once it arrives, teach the knowledge base: “{question}” answers this (in your words)"),
        _ => Of($"送达后让知识库学习：「{question}」不能回答这个问题", $"Once it arrives, teach the knowledge base: “{question}” does not answer this"),
    };

    public string Learnt(string use) => use switch
    {
        "accepted" => Of("知识库从中学习：建议被采用", "The knowledge base learns from it: the suggestion was used"),
        "edited" => Of("知识库从中学习：建议修改后采用", "The knowledge base learns from it: the suggestion was used, changed"),
        _ => Of("知识库从中学习：建议不合适", "The knowledge base learns from it: the suggestion did not fit"),
    };
}
