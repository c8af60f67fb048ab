using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Phrases;

/// <summary>What brands inherit of the agency's phrases; taken out again, because the other tests' brands inherit it too.</summary>
[Collection(ContentTests.Name)]
public sealed class StoredPhrasesTests(ContentWorld world) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Caller _agency = new("head-office", Role.Admin, null);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var phrase in (await Client(_agency).ListPhrasesAsync(new ListPhrasesRequest { Agency = true })).Phrases)
        {
            await Client(_agency).RemovePhraseAsync(new RemovePhraseRequest { Agency = true, PhraseId = phrase.PhraseId });
        }
    }

    [Fact]
    public async Task A_brand_has_the_agencys_phrases_at_hand_but_under_shortcuts_of_its_own()
    {
        await PutAsync(_agency, null, Phrase("/zaoan", "早上好。"));
        await PutAsync(_agency, null, Phrase("/wanan", "晚安。"));

        var own = await PutAsync(Lead, _brand, Phrase("/zaoan", "早呀。"));

        Assert.Equal([("/wanan", "晚安。", true), ("/zaoan", "早呀。", false)], (await ListAsync(_brand)).Select(phrase => (phrase.Shortcut, phrase.Text, phrase.Inherited)));
        Assert.Equal(["晚安。", "早上好。"], (await ListAsync(Guid.NewGuid())).Select(phrase => phrase.Text));
        await Client(Lead).RemovePhraseAsync(new RemovePhraseRequest { BrandId = _brand.ToString(), PhraseId = own.PhraseId });
        Assert.Equal(["晚安。", "早上好。"], (await ListAsync(_brand)).Select(phrase => phrase.Text));
    }

    [Fact]
    public async Task The_agencys_playbook_holds_until_a_brand_has_a_step_of_its_own()
    {
        await PutAsync(_agency, null, Phrase("/anfu", "非常抱歉。", 1));
        Assert.Equal(1, Assert.Single(await ListAsync(_brand)).PlaybookStep);

        await PutAsync(Lead, _brand, Phrase("/daoqian", "真对不起。", 1));

        Assert.Equal([("/anfu", 0), ("/daoqian", 1)], (await ListAsync(_brand)).Select(phrase => (phrase.Shortcut, phrase.PlaybookStep)));
    }

    [Fact]
    public async Task Only_who_may_change_what_holds_for_all_writes_for_all_and_the_shipped_rules_hold()
    {
        var stored = await PutAsync(ServiceHost.AdminOf(_brand) with { AgencyWide = true }, null, Phrase("/zaoan", "早上好。"));

        Assert.Equal((StatusCode.PermissionDenied, "CNT-033"), await RefusedAsync(() => PutAsync(Lead, null, Phrase("/bie", "别的"))));
        Assert.Equal((StatusCode.PermissionDenied, "CNT-033"), await RefusedAsync(async () => await Client(ServiceHost.AdminOf(_brand)).RemovePhraseAsync(new RemovePhraseRequest { Agency = true, PhraseId = stored.PhraseId })));
        Assert.Equal((StatusCode.InvalidArgument, "STW-010"), await RefusedAsync(() => PutAsync(_agency, null, Phrase("/zui", "全国第一,国家级最佳。"))));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-034"), await RefusedAsync(async () => await Client(_agency).ListPhrasesAsync(new ListPhrasesRequest { Agency = true, BrandId = _brand.ToString() })));
        // A brand's removal of an inherited one removes nothing.
        await Client(Lead).RemovePhraseAsync(new RemovePhraseRequest { BrandId = _brand.ToString(), PhraseId = stored.PhraseId });
        Assert.Single(await ListAsync(_brand));
    }

    private Caller Lead => ServiceHost.LeadOf(_brand);

    private static CannedPhrase Phrase(string shortcut, string text, int step = 0) => new() { PhraseId = Guid.NewGuid().ToString(), Shortcut = shortcut, Title = shortcut, Text = text, Language = "zh-CN", PlaybookStep = step };

    private PhraseService.PhraseServiceClient Client(Caller caller) => world.Host.Client<PhraseService.PhraseServiceClient>(caller);

    private async Task<CannedPhrase> PutAsync(Caller caller, Guid? brand, CannedPhrase phrase) =>
        (await Client(caller).PutPhraseAsync(new PutPhraseRequest { BrandId = brand?.ToString() ?? "", Agency = brand is null, Phrase = phrase })).Phrase;

    private async Task<IReadOnlyList<CannedPhrase>> ListAsync(Guid brand) => (await Client(ServiceHost.OperatorOf(brand)).ListPhrasesAsync(new ListPhrasesRequest { BrandId = brand.ToString() })).Phrases;

    private static async Task<(StatusCode, string?)> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"));
    }
}
