namespace Steward.Console.Language;

/// <summary>Words of the knowledge base's entries.</summary>
internal sealed partial class Texts
{
    /// <summary>How far an entry can be, in its wire spelling.</summary>
    public static IReadOnlyList<string> EntryStates { get; } = ["draft", "in_review", "approved", "retired"];

    public string NewKnowledge => Of("新建条目", "New entry");
    public string ChangeKnowledge => Of("知识条目", "Entry");
    public string WriteFirstEntry => Of("写第一条", "Write the first one");
    public string Paraphrases => Of("相似问法", "Other ways to ask");
    public string ParaphrasesHint => Of("每行一种问法，最多 50 种", "one to a line, 50 at most");
    public string AlsoAsked => Of("也问", "Also asked");
    public string AnswersFrom => Of("生效时间", "Holds from");
    public string AnswersUntil => Of("失效时间", "Holds until");
    public string EntryOwner => Of("审核人", "Reviewed by");
    public string NobodyYet => Of("未指定", "nobody yet");
    public string EntrySource => Of("答案来源", "Source");
    public string EntrySourceHint => Of("如：售后手册第 3 版", "such as: service manual, third edition");
    public string SaveAsDraft => Of("存为草稿", "Keep as a draft");
    public string AskForReview => Of("提交审核", "Ask for review");
    public string ApproveEntry => Of("批准并启用", "Approve");
    public string SaveApproved => Of("保存并启用", "Save");
    public string RetireEntry => Of("停用", "Retire");
    public string RetireQuestion => Of("停用后不再自动回答，也不再建议；历史版本会保留。确定停用？", "It will neither be sent nor suggested any more; its versions stay. Retire it?");
    public string ScopeLabel => Of("范围", "Whose");
    public string ScopeOfBrand => Of("品牌", "a brand’s");
    public string ScopeOfAgency => Of("公司（共用）", "the agency’s (shared)");
    public string KnowledgeAgencyHint => Of("这里的条目启用后，所有品牌都会用它自动回答；品牌可以另写一条代替，或单独停用。", "Once approved, all brands answer with these entries; a brand may write another in the place of one, or retire it for itself.");
    public string KnowledgeAgencyReadOnly => Of("公司条目由有“公司级”权限的管理员修改。您可以在品牌条目里另写一条代替它，或为该品牌停用它。", "Administrators who are agency-wide change the agency's entries. In a brand's entries you can write another in the place of one, or retire it for that brand.");
    public string NoAgencyKnowledgeHint => Of("把各品牌都适用的问题写在这里，例如“怎么加企业微信”，不必每个品牌写一遍。", "Write here what holds for every brand, such as how to join by WeCom, instead of once for each of them.");
    public string InheritedEntry => Of("公司", "the agency's");
    public string InheritedEntryHint => Of("这是公司条目。保存后会成为该品牌自己的条目，启用后代替公司的；不影响其他品牌。", "This is the agency's. What you save becomes the brand's own entry and, once approved, stands in its place; other brands are not affected.");
    public string ReplacingEntryHint => Of("启用或停用期间代替同一条公司条目；作为草稿或待审核时，仍用公司的。", "Approved or retired it stands in the place of the agency's entry; as a draft or in review the agency's holds.");
    public string RetireInheritedQuestion => Of("停用后该品牌不再用这条公司条目回答，其他品牌不受影响；以后可改回。确定停用？", "This brand will not answer with this entry of the agency's any more; other brands are not affected, and it can be taken back. Retire it here?");
    public string GiveWay => Of("改回用公司的", "Back to the agency's");
    public string ChangedByLabel => Of("修改人", "Changed by");
    public string ChangedAtLabel => Of("修改时间", "Changed");
    public string WhatDiffers => Of("修改内容", "What differs");

    public string ValidHint(string zone) => Of($"按消息发送时间判断，时区 {zone}；留空则不限。", $"Judged by when a message was sent, in the zone {zone}; empty: always.");

    public string EntryStateName(string state) => state switch
    {
        "draft" => Of("草稿", "Draft"),
        "in_review" => Of("待审核", "In review"),
        "retired" => Of("已停用", "Retired"),
        _ => Of("启用中", "Approved"),
    };

    public string EntryField(string field) => field switch
    {
        "question" => Question,
        "paraphrases" => Paraphrases,
        "answer" => Answer,
        "state" => StateLabel,
        "owner" => EntryOwner,
        "source" => EntrySource,
        "valid_from" => AnswersFrom,
        _ when field.StartsWith("attachments", StringComparison.Ordinal) => AttachmentsLabel,
        _ => AnswersUntil,
    };

    public string FieldsChanged(IReadOnlyCollection<string> fields) => fields.Count == 0 ? Of("新建", "new") : List(fields.Select(EntryField));

    public string VersionBy(int version, string person, string moment) => Of($"第 {version} 版，{person}，{moment}", $"v{version}, {person}, {moment}");

    public string RestoredFrom(int version) => Of($"恢复自第 {version} 版：", $"made of v{version} anew:");

    public string ReplacingEntry(string state) => state is "approved" or "retired" ? Of("代替公司条目", "instead of the agency's") : Of("公司条目在用", "the agency's holds");

    public string WaitingForReview(int count) => Of($"{Number(count)} 条待审核", $"{Number(count)} to review");

    public string RollBackTo(int version) => Of($"恢复到第 {version} 版", $"Make v{version} the next one");

    public string EntrySaved(string question, int version, string state) => Of($"“{question}”已保存为第 {version} 版：{EntryStateName(state)}。", $"“{question}” is kept as v{version}: {EntryStateName(state)}.");

    public string NoLongerValid(string moment) => Of($"已于 {moment} 失效", $"ended {moment}");

    public string NotYetValid(string moment) => Of($"{moment} 起生效", $"from {moment} on");

    public string StillValid(string moment) => Of($"{moment} 失效", $"until {moment}");

    private string EntryFaults(string? fields) => List((fields ?? "").Split(',').Select(field => field.StartsWith("entry.paraphrases", StringComparison.Ordinal) ? Paraphrases : EntryField(field.Replace("entry.", "", StringComparison.Ordinal))).Distinct());
}
