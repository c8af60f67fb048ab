using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's texts in one language.</summary>
internal sealed record Words(
    string Title, string Name, string Kind, string State, string Health, string Endpoints, string Restarts, string Uptime, string Process,
    string Actions, string Stop, string Start, string Restart, string Logs, string Filter, string OtherLanguage,
    IReadOnlyDictionary<string, string> Terms)
{
    private static readonly Words Chinese = new(
        "社群管家 · 运行面板", "名称", "类型", "状态", "健康", "地址", "重启次数", "运行时长", "进程",
        "操作", "停止", "启动", "重启", "日志", "筛选日志…", "English",
        new Dictionary<string, string>
        {
            [KnownResourceStates.Waiting] = "等待中",
            [KnownResourceStates.Starting] = "启动中",
            [KnownResourceStates.Running] = "运行中",
            [KnownResourceStates.FailedToStart] = "启动失败",
            [KnownResourceStates.Stopping] = "停止中",
            [KnownResourceStates.Exited] = "已停止",
            [KnownResourceStates.Finished] = "已完成",
            ["healthy"] = "正常",
            ["unhealthy"] = "异常",
            ["project"] = "项目",
            ["executable"] = "程序",
            ["server"] = "服务器",
            ["database"] = "数据库",
            ["connection"] = "外部连接",
        });

    private static readonly Words English = new(
        "Steward · resources", "Name", "Kind", "State", "Health", "Endpoints", "Restarts", "Uptime", "Process",
        "Actions", "Stop", "Start", "Restart", "Logs", "Filter the log…", "中文",
        new Dictionary<string, string> { [KnownResourceStates.FailedToStart] = "Failed to start", [KnownResourceStates.Exited] = "Stopped" });

    public static Words For(string language) => language == "en" ? English : Chinese;

    public string Term(string term) => Terms.TryGetValue(term, out var word) ? word : term;
}
