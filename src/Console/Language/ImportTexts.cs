using System.Text.RegularExpressions;
using Steward.Console.Rules;

namespace Steward.Console.Language;

/// <summary>Texts of importing lists of words, and of what the service finds in one.</summary>
internal sealed partial class Texts
{
    private static readonly (Regex Said, string Chinese, string English)[] LineNotes =
    [
        (Pattern("^is not UTF-8"), "不是 UTF-8 编码，请另存为 UTF-8。", "is not UTF-8; save the list in that encoding."),
        (Pattern("^is more than ([0-9]+) lines"), "超过 $1 行，请拆成几份。", "The list has more than $1 lines; split it."),
        (Pattern("^is longer than a line"), "这一行太长。", "The line is too long."),
        (Pattern("^is missing: the first line"), "缺少表头：第一行须写列名，至少有 term。", "The first line must name the columns, of which term is one."),
        (Pattern("^names no column term; the columns are (.*)$"), "表头缺少 term 列；可用的列：$1。", "The head names no column term; there are $1."),
        (Pattern("^names a column '(.*)' that there is not; the columns are (.*)$"), "没有“$1”这一列；可用的列：$2。", "There is no column '$1'; there are $2."),
        (Pattern("^has a quote that does not end"), "引号没有配对。", "A quote does not end."),
        (Pattern("^has the severity '(.*)'; it must be one of (.*)$"), "处置“$1”无效，须为 $2 之一。", "The severity '$1' must be one of $2."),
        (Pattern("^has the skip '(.*)'; it must be a number from 0 to ([0-9]+)$"), "skip“$1”无效，须为 0 到 $2。", "The skip '$1' must be a number from 0 to $2."),
        (Pattern("^has a word or variants that is neither"), "word 或 variants 须为 true 或 false。", "word or variants is neither true nor false."),
        (Pattern("^offence_class '(.*)' must be one of (.*)$"), "类别“$1”无效，须为 $2 之一。", "The class '$1' must be one of $2."),
        (Pattern("^rule '(.*)' exists already"), "规则“$1”已存在，且类型、类别或处置不同，请换一个编号。", "A rule '$1' with another kind, class or severity exists already; name another one."),
    ];

    public string ImportLabel => Of("导入词表", "Import words");
    public string ImportHint => Of("TSV 或 CSV（第一行为列名：term, offence_class, severity, skip, word, exclude, variants，只有 term 必填），或每行一个词的文本文件（# 开头为注释）。UTF-8 编码，最多 100 万行。词进入一份新草稿，发布前不生效。", "TSV or CSV (the first line names the columns: term, offence_class, severity, skip, word, exclude, variants; only term is needed), or a text file with one word a line (# comments). UTF-8, a million lines at most. The words go into a new draft; nothing holds until it is published.");
    public string ImportFile => Of("词表文件", "File");
    public string ImportRule => Of("放入规则（编号）", "Into the rule (id)");
    public string ImportClass => Of("未注明类别的词", "Class of words that name none");
    public string ImportSeverity => Of("未注明处置的词", "Severity of words that name none");
    public string ImportKeepValid => Of("跳过有问题的行，只导入正确的", "Leave wrong lines out and take the right ones");
    public string ImportReplace => Of("替换：清除这些规则原有的词", "Replace: the rules that the file fills lose the words they had");
    public string ImportStart => Of("导入到新草稿", "Import into a new draft");
    public string ImportStopped => Of("已取消，没有保存任何内容。", "Stopped; nothing was kept.");
    public string ImportRefused => Of("没有导入：请修正下列行，或勾选“跳过有问题的行”。", "Nothing was imported: mend these lines, or leave wrong lines out.");
    public string SeeDifference => Of("查看与生效版本的差异", "See the difference to what is in force");
    public string LinesRead => Of("读取行数", "Lines read");
    public string ImportAdded => Of("新增的词", "Words added");
    public string FileUnreadable => Of("无法读取文件，可能已被移动或修改，请重新选择。", "The file cannot be read; it may have been moved or changed. Choose it again.");
    public string ImportRight => Of("可导入的词", "Words that could be taken");
    public string LineNoteLabel => Of("说明", "What is the matter");
    public string ImportDuplicates => Of("重复", "There already");
    public string ImportConflicts => Of("冲突", "In conflict");
    public string ImportErrors => Of("错误", "Wrong");
    public string ImportDuplicatesHint => Of("含义相同，只保留一个。", "the same meaning: kept once.");
    public string ImportConflictsHint => Of("同一个词，但类别、处置或选项不同。", "the same word with another class, severity or options.");
    public string ImportErrorsHint => Of("无法导入的行。", "lines that cannot be taken.");
    public string LineLabel => Of("行", "Line");
    public string StandsAlready => Of("已出现在", "Stands already in");
    public string InTheRules => Of("现有规则", "the rules");

    public string LineNumber(int line) => Of($"第 {line} 行", $"line {line}");
    public string FirstOf(int shown, int all) => Of($"显示前 {Number(shown)} / {Number(all)} 行。", $"The first {Number(shown)} of {Number(all)}.");
    public string ImportRunning(int lines) => Of($"正在导入，已读 {Number(lines)} 行…", $"Importing, {Number(lines)} lines read…");
    public string ImportDone(int words, int version) => Of($"{Number(words)} 个词已存入第 {version} 版草稿，尚未生效。", $"{Number(words)} words are in draft v{version}; nothing holds yet.");
    public string ImportTooLarge(long most) => Of($"文件超过 {most / 1024 / 1024} MB，请拆成几份。", $"The file has more than {most / 1024 / 1024} MB; split it.");

    public string ImportFormat(string format, long bytes) => format switch
    {
        "tsv" => Of($"按 TSV 读取，{Number(Math.Max(1, bytes / 1024))} KB", $"read as TSV, {Number(Math.Max(1, bytes / 1024))} KB"),
        "csv" => Of($"按 CSV 读取，{Number(Math.Max(1, bytes / 1024))} KB", $"read as CSV, {Number(Math.Max(1, bytes / 1024))} KB"),
        _ => Of($"按每行一个词读取，{Number(Math.Max(1, bytes / 1024))} KB", $"read as one word a line, {Number(Math.Max(1, bytes / 1024))} KB"),
    };

    /// <summary>What the service says of a line of a list, in this page's language.</summary>
    public string LineSays(string said)
    {
        foreach (var (pattern, chinese, english) in LineNotes)
        {
            if (pattern.Match(said) is { Success: true } match) { return match.Result(Of(chinese, english)); }
        }

        if (Contradiction().Match(said) is { Success: true } two) { return Of($"{two.Groups[1].Value}：此处{Meaning(two.Groups[2].Value)}，先前{Meaning(two.Groups[3].Value)}", $"{two.Groups[1].Value}: {Meaning(two.Groups[2].Value)} here, {Meaning(two.Groups[3].Value)} before"); }

        return SettingOfLine().Match(said) is { Success: true } setting ? Mistake(new RuleMistake("", -1, setting.Groups[1].Value, 0, setting.Groups[2].Value)) : said;
    }

    // advert act skip 2 word: the class, the severity, and what is said about the word
    private string Meaning(string meaning) => meaning.Split(' ', 3) is [var offenceClass, var severity, .. var options] ? string.Join(' ', [Offence(offenceClass), Severity(severity), .. options]) : meaning;

    [GeneratedRegex("^(.*): ([a-z]+ (?:hint|review|act).*) here, ([a-z]+ (?:hint|review|act).*) before$", RegexOptions.Singleline)]
    private static partial Regex Contradiction();

    [GeneratedRegex(@"^(term)(?:\.[a-z]+(?:\[[0-9]+\])?)? (.*)$", RegexOptions.Singleline)]
    private static partial Regex SettingOfLine();
}
