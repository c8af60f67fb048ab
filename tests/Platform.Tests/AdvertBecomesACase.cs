using Steward.Contracts.Channels.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class AdvertBecomesACase(RunningSuite suite)
{
    [Fact]
    public async Task An_advert_is_an_offence_with_a_case_that_a_person_decides()
    {
        var group = await suite.GroupAsync(suite.FastFood, 2);
        await suite.SayAsync(suite.FastFood, group, "故事里的广告人", "在家兼职日结，加微信 zhuanqian888 详聊");

        var cases = suite.Suite.Client<CaseService.CaseServiceClient>();
        var found = await Eventually.ValueAsync(
            async () => (await cases.ListCasesAsync(new ListCasesRequest { BrandId = suite.FastFood.Id.ToString(), State = "open", OffenceClass = "advert", PageSize = 500 })).Cases
                .FirstOrDefault(item => item.LastText.Contains("zhuanqian888", StringComparison.Ordinal)),
            Chat.Patience,
            "a case is open");
        var offences = (await cases.GetCaseAsync(new GetCaseRequest { BrandId = suite.FastFood.Id.ToString(), CaseId = found.CaseId })).Offences;
        var decided = (await cases.DecideCaseAsync(new DecideCaseRequest { BrandId = suite.FastFood.Id.ToString(), CaseId = found.CaseId, Decision = "upheld", Note = "广告" })).Case;

        Assert.Equal(group.GroupId, found.GroupId);
        Assert.Single(offences);
        Assert.Equal("upheld", decided.State);
        var acts = await CarriedOutAsync(cases, found.CaseId);
        Assert.Equal([("recall", "confirmed", ""), ("warn", "confirmed", "")], acts.Select(act => (act.Kind, act.Outcome, act.Reason)).Order());
        await suite.SettledAsync(Chat.Patience);
    }

    /// <summary>What the ladder asked for, done by a person where WeCom has no call for it, as it stands in the case afterwards.</summary>
    private async Task<IReadOnlyList<PenaltyAct>> CarriedOutAsync(CaseService.CaseServiceClient cases, string caseId)
    {
        var tasks = suite.Suite.Client<TaskService.TaskServiceClient>();
        var brand = suite.FastFood.Id.ToString();
        return await Eventually.ValueAsync(
            async () =>
            {
                var acts = (await cases.GetCaseAsync(new GetCaseRequest { BrandId = brand, CaseId = caseId })).Penalty.Acts;
                var asked = acts.Select(act => act.CommandId).ToHashSet();
                foreach (var task in (await tasks.ListTasksAsync(new ListTasksRequest { BrandId = brand, State = "open", PageSize = 100 })).Tasks.Where(task => asked.Contains(task.TaskId)))
                {
                    await tasks.ResolveTaskAsync(new ResolveTaskRequest { BrandId = brand, TaskId = task.TaskId, Outcome = "done" });
                }

                return acts.All(act => act.Outcome.Length > 0) ? acts : null;
            },
            Chat.Patience,
            "what was asked for is done");
    }
}
