using Steward.Console.Shared;

namespace Steward.Console.Language;

/// <summary>Words of the community pact.</summary>
internal sealed partial class Texts
{
    public string NavPact => Of("社群公约", "Pact");
    public string PactOfBrand => Of("全品牌通用", "The whole brand");
    public string PactScope => Of("适用范围", "Holds for");
    public string PactText => Of("群公告内容", "Notice in the group");
    public string PactReminder => Of("入群私聊提醒", "Private reminder on joining");
    public string PactReminderHint => Of("{group} 会替换成群名。", "{group} becomes the name of the group.");
    public string PactRemind => Of("新成员入群时私聊提醒", "Remind who joins in private");
    public string PactNoReminder => Of("不发私聊提醒", "No private reminder");
    public string PactNote => Of("修改说明（选填）", "What was changed (optional)");
    public string PactPreview => Of("成员看到的样子", "As members see it");
    public string PactNone => Of("还没有公约", "There is no pact yet");
    public string PactNoneHint => Of("写好并发布后，每个社群会收到群公告，新成员入群时收到私聊提醒。", "Once one is published, every group gets it as a notice, and who joins is reminded in private.");
    public string PactNoGroupOwn => Of("这个群使用品牌的公约。可以在这里写一份只适用于本群的。", "This group has the brand's. Here you can write one for it alone.");
    public string PactBegin => Of("开始编写", "Begin to write");
    public string PactWriteNext => Of("编写新版本", "Write the next version");
    public string PactWriteOwn => Of("为本群单独编写", "Write one for this group");
    public string PactSave => Of("保存草稿", "Save the draft");
    public string PactSaved => Of("草稿已保存。", "The draft is saved.");
    public string PactDiscard => Of("删除草稿", "Throw the draft away");
    public string PactDiscardQuestion => Of("删除后无法恢复，确定删除草稿？", "It cannot be brought back. Throw the draft away?");
    public string PactPublish => Of("发布", "Publish");
    public string PactDraftTitle => Of("草稿", "Draft");
    public string PactVersions => Of("历史版本", "Versions");
    public string PactNoVersions => Of("发布或保存后，版本会列在这里。", "Versions are listed here once one is saved.");
    public string PactPublishedAt => Of("发布时间", "Published");
    public string PactPublishedBy => Of("发布人", "Published by");
    public string PactChanges => Of("与上一版的差异", "What changed since the version before");
    public string PactUnchanged => Of("内容相同。", "The words are the same.");
    public string PactEnd => Of("停用这一版", "End this version");
    public string PactEndQuestion => Of("停用后不再提醒新成员，此前的版本不会恢复。确定停用？", "Nobody is reminded any more, and no earlier version comes back. End it?");
    public string PactNoticeLabel => Of("群公告", "Notice");
    public string PactVersionThere => Of("当前版本", "Version there");
    public string PactReminded => Of("已提醒", "Reminded");
    public string PactDelivered => Of("已送达", "Delivered");
    public string PactFailed => Of("失败", "Failed");
    public string PactAccepted => Of("已回复确认", "Accepted");
    public string PactAnyNotice => Of("全部公告状态", "Any notice");
    public string PactNoGroups => Of("还没有社群", "There are no groups yet");
    public string PactNoGroupsHint => Of("社群名单同步后会显示在这里。", "Groups appear here once their rosters are read.");
    public string PactGoOn => Of("补发群公告", "Ask for missing notices");
    public string PactAgain => Of("失败的重新发布", "Ask again where it failed");
    public string PactReceiptsNone => Of("还没有回执", "There are no receipts yet");
    public string PactReceiptsNoneHint => Of("公约发布后，新成员入群收到提醒，回执会显示在这里。", "Once a pact is published, who joins is reminded, and receipts appear here.");
    public string PactJoinedAt => Of("入群时间", "Joined");
    public string PactAskedAt => Of("提醒时间", "Reminded");
    public string PactSettledAt => Of("结果时间", "Known since");
    public string PactAnswer => Of("成员回复", "Answer");
    public string PactRemindRecent => Of("提醒近期入群的成员", "Remind who joined lately");
    public string PactDays => Of("最近几天入群（1–30）", "Joined within days (1–30)");
    public string PactCount => Of("查看人数", "Count them");
    public string PactRemindNow => Of("确认提醒", "Remind them");
    public string PactPublishStopped => Of("发布中断，已完成的不会重复，可继续补发。", "It was broken off. What is done is not repeated; you can go on.");

    public string PactView(string view) => view switch
    {
        "receipts" => Of("提醒回执", "Receipts"),
        "groups" => Of("各群公告", "Notices"),
        _ => Of("公约内容", "Text"),
    };

    public string PactState(string state) => state switch
    {
        "draft" => Of("草稿", "draft"),
        "published" => Of("使用中", "in force"),
        "ended" => Of("已停用", "ended"),
        _ => state,
    };

    public string PactNotice(string notice) => notice switch
    {
        "none" => Of("未发布", "not asked for"),
        "asked" => Of("等待发布", "waiting"),
        "confirmed" => Of("已发布", "put up"),
        "failed" => Of("未完成", "failed"),
        _ => notice,
    };

    public string ReceiptState(string state) => state switch
    {
        "asked" => Of("发送中", "on its way"),
        "delivered" => Of("已送达", "delivered"),
        "failed" => Of("未送达", "failed"),
        "accepted" => Of("已确认", "accepted"),
        _ => state,
    };

    public string PactNumber(int version) => Of($"第 {version} 版", $"version {version}");

    public string PactBy(string name, string at) => Of($"{name} · {at}", $"{name} · {at}");

    public string PactPublishQuestion(int groups) => groups > 0
        ? Of($"发布后不能修改。{Number(groups)} 个社群将收到群公告（企业微信由群主手动发布，会生成待办）；此后入群的成员收到私聊提醒。", $"It cannot be changed afterwards. {Number(groups)} groups get the notice (on WeCom their owners put it up by hand, as tasks); who joins from then on is reminded.")
        : Of("发布后不能修改。目前没有适用的社群；此后入群的成员收到私聊提醒。", "It cannot be changed afterwards. There is no group it holds in yet; who joins from then on is reminded.");

    public string PactProgress(int done, int groups) => Of($"已安排 {Number(done)} / {Number(groups)} 个社群的群公告。", $"The notice is asked for in {Number(done)} of {Number(groups)} groups.");

    public string PactRemindQuestion(int members) => members > 0 ? Of($"{Number(members)} 名成员还没有收到当前版本的提醒。确认提醒？", $"{Number(members)} members have not been reminded of what holds now. Remind them?") : Of("这段时间入群的成员都已提醒。", "Everybody who joined within these days was reminded.");

    public string PactReminderProgress(int done, int members) => Of($"已安排提醒 {Number(done)} / {Number(members)} 名成员。", $"{Number(done)} of {Number(members)} members are being reminded.");

    public string PactTotals(int asked, int delivered, int failed, int accepted) =>
        Of($"发送中 {Number(asked)} · 已送达 {Number(delivered)} · 未送达 {Number(failed)} · 已确认 {Number(accepted)}", $"{Number(asked)} on their way · {Number(delivered)} delivered · {Number(failed)} failed · {Number(accepted)} accepted");

    public string AtOnceLabel => Of("零容忍违规直接移出，无需人工处理", "Zero tolerance: remove at once, without a person");
    public string MostAtOnce => Of("每小时自动移出上限（超出转人工）", "At most so many within an hour (the rest waits for people)");
    public string AtOnceHint => Of("仅限规则标为“直接处理”的内容；豁免成员和正在处理的案件不受影响。自动处理可以申诉。", "Only what a rule that acts by itself has found; never who is exempt, nor a case that somebody looks at. It can be appealed against.");
    public string ByPolicy => Of("自动", "automatic");

    public string DoneByService(string service) => Of($"系统（{service}）", $"the system ({service})");

    public string DecidedByPolicy(string version) => Of($"自动（处罚规则第 {version} 版）", $"policy, version {version}");

    public string AtOnceCounts(int automatic, int braked) => Of($"自动处理 {Number(automatic)} 件，超出每小时上限转人工 {Number(braked)} 件。", $"{Number(automatic)} decided at once by the policy; {Number(braked)} left to people by its hourly limit.");

    private string? PactFailure(Failure failure) => failure.Problem switch
    {
        { Code: "MOD-150" } => Of("请检查：公告 1–2,000 字，私聊提醒 1–1,000 字，说明最多 500 字。", "Check the lengths: the notice has 1 to 2,000 characters, the reminder 1 to 1,000, the note at most 500."),
        { Code: "MOD-152" or "MOD-155" } => Of("已有新版本发布，请重新载入。", "Another version has been published meanwhile: reload."),
        { Code: "MOD-153" } => Of("同事刚修改过草稿。请复制你的内容，重新载入后再改。", "A colleague has just changed the draft. Copy your words, reload, and change it then."),
        { Code: "MOD-154" } => Of("内容含有不能发出的用语，请按编辑框下方的建议修改。", "Some words may not go out: see what to change below the text."),
        { Code: "MOD-156" } => Of("这个群还没有同步，请稍后再试。", "This group's roster has not been read yet; try again later."),
        { Code: "MOD-157" } => Of("天数须为 1 到 30。", "Days must be 1 to 30."),
        _ => null,
    };
}
