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
        await suite.SettledAsync(Chat.Patience);
    }
}
