using Grpc.Core;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Learning;

[Collection(nameof(ModerationBench))]
public sealed class LearningTests(ModerationBench bench)
{
    private const string Unhappy = "快递一个星期了还没到，客服也不理人，太失望了";
    private static readonly string[] Adverts = ["小红楼今晚开门，滴我拿暗号", "后院清仓局，想进的滴我", "老地方又开局了，滴我拿暗号", "内场还剩几位，走通道的滴我", "楼上福利间开放，滴我拿暗号", "暗号局今晚见，老朋友滴我"];
    private readonly Guid _brand = Guid.NewGuid();

    private readonly Guid _lead = Guid.NewGuid();

    private LearningService.LearningServiceClient Leads => Of(_brand);

    [Fact]
    public async Task A_text_is_one_sample_and_one_that_contradicts_it_is_told_and_not_added()
    {
        var added = await AddAsync(("加我看好货", "spam", true), ("加 我看好货", "spam", true), ("今天的课几点", "spam", false));
        Assert.Equal((2, 1, 0), (added.Added, added.Known, added.Contradictions.Count));
        added = await AddAsync(("加我看好貨", "spam", false), ("加我看好货", "complaint", false));
        Assert.Equal((1, 0), (added.Added, added.Known));
        var contradiction = Assert.Single(added.Contradictions);
        Assert.Equal((0, "加我看好货", true), (contradiction.Place, contradiction.Standing.Text, contradiction.Standing.Deserves));
        var listed = await ListAsync(new SampleFilter());
        Assert.Equal(3, listed.Total);
        Assert.Equal((2, 1), (listed.Standing["spam"], listed.Standing["complaint"]));
    }

    [Fact]
    public async Task Nothing_is_learnt_from_a_decision_unless_it_says_so()
    {
        await bench.ForbidAsync(_brand, "加我微信", "傻子");
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "加我微信有惊喜"), ModerationBench.Says(Guid.NewGuid(), "加我微信看菜单"), ModerationBench.Says(Guid.NewGuid(), "加我微信领会员卡"));
        var cases = (await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString() })).Cases.ToDictionary(one => one.LastText, one => one.CaseId);
        Assert.Equal(0, (await DecideAsync(cases["加我微信有惊喜"], "upheld", "")).Learnt);
        Assert.Equal(0, (await ListAsync(new SampleFilter())).Total);
        await ModerationBench.RefusedAsync(bench.Cases(_brand).DecideCaseAsync(Decision(cases["加我微信看菜单"], "upheld", "advert")), StatusCode.InvalidArgument, "MOD-160");
        Assert.Equal(1, (await DecideAsync(cases["加我微信看菜单"], "upheld", "spam")).Learnt);
        Assert.Equal(1, (await DecideAsync(cases["加我微信领会员卡"], "dismissed", "spam")).Learnt);
        var samples = (await ListAsync(new SampleFilter { Source = "case" })).Samples.ToDictionary(sample => sample.Text);
        Assert.Equal((true, false), (samples["加我微信看菜单"].Deserves, samples["加我微信领会员卡"].Deserves));
        Assert.Equal(cases["加我微信看菜单"], samples["加我微信看菜单"].CaseId);
        Assert.NotEmpty(samples["加我微信看菜单"].MessageId);
    }

    [Fact]
    public async Task What_a_case_taught_is_taken_back_when_the_appeal_against_it_is_upheld()
    {
        await bench.ForbidAsync(_brand, "加我微信", "傻子");
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "加我微信看菜单"));
        var only = (await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString() })).Cases[0].CaseId;
        await DecideAsync(only, "upheld", "spam");
        var discipline = bench.Host.Client<DisciplineService.DisciplineServiceClient>(ServiceHost.LeadOf(_brand));
        var appeal = (await discipline.FileAppealAsync(new FileAppealRequest { BrandId = _brand.ToString(), CaseId = only, OnBehalf = "member", Text = "是本店的菜单" })).Appeal;
        await discipline.DecideAppealAsync(new DecideAppealRequest { BrandId = _brand.ToString(), AppealId = appeal.AppealId, Decision = "overturned", Note = "确系误判" });
        Assert.Equal((0, 1), ((await ListAsync(new SampleFilter())).Total, (await ListAsync(new SampleFilter { State = "removed" })).Total));
        var taken = Assert.Single((await Leads.ListRemovalsAsync(new ListRemovalsRequest { BrandId = _brand.ToString() })).Removals);
        Assert.Equal(("appeal-overturned", 1), (taken.Reason, taken.Samples));
    }

    [Fact]
    public async Task Samples_are_counted_before_they_are_removed_stay_on_record_and_can_be_put_back()
    {
        await AddAsync(("加我看好货", "spam", true), ("兼职日结", "spam", true), ("态度太差了", "complaint", true));
        var spam = new SampleFilter { Label = "spam" };
        var counted = await Leads.RemoveSamplesAsync(Removal(spam, 0, ""));
        Assert.Equal((2, "", 2), (counted.Samples, counted.RemovalId, counted.ByLabel["spam"]));
        await ModerationBench.RefusedAsync(Leads.RemoveSamplesAsync(Removal(spam, 1, "why")), StatusCode.FailedPrecondition, "MOD-165");
        await ModerationBench.RefusedAsync(Leads.RemoveSamplesAsync(Removal(spam, 2, " ")), StatusCode.InvalidArgument, "MOD-172");
        var removed = await Leads.RemoveSamplesAsync(Removal(spam, 2, "marked by mistake"));
        Assert.Equal((1, 2), ((await ListAsync(new SampleFilter())).Total, (await ListAsync(new SampleFilter { State = "removed" })).Total));

        // Added anew meanwhile, it is not put back beside itself.
        await AddAsync(("兼职日结", "spam", false));
        var restored = await Leads.RestoreSamplesAsync(new RestoreSamplesRequest { BrandId = _brand.ToString(), RemovalId = removed.RemovalId });
        Assert.Equal((1, 1), (restored.Restored, restored.Left));
        await ModerationBench.RefusedAsync(Leads.RestoreSamplesAsync(new RestoreSamplesRequest { BrandId = _brand.ToString(), RemovalId = removed.RemovalId }), StatusCode.NotFound, "MOD-171");
        var kept = Assert.Single((await Leads.ListRemovalsAsync(new ListRemovalsRequest { BrandId = _brand.ToString() })).Removals);
        Assert.Equal(("marked by mistake", 2, kept.RemovedBy), (kept.Reason, kept.Samples, kept.UndoneBy));
    }

    [Fact]
    public async Task Samples_are_found_by_who_when_and_what_speaks_against_them_page_by_page()
    {
        await AddAsync([.. Enumerable.Range(0, 5).Select(i => ($"{Unhappy}，第{(char)('一' + i)}次", "complaint", false))]);
        await AddAsync((Unhappy, "complaint", true));
        var by = (await ListAsync(new SampleFilter())).Samples[0].AddedBy;
        Assert.Equal((6, 0), ((await ListAsync(new SampleFilter { AddedBy = by })).Total, (await ListAsync(new SampleFilter { AddedBy = "nobody" })).Total));
        var suspects = await ListAsync(new SampleFilter { Suspect = "disagrees" }, size: 2);
        Assert.Equal((5, 2), (suspects.Total, suspects.Samples.Count));
        Assert.All(suspects.Samples, sample => Assert.True(sample is { Deserves: false, Probability: > 0.5f }));
        var next = await ListAsync(new SampleFilter { Suspect = "disagrees" }, size: 4, after: suspects.NextPageToken);
        Assert.Equal(3, next.Samples.Count);
        Assert.Empty(next.Samples.Select(sample => sample.SampleId).Intersect(suspects.Samples.Select(sample => sample.SampleId)));
        foreach (var wrong in (SampleFilter[])[new() { Label = "advert" }, new() { Deserves = "perhaps" }, new() { State = "gone" }, new() { Suspect = "all" }, new() { State = "removed", Suspect = "any" }, new() { Source = "rumour" }, new() { Search = "\0" }, new() { From = new() { Seconds = long.MaxValue } }])
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => ListAsync(wrong))).StatusCode);
        }
    }

    [Fact]
    public async Task A_new_version_judges_from_the_next_batch_on_is_named_by_verdicts_and_rolled_back_at_once()
    {
        await AddAsync([.. Enumerable.Range(0, 6).Select(i => ($"团长说好的{"货款券卡礼单"[i]}又没有下文，群里问了三遍", "complaint", true))]);
        await AddAsync([.. Adverts.Select(text => (text, "spam", true))]);
        var shipped = await ModelOfAsync();
        var (model, steps) = await TrainAsync();
        Assert.Equal((1, 12, false), (model.Version, model.Samples, model.Running));
        Assert.Equal((12, 12), steps[^1]);
        Assert.Equal(["complaint", "spam"], model.Evaluation.Labels.Select(label => label.Label));
        Assert.Equal(shipped, await ModelOfAsync());

        var activated = await Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 1, Reason = "tried on files" });
        Assert.Equal(1, activated.Running);
        Assert.Equal(model.ModelId, await ModelOfAsync());
        Assert.NotEqual(shipped, model.ModelId);
        var explained = await Leads.ExplainTextAsync(new ExplainTextRequest { BrandId = _brand.ToString(), Text = Adverts[0], Label = "spam" });
        Assert.Equal(model.ModelId, explained.ModelId);
        Assert.True(explained.Probability > explained.ShippedProbability);
        Assert.Contains(explained.Shares, one => one.Sample.Text == Adverts[0] && one.Share > 0);

        Assert.Equal(0, (await Leads.RollBackModelAsync(new RollBackModelRequest { BrandId = _brand.ToString(), Reason = "too many complaints" })).Running);
        Assert.Equal(shipped, await ModelOfAsync());
        var book = await Leads.ListModelsAsync(new ListModelsRequest { BrandId = _brand.ToString() });
        Assert.Equal(["rolled_back", "activated"], book.Changes.Select(change => change.Action));
        Assert.Equal([(1, false), (0, true)], book.Models.Select(one => (one.Version, one.Running)));
        await ModerationBench.RefusedAsync(Leads.RollBackModelAsync(new RollBackModelRequest { BrandId = _brand.ToString(), Reason = "again" }), StatusCode.FailedPrecondition, "MOD-170");
    }

    [Fact]
    public async Task A_version_that_is_worse_runs_only_with_a_reason()
    {
        // What everybody says every day, given as adverts, many times over.
        await AddAsync([.. Enumerable.Range(0, 120).Select(i => ($"{"今明后昨前"[i % 5]}天{"早中晚上下"[i / 5 % 5]}的{"课饭车会戏"[i / 25 % 5]}几点开始，谢谢大家", "spam", true))]);
        await AddAsync([.. Adverts.Select(text => (text, "spam", false))]);
        await TrainAsync();
        await AddAsync([.. Enumerable.Range(0, 6).Select(i => ($"{"今明后昨前大"[i]}天下午的课几点开始呢，谢谢老师", "spam", false))]);
        var comparison = (await Leads.CompareModelsAsync(new CompareModelsRequest { BrandId = _brand.ToString(), Before = 1, After = 0 })).Comparison;
        Assert.NotEmpty(comparison.Objections);
        await Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 1, Reason = "to see what happens" });
        await ModerationBench.RefusedAsync(Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 0 }), StatusCode.FailedPrecondition, "MOD-167");
        await ModerationBench.RefusedAsync(Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 1 }), StatusCode.FailedPrecondition, "MOD-169");
        await ModerationBench.RefusedAsync(Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 7 }), StatusCode.NotFound, "MOD-168");
        await Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 0, Reason = "spoilt" });
        Assert.NotEmpty((await Leads.ListModelsAsync(new ListModelsRequest { BrandId = _brand.ToString() })).Changes[0].Objections);
    }

    [Fact]
    public async Task Two_who_train_at_once_watch_one_training_and_one_that_was_left_behind_is_in_nobodys_way()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(TrainAsync);
        Assert.Equal("MOD-166", refused.Trailers.GetValue("problem-code"));
        await AddAsync([.. Adverts.Select(text => (text, "spam", true))]);
        await bench.OwnerAsync($"insert into learning_runs (brand_id, run_id, state, started_by, started_at, lease_until) values ('{_brand}', '{Guid.NewGuid()}', 'running', 'x', now() - interval '1 day', now() - interval '1 hour')");
        var both = await Task.WhenAll(TrainAsync(), TrainAsync());
        Assert.Equal([1, 1], both.Select(one => one.Model.Version));
        Assert.Equal(2, await bench.OwnerAsync<long>($"select count(*) from learning_runs where brand_id = '{_brand}' and state <> 'running'"));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_what_another_brand_taught()
    {
        await AddAsync([.. Adverts.Select(text => (text, "spam", true))]);
        await TrainAsync();
        await Leads.ActivateModelAsync(new ActivateModelRequest { BrandId = _brand.ToString(), Version = 1, Reason = "r" });
        var removal = (await Leads.RemoveSamplesAsync(Removal(new SampleFilter { Search = Adverts[0] }, 1, "r"))).RemovalId;
        var sample = (await ListAsync(new SampleFilter())).Samples[0].SampleId;
        var (other, id) = (Guid.NewGuid(), _brand.ToString());
        var theirs = Of(other);
        foreach (var call in (Func<Task>[])[
            () => theirs.AddSamplesAsync(new AddSamplesRequest { BrandId = id, Samples = { new SampleDraft { Text = "x", Label = "spam" } } }).ResponseAsync,
            () => theirs.ListSamplesAsync(new ListSamplesRequest { BrandId = id }).ResponseAsync,
            () => theirs.RemoveSamplesAsync(new RemoveSamplesRequest { BrandId = id }).ResponseAsync,
            () => theirs.RestoreSamplesAsync(new RestoreSamplesRequest { BrandId = id, RemovalId = removal }).ResponseAsync,
            () => theirs.ListRemovalsAsync(new ListRemovalsRequest { BrandId = id }).ResponseAsync,
            () => theirs.Train(new TrainRequest { BrandId = id }).ResponseStream.MoveNext(CancellationToken.None),
            () => theirs.ListModelsAsync(new ListModelsRequest { BrandId = id }).ResponseAsync,
            () => theirs.CompareModelsAsync(new CompareModelsRequest { BrandId = id, After = 1 }).ResponseAsync,
            () => theirs.ActivateModelAsync(new ActivateModelRequest { BrandId = id, Version = 1 }).ResponseAsync,
            () => theirs.RollBackModelAsync(new RollBackModelRequest { BrandId = id, Reason = "r" }).ResponseAsync,
            () => theirs.ExplainTextAsync(new ExplainTextRequest { BrandId = id, Text = "x", Label = "spam" }).ResponseAsync,
        ])
        {
            Assert.Equal((StatusCode.NotFound, "STW-003"), await CodeAsync(call));
        }

        // Under their own brand's name ours do not exist either.
        var name = other.ToString();
        Assert.Equal(0, (await theirs.ListSamplesAsync(new ListSamplesRequest { BrandId = name, Filter = new SampleFilter { State = "removed" } })).Total);
        Assert.Equal(0, (await theirs.ListSamplesAsync(new ListSamplesRequest { BrandId = name, Filter = new SampleFilter { Suspect = "any" } })).Total);
        Assert.Equal(0, (await theirs.RemoveSamplesAsync(new RemoveSamplesRequest { BrandId = name, SampleIds = { sample } })).Samples);
        Assert.Empty((await theirs.ListRemovalsAsync(new ListRemovalsRequest { BrandId = name })).Removals);
        Assert.Equal([0], (await theirs.ListModelsAsync(new ListModelsRequest { BrandId = name })).Models.Select(model => model.Version));
        Assert.Empty((await theirs.ExplainTextAsync(new ExplainTextRequest { BrandId = name, Text = Adverts[0], Label = "spam" })).Shares);
        await ModerationBench.RefusedAsync(theirs.RestoreSamplesAsync(new RestoreSamplesRequest { BrandId = name, RemovalId = removal }), StatusCode.NotFound, "MOD-171");
        await ModerationBench.RefusedAsync(theirs.ActivateModelAsync(new ActivateModelRequest { BrandId = name, Version = 1 }), StatusCode.NotFound, "MOD-168");
        await ModerationBench.RefusedAsync(theirs.CompareModelsAsync(new CompareModelsRequest { BrandId = name, After = 1 }), StatusCode.NotFound, "MOD-168");
        Assert.Equal(Moderation.Classification.ShippedModel.Model.Version, (await bench.ScreenAsync(other, ModerationBench.Says(Guid.NewGuid(), Unhappy))).Messages[0].Signals![0].Model);

        // An operator teaches and does no more.
        var operators = bench.Host.Client<LearningService.LearningServiceClient>(ServiceHost.OperatorOf(_brand));
        Assert.Equal(1, (await operators.AddSamplesAsync(new AddSamplesRequest { BrandId = id, Samples = { new SampleDraft { Text = "群主出来管管", Label = "complaint", Deserves = true, MessageId = Guid.NewGuid().ToString() } } })).Added);
        Assert.Equal(StatusCode.PermissionDenied, (await CodeAsync(() => operators.ListSamplesAsync(new ListSamplesRequest { BrandId = id }).ResponseAsync)).Status);
    }

    private LearningService.LearningServiceClient Of(Guid brand) => bench.Host.Client<LearningService.LearningServiceClient>(new Caller(_lead.ToString(), Role.Lead, [new BrandId(brand)]));

    private async Task<AddSamplesResponse> AddAsync(params (string Text, string Label, bool Deserves)[] samples)
    {
        var request = new AddSamplesRequest { BrandId = _brand.ToString() };
        request.Samples.AddRange(samples.Select(sample => new SampleDraft { Text = sample.Text, Label = sample.Label, Deserves = sample.Deserves }));
        return await Leads.AddSamplesAsync(request);
    }

    private async Task<ListSamplesResponse> ListAsync(SampleFilter filter, int size = 0, string after = "") =>
        await Leads.ListSamplesAsync(new ListSamplesRequest { BrandId = _brand.ToString(), Filter = filter, PageSize = size, PageToken = after });

    private async Task<(LearntModel Model, IReadOnlyList<(int Done, int Total)> Steps)> TrainAsync()
    {
        using var call = Leads.Train(new TrainRequest { BrandId = _brand.ToString(), Note = "test" });
        var (steps, model) = (new List<(int, int)>(), (LearntModel?)null);
        await foreach (var step in call.ResponseStream.ReadAllAsync())
        {
            steps.Add((step.Done, step.Total));
            model = step.Model;
        }

        return (model!, steps);
    }

    /// <summary>The model that judges, as a verdict names it.</summary>
    private async Task<string?> ModelOfAsync() => (await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), Unhappy))).Messages[0].Signals?.First(signal => signal.Name == SignalName.Complaint).Model;

    private async Task<DecideCaseResponse> DecideAsync(string caseId, string decision, string learn) => await bench.Cases(_brand).DecideCaseAsync(Decision(caseId, decision, learn));

    private DecideCaseRequest Decision(string caseId, string decision, string learn) => new() { BrandId = _brand.ToString(), CaseId = caseId, Decision = decision, Learn = learn };

    private RemoveSamplesRequest Removal(SampleFilter filter, int expected, string reason) => new() { BrandId = _brand.ToString(), Filter = filter, Expected = expected, Reason = reason };

    private static async Task<(StatusCode Status, string? Code)> CodeAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
