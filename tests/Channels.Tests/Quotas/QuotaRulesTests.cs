using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests.Quotas;

public sealed class QuotaRulesTests
{
    [Fact]
    public async Task A_limit_of_one_account_takes_no_rule_from_the_brands_other_accounts()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        var other = world.Request(wecom.Address);
        (other.AccountId, other.AgentId, other.ArchiveSecret) = (Guid.NewGuid().ToString(), other.AgentId + 1, "");
        await world.Accounts.ConnectAccountAsync(other);
        var quotas = world.Host.Client<QuotaService.QuotaServiceClient>(ServiceHost.AdminOf(world.Brand));

        await quotas.SetQuotaAsync(new SetQuotaRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString(), Scope = "group-broadcast", Span = "month", Limit = 7 });

        Assert.Equal((7, true), await MonthAsync(world.Account.ToString()));
        Assert.False((await MonthAsync(other.AccountId)).Own);

        async Task<(int Limit, bool Own)> MonthAsync(string account)
        {
            var listed = await quotas.ListQuotasAsync(new ListQuotasRequest { BrandId = world.Brand.ToString(), AccountId = account });
            var month = Assert.Single(listed.Quotas, quota => quota is { Scope: "group-broadcast", Span: "month" });
            return (month.Limit, month.Overridden);
        }
    }
}
