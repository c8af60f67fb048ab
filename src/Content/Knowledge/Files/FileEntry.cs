namespace Steward.Content.Knowledge.Files;

/// <summary>An entry as a file has it: its cells by column. What the file has no column for is not said.</summary>
/// <param name="Line">Where it begins, from 1 on.</param>
/// <param name="Cells">By the names of <see cref="FileColumns"/>.</param>
/// <param name="Paraphrases">Other ways to ask; null: not said.</param>
/// <param name="Fault">Why it cannot be read at all; null: it can.</param>
internal sealed record FileEntry(int Line, IReadOnlyDictionary<string, string> Cells, IReadOnlyList<string>? Paraphrases, string? Fault = null)
{
    /// <summary>A cell without the space around it; null: the file does not say.</summary>
    public string? Cell(string column) => Cells.TryGetValue(column, out var text) ? text.Trim() : null;
}

/// <summary>The columns of a file of entries, in the order in which they are written, and what else they may be called.</summary>
internal static class FileColumns
{
    public const string Id = "entry_id";
    public const string Question = "question";
    public const string Paraphrases = "paraphrases";
    public const string Answer = "answer";
    public const string State = "state";
    public const string Owner = "owner";
    public const string Source = "source";
    public const string ValidFrom = "valid_from";
    public const string ValidUntil = "valid_until";
    public const string Attachments = "attachments";

    public static IReadOnlyList<string> All { get; } = [Id, Question, Paraphrases, Answer, State, Owner, Source, ValidFrom, ValidUntil, Attachments];

    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = Id, ["编号"] = Id, ["问题"] = Question, ["标准问题"] = Question, ["标准问"] = Question, ["相似问法"] = Paraphrases, ["相似问"] = Paraphrases, ["相似问题"] = Paraphrases, ["答案"] = Answer, ["回答"] = Answer, ["标准答案"] = Answer,
        ["状态"] = State, ["审核人"] = Owner, ["负责人"] = Owner, ["来源"] = Source, ["答案来源"] = Source, ["生效时间"] = ValidFrom, ["失效时间"] = ValidUntil, ["附件"] = Attachments,
    };

    /// <summary>The column that a name stands for; null: none of these, and what stands in it does not matter.</summary>
    public static string? Of(string name) => name.Trim() is var said && All.FirstOrDefault(column => column.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } column ? column : Others.GetValueOrDefault(name.Trim());
}
