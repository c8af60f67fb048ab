using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Staffing.Leads;
using Steward.Testing;
using Lead = Steward.Contracts.Staffing.V1.Lead;
using LeadRules = Steward.Contracts.Staffing.V1.LeadRules;

namespace Steward.Staffing.Tests.Leads;

[Collection(StaffingTests.Name)]
public sealed class LeadsTests(StaffingWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_member_who_wants_to_buy_goes_to_sales_and_the_outcome_comes_back()
    {
        var seller = await world.OperatorAsync(_brand);
        var item = await world.ItemAsync(_brand);

        var lead = await HandAsync(item, seller, "两份套餐");

        Assert.Equal(("new", seller.OperatorId, "两份套餐", item.MemberId), (lead.State, lead.OwnerId, lead.Wants, lead.MemberId));
        Assert.Equal(("resolved", "sales"), await StateAsync(item));
        var mine = world.Host.Client<LeadService.LeadServiceClient>(new Caller(seller.OperatorId, Role.Operator, [new BrandId(_brand)]));
        Assert.Equal("following", (await mine.FollowLeadAsync(new FollowLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId, Note = "约了周五" })).Lead.State);
        var won = (await mine.SettleLeadAsync(new SettleLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId, Outcome = "won", AmountFen = 19_800 })).Lead;
        Assert.Equal(("won", 19_800L, "hit"), (won.State, won.AmountFen, won.Follow));
        Assert.Equal(won, Assert.Single((await Leads().ListLeadsAsync(new ListLeadsRequest { BrandId = lead.BrandId, WorkItemId = item.WorkItemId })).Leads));
        var line = Assert.Single((await Leads(lead: true).GetLeadReportAsync(Range(lead))).Lines);
        Assert.Equal((1, 1, 0, 1, 19_800L), (line.Handed, line.InTime, line.Late, line.Won, line.AmountFen));
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from lead_due where brand_id = '{_brand}'"));
    }

    [Fact]
    public async Task Whom_nobody_speaks_to_in_time_is_back_in_the_inbox_once_whoever_looks()
    {
        var seller = await world.OperatorAsync(_brand);
        var item = await world.ItemAsync(_brand);
        var lead = await HandAsync(item, seller);

        world.Clock.Advance(lead.FollowDueAt.ToDateTimeOffset() - world.Clock.GetUtcNow());
        var worker = world.Host.Services.GetRequiredService<ReturnUnfollowed>();
        await Task.WhenAll(worker.RunOnceAsync(CancellationToken.None), worker.RunOnceAsync(CancellationToken.None));

        await Eventually.TrueAsync(async () => await StateAsync(item) == ("open", ""), StaffingWorld.Patience, "the matter is open again");
        var returned = Assert.Single((await Leads().ListLeadsAsync(new ListLeadsRequest { BrandId = lead.BrandId, States = { "returned" } })).Leads);
        Assert.Equal(("missed", lead.LeadId), (returned.Follow, returned.LeadId));
        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from lead_due where brand_id = '{_brand}'"));

        // And may be handed over again.
        Assert.Equal("new", (await HandAsync(item, seller)).State);
    }

    [Fact]
    public async Task Sellers_get_leads_in_turn_and_a_member_is_with_one_of_them()
    {
        Operator[] sellers = [await world.OperatorAsync(_brand), await world.OperatorAsync(_brand)];
        var first = await world.ItemAsync(_brand);
        Assert.Equal((StatusCode.FailedPrecondition, "STF-064"), await StaffingWorld.RefusedAsync(() => HandAsync(first, null)));
        await Leads(lead: true).PutLeadRulesAsync(new PutLeadRulesRequest { BrandId = _brand.ToString(), Rules = new LeadRules { Sellers = { sellers.Select(one => one.OperatorId) }, FirstFollowMinutes = 20 }, ExpectedVersion = 0 });

        var owners = new List<string> { (await HandAsync(first, null)).OwnerId };
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        owners.Add((await HandAsync(await world.ItemAsync(_brand), null)).OwnerId);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        owners.Add((await HandAsync(await world.ItemAsync(_brand), null)).OwnerId);

        Assert.Equal([sellers[0].OperatorId, sellers[1].OperatorId, sellers[0].OperatorId], owners);
        await world.Host.PublishAsync(world.HandedOn(_brand, world.Question(Guid.Parse(first.GroupId), "还有吗?", Guid.Parse(first.MemberId), TimeSpan.FromHours(2))));
        WorkItem? again = null;
        await Eventually.TrueAsync(async () => (again = (await world.ListAsync(_brand)).FirstOrDefault(item => item.MemberId == first.MemberId)) is not null, StaffingWorld.Patience, "the member asks again");
        Assert.Equal((StatusCode.FailedPrecondition, "STF-063"), await StaffingWorld.RefusedAsync(() => HandAsync(again!, null)));
        Assert.Equal("open", (await world.GetAsync(again!)).State);
    }

    [Fact]
    public async Task The_same_call_again_is_a_retry()
    {
        var seller = await world.OperatorAsync(_brand);
        var item = await world.ItemAsync(_brand);
        var request = new HandToSalesRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, LeadId = Guid.NewGuid().ToString(), OwnerId = seller.OperatorId };

        var one = await Leads().HandToSalesAsync(request);
        Assert.Equal(one, await Leads().HandToSalesAsync(request));
        Assert.Equal("杯子碎了怎么办?", one.Lead.Wants);
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing_of_it()
    {
        var seller = await world.OperatorAsync(_brand);
        var lead = await HandAsync(await world.ItemAsync(_brand), seller);
        var brand = Guid.NewGuid();
        var foreign = world.Host.Client<LeadService.LeadServiceClient>(ServiceHost.LeadOf(brand));

        Assert.Empty((await foreign.ListLeadsAsync(new ListLeadsRequest())).Leads);
        Assert.Empty((await foreign.GetLeadReportAsync(new GetLeadReportRequest { From = Range(lead).From, Until = Range(lead).Until })).Lines);
        foreach (var call in (Func<Task>[])
        [
            async () => await foreign.FollowLeadAsync(new FollowLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId }),
            async () => await foreign.SettleLeadAsync(new SettleLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId, Outcome = "won" }),
            async () => await foreign.GiveLeadAsync(new GiveLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId, OwnerId = seller.OperatorId }),
            async () => await foreign.GetLeadRulesAsync(new GetLeadRulesRequest { BrandId = lead.BrandId }),
            async () => await foreign.PutLeadRulesAsync(new PutLeadRulesRequest { BrandId = lead.BrandId, Rules = new LeadRules { FirstFollowMinutes = 1 } }),
            async () => await foreign.HandToSalesAsync(new HandToSalesRequest { BrandId = lead.BrandId, WorkItemId = lead.WorkItemId, LeadId = Guid.NewGuid().ToString() }),
        ])
        {
            Assert.Equal(StatusCode.NotFound, (await StaffingWorld.RefusedAsync(call)).Status);
        }

        Assert.Equal((StatusCode.NotFound, "STF-060"), await StaffingWorld.RefusedAsync(async () => await foreign.FollowLeadAsync(new FollowLeadRequest { BrandId = brand.ToString(), LeadId = lead.LeadId })));
    }

    [Theory]
    [InlineData("gone", 0, "STF-067")]
    [InlineData("won", -1, "STF-068")]
    [InlineData("won", 10_000_000_001, "STF-068")]
    public async Task A_wrong_outcome_is_refused_by_its_field(string outcome, long amount, string code)
    {
        var lead = await HandAsync(await world.ItemAsync(_brand), await world.OperatorAsync(_brand));
        Assert.Equal((StatusCode.InvalidArgument, code), await StaffingWorld.RefusedAsync(async () =>
            await Leads(lead: true).SettleLeadAsync(new SettleLeadRequest { BrandId = lead.BrandId, LeadId = lead.LeadId, Outcome = outcome, AmountFen = amount })));
    }

    [Fact]
    public async Task Rules_are_changed_by_who_has_read_them_and_name_the_brands_own_people()
    {
        var client = Leads(lead: true);
        var stranger = await world.OperatorAsync(Guid.NewGuid());
        var put = new PutLeadRulesRequest { BrandId = _brand.ToString(), Rules = new LeadRules { FirstFollowMinutes = 45 }, ExpectedVersion = 0 };

        Assert.Equal(1, (await client.PutLeadRulesAsync(put)).Version.Version);
        Assert.Equal("STF-072", (await StaffingWorld.RefusedAsync(async () => await client.PutLeadRulesAsync(put))).Code);
        put.ExpectedVersion = 1;
        put.Rules.Sellers.Add(stranger.OperatorId);
        Assert.Equal("STF-065", (await StaffingWorld.RefusedAsync(async () => await client.PutLeadRulesAsync(put))).Code);
        put.Rules = new LeadRules();
        Assert.Equal((StatusCode.InvalidArgument, "STF-071"), await StaffingWorld.RefusedAsync(async () => await client.PutLeadRulesAsync(put)));
        Assert.Equal(45, (await client.GetLeadRulesAsync(new GetLeadRulesRequest { BrandId = _brand.ToString() })).Version.Rules.FirstFollowMinutes);
    }

    private LeadService.LeadServiceClient Leads(bool lead = false) => world.Host.Client<LeadService.LeadServiceClient>(lead ? ServiceHost.LeadOf(_brand) : ServiceHost.OperatorOf(_brand));

    private async Task<Lead> HandAsync(WorkItem item, Operator? seller, string wants = "") => (await Leads().HandToSalesAsync(
        new HandToSalesRequest { BrandId = item.BrandId, WorkItemId = item.WorkItemId, LeadId = Guid.NewGuid().ToString(), OwnerId = seller?.OperatorId ?? "", Wants = wants })).Lead;

    private async Task<(string, string)> StateAsync(WorkItem item) => await world.GetAsync(item) is var now ? (now.State, now.Resolution) : default;

    private GetLeadReportRequest Range(Lead lead) => new()
    {
        BrandId = _brand.ToString(), From = Timestamp.FromDateTimeOffset(lead.HandedAt.ToDateTimeOffset().AddMinutes(-1)), Until = Timestamp.FromDateTimeOffset(lead.HandedAt.ToDateTimeOffset().AddMinutes(1)),
    };
}
