namespace Steward.Console.Language;

/// <summary>Texts of messages' files.</summary>
internal sealed partial class Texts
{
    private const double Kilo = 1024;

    public string OpenFile => Of("在新标签页打开", "Open in a new tab");
    public string FetchFile => Of("取回", "Fetch");

    public string FileState(string state) => state switch
    {
        "waiting" => Of("正在取回…", "being fetched…"),
        "kept" => Of("已保存", "kept"),
        "too-large" => Of("文件较大，未自动取回", "large, not fetched unasked"),
        "expired" => Of("渠道已不再保存", "the channel has it no more"),
        "refused" => Of("渠道找不到此文件", "the channel does not find it"),
        "altered" => Of("取回的内容与消息不符", "what came is not what was sent"),
        "no-consent" => Of("发送者已不同意存档", "its sender does not agree to the archive any more"),
        "dropped" => Of("保存期已过", "no longer kept"),
        _ => state,
    };

    /// <summary>A size in the unit that leaves it short.</summary>
    public static string FileSize(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / Kilo:0} KB",
        _ => $"{bytes / Kilo / Kilo:0.0} MB",
    };
}
