namespace Steward.Console.Language;

/// <summary>Texts of what people teach the model.</summary>
internal sealed partial class Texts
{
    /// <summary>Labels that the model knows, in their wire spelling.</summary>
    public static IReadOnlyList<string> ModelLabels { get; } = ["spam", "abuse", "complaint", "question", "intent"];

    public string NavLearning => Of("模型学习", "Learning");
    public string LearningForLeads => Of("模型学习由组长管理", "Leads see to what the model learns");
    public string LearningForLeadsHint => Of("处理违规时可以勾选“从这些消息学习”。", "A decision on a case can say that its messages are to be learnt.");
    public string LabelLabel => Of("标签", "Label");
    public string AllLabels => Of("全部标签", "All labels");
    public string Judgement => Of("判断", "Judgement");
    public string AnyJudgement => Of("全部判断", "Any judgement");
    public string SuspectLabel => Of("可疑样本", "Suspicious samples");
    public string SearchSamples => Of("搜索样本", "Search samples");
    public string AddSample => Of("添加样本", "Add samples");
    public string AddSampleHint => Of("每行一条，最多 200 条，每条最多 2,000 字。训练并启用新版本之后才会影响审核。", "One text a line, at most 200 of 2,000 characters. They matter once a version that was trained on them runs.");
    public string LearnThis => Of("从这些文字学习", "Learn from these");
    public string NoSamples => Of("还没有样本", "No samples yet");
    public string NoSamplesHint => Of("处理违规时勾选“从这些消息学习”，或在这里添加。", "Decide a case with “learn from these messages”, or add some here.");
    public string SampleText => Of("内容", "Text");
    public string SampleCount => Of("样本数", "Samples");
    public string ModelSays => Of("模型判断", "The model says");
    public string ContradictedBy => Of("相反的样本", "Contradicted by");
    public string SampleSourceLabel => Of("来源", "From");
    public string AddedBy => Of("添加人", "Added by");
    public string AddedAt => Of("添加时间", "Added");
    public string RemoveSample => Of("移除此样本", "Remove this sample");
    public string RemoveSamples => Of("移除样本", "Remove samples");
    public string NothingToRemove => Of("没有可移除的样本。", "There is nothing to remove.");
    public string RemovalHint => Of("移除的样本留有记录，可以撤销。正在使用的模型不变，重新训练并启用之后才不受其影响。", "What is removed stays on record and can be put back. The running model stays as it is: train and activate a version without them.");
    public string UndoRemoval => Of("撤销移除", "Put back");
    public string NoRemovals => Of("没有移除记录", "Nothing was removed");
    public string NoRemovalsHint => Of("移除的样本显示在这里，可以撤销。", "What is removed is shown here and can be put back.");
    public string RemovedAt => Of("移除时间", "Removed");
    public string RemovedBy => Of("移除人", "Removed by");
    public string Train => Of("训练新版本", "Train a version");
    public string TrainingNote => Of("训练说明（可不填）", "What is new (optional)");
    public string RollBackModel => Of("退回上一版本", "Roll back");
    public string RollBackHint => Of("从下一批消息起由之前的版本判断。", "From the next batch on the version before judges.");
    public string ModelVersion => Of("版本", "Version");
    public string ModelId => Of("模型编号", "Model id");
    public string MadeAt => Of("训练时间", "Trained");
    public string TrainedBy => Of("训练人", "Trained by");
    public string AgainstRunning => Of("训练时与当时版本比较", "Against what ran then");
    public string RunningNow => Of("使用中", "Running");
    public string ModelChanges => Of("变更记录", "Changes");
    public string PrecisionLabel => Of("精确率", "Precision");
    public string F1Label => Of("F1 值", "F1 score");
    public string RecallLabel => Of("召回率", "Recall");
    public string FalsePositiveRate => Of("误报率", "False positives");
    public string ActedRate => Of("误处理率", "Wrongly acted");
    public string Confusion => Of("混淆矩阵", "TP/FP/FN/TN");
    public string ConfusionHint => Of("依次为：正确命中、误报、漏报、正确放行的条数", "Texts rightly found, wrongly found, missed, rightly passed");
    public string ComparisonHint => Of("“样本”是品牌的样本，按没有学过它的模型计算；“通用”是随软件提供的文字；误处理率按自动处理的门槛计算，须不高于 0.3%。", "A version is asked of its own samples by what it said before it had learnt them; wrongly acted is at the threshold for automatic action and must not exceed 0.3 %.");
    public string NothingToCompare => Of("没有样本可供比较。", "There are no samples to compare by.");
    public string NoObjection => Of("不比使用中的版本差，可以启用。", "It is no worse than the running version.");
    public string OverrideReason => Of("此版本比使用中的差，仍要启用的理由", "It is worse than the running one; why it should run all the same");
    public string Activate => Of("启用", "Activate");
    public string TryText => Of("试一段文字", "Try a text");
    public string TryTextHint => Of("输入一段文字，看哪些样本影响了判断", "A text, to see which samples move its judgement");
    public string TryIt => Of("试一试", "Try");
    public string ShareLabel => Of("影响", "Share");

    public string MarkMessage => Of("标注这条消息", "Say what this message is");
    public string MarkAs => Of("标为…", "It is…");

    public string Marked(string label) => Of($"已标为{ModelLabel(label)}", $"marked: {ModelLabel(label)}");

    public string MarkedOtherwise(string label) => Of($"已有同事标为“不是{ModelLabel(label)}”", $"a colleague said: no {ModelLabel(label)}");

    public string LearningView(string view) => view switch
    {
        "models" => Of("模型版本", "Versions"),
        "removals" => Of("移除记录", "Removals"),
        _ => Of("样本", "Samples"),
    };

    public string Deserves(bool deserves) => deserves ? Of("是", "is one") : Of("不是", "is none");

    public string LearnFromCase(string label, bool deserves) => Of($"从这些消息学习（{(deserves ? "是" : "不是")}{ModelLabel(label)}）", $"Learn from these messages ({(deserves ? "" : "not ")}{ModelLabel(label)})");

    public string Suspicion(string suspicion) => suspicion switch
    {
        "disagrees" => Of("与模型判断相反", "The model disagrees"),
        "contradicted" => Of("与相似样本相反", "A near text says otherwise"),
        "any" => Of("可疑样本", "Suspicious"),
        _ => Of("全部样本", "All samples"),
    };

    public string SampleState(string state) => state == "removed" ? Of("已移除", "Removed") : Of("在用", "Standing");

    public string SampleSource(string source) => source switch
    {
        "case" => Of("违规处理", "A case"),
        "message" => Of("消息", "A message"),
        _ => Of("手工添加", "By hand"),
    };

    public string AddedByOnly(string person) => Of($"只看 {person} 添加的", $"Only {person}'s");

    public string RemoveThese(int samples) => Of($"移除这 {Number(samples)} 条", $"Remove these {Number(samples)}");

    public string WouldRemove(int samples) => Of($"将移除 {Number(samples)} 条样本", $"{Number(samples)} samples would be removed");

    public string SamplesRemoved(int samples) => Of($"已移除 {Number(samples)} 条样本。", $"{Number(samples)} samples were removed.");

    public string Restored(int restored, int left) => left > 0
        ? Of($"已恢复 {Number(restored)} 条；{Number(left)} 条已重新添加，未恢复。", $"{Number(restored)} were put back; {Number(left)} had been added anew.")
        : Of($"已恢复 {Number(restored)} 条。", $"{Number(restored)} were put back.");

    public string SamplesAdded(int added, int known, int contradictions) => Of(
        $"新增 {Number(added)} 条，{Number(known)} 条已有，{Number(contradictions)} 条与已有样本相反，未添加。", $"{Number(added)} added, {Number(known)} known already, {Number(contradictions)} contradict standing samples and were not added.");

    public string Standing(IReadOnlyDictionary<string, int> byLabel) => List(byLabel.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{ModelLabel(one.Key)} {Number(one.Value)}"));

    public string RemovalReason(string reason) => reason == "appeal-overturned" ? Of("申诉成立，原判断不再学习", "The appeal against the case was upheld") : reason;

    public string UndoneBy(string person) => Of($"{person} 已撤销", $"Put back by {person}");

    public string Training(int done, int total) => total == 0 ? Of("正在准备训练…", "Getting ready…") : Of($"正在训练：{done} / {total}", $"Training: {done} of {total}");

    public string Trained(int version) => Of($"第 {version} 版已训练好，查看比较后启用。", $"Version {version} is trained; look at how it compares, then activate it.");

    public string ModelName(int version) => version == 0 ? Of("出厂版本", "Shipped") : VersionNumber(version);

    public string NowRuns(int version) => Of($"使用中：{ModelName(version)}。", $"Running: {ModelName(version)}.");

    public string Verdict(int objections) => objections == 0 ? Of("不差于当时版本", "no worse") : Of($"{objections} 项更差", $"worse in {objections}");

    public string ModelChange(string action, int version, int before) => action == "rolled_back"
        ? Of($"从{ModelName(before)}退回{ModelName(version)}", $"rolled back from {ModelName(before)} to {ModelName(version)}")
        : Of($"启用{ModelName(version)}，之前为{ModelName(before)}", $"activated {ModelName(version)} instead of {ModelName(before)}");

    public string ComparedWith(int after, int before) => Of($"{ModelName(after)}与{ModelName(before)}比较", $"{ModelName(after)} beside {ModelName(before)}");

    public string OnSamples(int version) => Of($"样本 · {ModelName(version)}", $"Samples · {ModelName(version)}");

    public string OnShipped(int version) => Of($"通用 · {ModelName(version)}", $"Shipped · {ModelName(version)}");

    public string Share(double share) => share.ToString("P1", language.Culture);

    public string Signed(double number) => number.ToString("+0.00;-0.00", language.Culture);

    public string Tried(double probability, double shipped) => Of($"使用中的模型：{Share(probability)}；出厂版本：{Share(shipped)}", $"Running model: {Share(probability)}; shipped: {Share(shipped)}");

    public string Objection(string objection) => objection.Split(':') switch
    {
        ["f1-samples", var label] => Of($"{ModelLabel(label)}：在品牌样本上判断得更差", $"{ModelLabel(label)}: does worse on the brand's samples"),
        ["f1-shipped", var label] => Of($"{ModelLabel(label)}：忘了原来会判断的内容", $"{ModelLabel(label)}: has forgotten what it knew"),
        ["fpr", var label] => Of($"{ModelLabel(label)}：会自动处理超过 0.3% 的正常内容", $"{ModelLabel(label)}: would act on more than 0.3 % of ordinary texts"),
        _ => objection,
    };

    /// <summary>The label under which a case's messages would be learnt; empty: the model has none for this class.</summary>
    public static string LabelOfClass(string offenceClass) => offenceClass switch
    {
        "advert" or "diversion" => "spam",
        "abuse" => "abuse",
        _ => "",
    };
}
