using Steward.Kernel;

namespace Steward.Console.Language;

/// <summary>Texts of the page on compliance.</summary>
internal sealed partial class Texts
{
    /// <summary>The language of all these, for services that answer in words.</summary>
    public UiLanguage Spoken => language;

    public string NavCompliance => Of("合规", "Compliance");
    public string TextToTry => Of("要发出的内容", "What is going to be said");
    public string TextToTryHint => Of("输入或粘贴文案，停下来就会检查", "Write or paste it; it is checked when you pause");
    public string NothingToTry => Of("输入文案即可检查", "Write a text to check it");
    public string NothingToTryHint => Of("按广告法、品牌红线和个人信息规则检查，并给出修改建议。", "It is held against advertising law, the brand's red lines and the rules for personal data.");
    public string FoundLabel => Of("发现", "Found");
    public string AdviceLabel => Of("修改建议", "What to do");
    public string LawLabel => Of("依据", "Why");
    public string ApprovedAlready => Of("已批准", "approved");
    public string ExemptAlready => Of("已例外", "exempt");
    public string AskForApproval => Of("申请法务审批", "Ask for approval");
    public string AskHint => Of("内容属实且有证明时，可由组长审批后原样发出。", "Where it is true and can be proved, a lead may let it go out as it is.");
    public string AskForApprovalHint => Of("审批只对这段文字有效，由另一位组长决定。收益承诺和违法虚假内容不能申请。", "Approval holds for exactly this text and is another lead's to give. Promised returns and fraud cannot be approved.");
    public string TextToApprove => Of("原文", "The text");
    public string TextLabel => Of("内容", "Text");
    public string PurposeLabel => Of("用途", "Used for");
    public string PurposeHint => Of("在哪里、什么时候发", "Where and when it will be said");
    public string EvidenceLabel => Of("证明", "Evidence");
    public string EvidenceHint => Of("证书、检测报告的链接或文字说明", "The address of a certificate or report, or words");
    public string ApprovalsHint => Of("原文、用途、证明和每一步都会保留", "The text, its use, its evidence and every step are kept");
    public string NoOpenApprovals => Of("没有待审批的内容", "Nothing waits for approval");
    public string NoOpenApprovalsHint => Of("文案被拦下但属实且有证明时，点“申请法务审批”。", "When a text is stopped but true and proved, use “Ask for approval”.");
    public string AskedAtLabel => Of("申请时间", "Asked");
    public string AskedByLabel => Of("申请人", "Asked by");
    public string CoveredLabel => Of("申请放行的内容", "What it covers");
    public string HistoryLabel => Of("经过", "What became of it");
    public string LeadsApprove => Of("由组长审批。", "Leads decide.");
    public string OwnRequest => Of("这是您的申请，须由另一位组长审批。", "You asked for this: another lead decides.");
    public string Approve => Of("批准", "Approve");
    public string RefuseApproval => Of("不批准", "Refuse");
    public string RevokeApproval => Of("撤销批准", "Revoke");
    public string DecidedAtLabel => Of("审批时间", "Decided");
    public string RevokedByLabel => Of("撤销人", "Revoked by");
    public string RevokedAtLabel => Of("撤销时间", "Revoked");
    public string SearchApprovals => Of("搜索内容、用途或证明", "Text, use or evidence");
    public string SearchPhrases => Of("搜索红线或例外", "Search phrases");
    public string PhrasesHint => Of("添加或结束后，下一次检查即生效", "What is added or ended holds from the next check on");
    public string AddPhrase => Of("添加红线或例外", "Add a phrase");
    public string NoPhrases => Of("还没有红线和例外", "No phrases yet");
    public string NoPhrasesHint => Of("品牌不许说的词添加为红线；被误拦的固定说法（如商号）添加为例外。", "Add what the brand must not say as a red line, and a fixed phrase that is stopped by mistake, such as a name, as an exemption.");
    public string PhraseLabel => Of("词句", "Phrase");
    public string PhraseKindLabel => Of("类型", "Kind");
    public string AllPhraseKinds => Of("全部类型", "All kinds");
    public string EndsLabel => Of("有效期至", "Ends");
    public string EndsSoon => Of("即将到期", "ends soon");
    public string RewordingLabel => Of("可改为（选填）", "Write instead (optional)");
    public string AdviceNeeded => Of("修改建议（必填）", "What to do instead (needed)");
    public string WhyNeeded => Of("原因（必填，会保留在记录中）", "Why (needed; it is kept)");
    public string LastDay => Of("最后一天（最长一年）", "Last day (at most a year ahead)");
    public string LastDayIfAny => Of("最后一天（不填则长期有效）", "Last day (none: it stays)");
    public string EndPhrase => Of("结束", "End");
    public string EndedAtLabel => Of("结束时间", "Ended");
    public string EndedByLabel => Of("结束人", "Ended by");
    public string EndReasonLabel => Of("结束原因", "Why ended");

    public string MayGoOut(int covered) => covered == 0 ? Of("可以发出。", "It may go out.") : Of("可以发出：下列内容已例外或已批准。", "It may go out: what was found is exempt or approved.");

    public string ComplianceView(string view) => view switch { "try" => Of("试一试", "Try a text"), "phrases" => Of("红线与例外", "Red lines and exemptions"), "approvals" => Of("法务审批", "Approvals"), "wecom" => Of("企业微信敏感词", "WeCom words"), _ => view };

    public string PhraseKind(string kind) => kind switch { "red-line" => Of("红线", "Red line"), "exemption" => Of("例外", "Exemption"), _ => kind };

    public string PhraseKindHint(string kind) => kind == "red-line"
        ? Of("含有这个词的内容会被拦下，中间夹符号也算。", "Texts with these words are stopped, also with signs between the characters.")
        : Of("完全落在这个说法里的发现不再计入。", "What is found wholly within this phrase does not count.");

    public string PhraseStanding(string standing) => standing == "all" ? Of("全部，含已结束", "All, the ended ones too") : Of("有效的", "Those that hold");

    public string GateSeverity(string severity) => severity switch { "block" => Of("拦下", "block"), "review" => Of("人工确认", "review"), "hint" => Of("提醒", "hint"), _ => severity };

    public string ApprovalState(string state) => state switch
    {
        "open" => Of("待审批", "open"), "approved" => Of("已批准", "approved"), "ended" => Of("已到期", "ended"), "refused" => Of("未批准", "refused"), "revoked" => Of("已撤销", "revoked"), _ => state,
    };

    public string ApprovalOf(string purpose) => Told(Of("法务审批", "Approval"), purpose);

    public string DecidedAs(bool approved) => approved ? Approve : RefuseApproval;

    public string HoldsUntil(string moment) => Of($"有效期至 {moment}", $"until {moment}");

    public string ApprovalFollows(string step) => step switch
    {
        "approved" => Of("批准后，这段文字在到期前可以原样发出；改一个字都须重新检查。", "Approved, exactly this text may go out until then; any change is checked anew."),
        "refused" => Of("不批准，这段文字仍会被拦下。", "Refused, the text stays stopped."),
        _ => Of("撤销后，这段文字从下一次检查起会被拦下；已经发出的不受影响。", "Revoked, the text is stopped from the next check on; what has gone out stays."),
    };

    public string EndPhraseFollows(string kind) => kind == "red-line" ? Of("此后这个词不再被拦下。", "These words are stopped no longer.") : Of("此后这个说法会重新被检查。", "This phrase is checked again.");

    public string EndedBy(string who, string why) => Of($"{who}已结束：{why}", $"ended by {who}: {why}");

    public string PhraseAdded(string phrase) => Of($"已添加「{phrase}」。", $"“{phrase}” was added.");

    public string PhraseEnded(string phrase) => Of($"已结束「{phrase}」。", $"“{phrase}” was ended.");

    /// <summary>What a request to the gate was refused for; null: nothing that is said here.</summary>
    private string? ComplianceRefusal(Problem problem) => problem.Code switch
    {
        "MOD-113" or "MOD-120" => Of("已用其他内容提交过，请关闭后重新填写。", "It was sent with other words before: close this and begin anew."),
        "MOD-114" => Of("有效的红线和例外太多，请先结束一些。", problem.Message),
        "MOD-121" => Of("没有需要审批的内容，可以直接发出。", problem.Message),
        "MOD-122" => Of($"这类内容有证明也不能发，请修改；误判的请组长添加例外。（{problem.Message}）", problem.Message),
        "MOD-123" => Of("这段文字已在审批中，请等待结果。", problem.Message),
        "MOD-124" => OwnRequest,
        "MOD-125" => Of("同事已审批，请重新载入列表。", "A colleague has decided; reload the list."),
        "MOD-126" => Of($"申请之后规则又发现了新的内容，请不批准并让申请人重新申请。（{problem.Message}）", problem.Message),
        "MOD-127" => Of("只能撤销仍有效的批准。", problem.Message),
        _ => null,
    };
}
