namespace Steward.Console.Language;

/// <summary>Words of knowledge bases in files.</summary>
internal sealed partial class Texts
{
    public string ImportKnowledge => Of("导入条目", "Import");
    public string ExportMarkdown => Of("导出 Markdown", "Export Markdown");
    public string KnowledgeFile => Of("CSV、TSV 或 Markdown 文件", "A CSV, TSV or Markdown file");
    public string ImportKnowledgeHint => Of("表格第一行写列名，至少要有“问题”和“答案”；还可以有：编号、相似问法（用 | 分隔）、状态、审核人、来源、生效时间、失效时间、附件。Markdown 每个标题是一个问题。Excel 另存的 CSV 可直接导入。正确的行会保存，其余逐行说明。先试导入不会保存。", "A table's first line names its columns, question and answer at least; also entry_id, paraphrases (divided by |), state, owner, source, valid_from, valid_until, attachments. In Markdown each heading is a question. Right lines are kept, the others are told one by one; trying keeps nothing.");
    public string TryImport => Of("先试一试", "Try it");
    public string KnowledgeKept => Of("正确的行已保存。", "The right lines are kept.");
    public string KnowledgeTried => Of("这是试导入，没有保存。", "This was a trial: nothing is kept.");
    public string NewEntries => Of("新增", "New");
    public string ChangedEntries => Of("更新", "Changed");
    public string UnchangedEntries => Of("没有变化", "As they were");
    public string ColumnLabel => Of("列", "Column");

    public string ImportingKnowledge(int stored, int total) => total == 0 ? Of("正在读取…", "Reading…") : Of($"正在保存 {Number(stored)} / {Number(total)}…", $"Storing {Number(stored)} of {Number(total)}…");

    public string KnowledgeRead(int entries, string encoding) => Of($"按 {encoding} 读取了 {Number(entries)} 条。", $"{Number(entries)} entries were read as {encoding}.");

    public string FileColumn(string field) => field switch
    {
        "row" => Of("整行", "The whole line"),
        "entry_id" => Of("编号", "Id"),
        _ => field.StartsWith("paraphrases", StringComparison.Ordinal) ? Paraphrases : EntryField(field),
    };

    public string FileFault(string field) => field switch
    {
        "row" => Of("无法读取：引号没有配对，或比表头多出单元格。", "It cannot be read: a quote does not end, or it has more cells than the header."),
        "entry_id" => Of("编号须为 UUID；新条目留空即可。", "An id is a UUID; leave it empty for a new entry."),
        "question" => Of("问题须为 1 至 200 字，且有文字或数字。", "A question has 1 to 200 characters, a letter or figure among them."),
        "answer" => Of("答案须为 1 至 4,000 字节。", "An answer has 1 to 4,000 bytes."),
        "state" => Of("状态须为 draft、in_review、approved 或 retired。", "A state is draft, in_review, approved or retired."),
        "owner" => Of("审核人最多 100 字。", "An owner has at most 100 characters."),
        "source" => Of("来源最多 200 字。", "A source has at most 200 characters."),
        "valid_from" or "valid_until" => Of("时间如 2026-12-31 或 2026-12-31T23:59:00+08:00，失效须晚于生效。", "A moment is written 2026-12-31 or 2026-12-31T23:59:00+08:00, and the end comes after the beginning."),
        _ when field.StartsWith("attachments", StringComparison.Ordinal) => FileAttachmentFault(field),
        _ => Of("相似问法最多 50 种，每种 1 至 200 字。", "There are at most 50 other ways to ask, of 1 to 200 characters."),
    };

    public string FileDuplicate(int firstLine) => firstLine > 0 ? Of($"与第 {firstLine} 行相同，未导入。", $"Line {firstLine} has it already; left out.") : Of("知识库里已有这个问题，未导入。", "The knowledge base has this question already; left out.");
}
