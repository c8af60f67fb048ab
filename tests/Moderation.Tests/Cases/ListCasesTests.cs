using Grpc.Core;
using Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Tests.Cases;

[Collection(nameof(ModerationBench))]
public sealed class ListCasesTests(ModerationBench bench) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid[] _members = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    public async Task InitializeAsync()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        foreach (var member in _members) { await bench.ScreenAsync(_brand, ModerationBench.Says(member, $"兼职 100%_{Array.IndexOf(_members, member)}")); }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pages_go_from_the_oldest_to_the_newest_without_gap_or_repeat()
    {
        var seen = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await ListAsync(new ListCasesRequest { PageSize = 2, PageToken = token });
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Cases.Select(row => row.MemberId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(_members.Select(member => member.ToString()), seen);
    }

    [Fact]
    public async Task The_filters_are_state_class_and_text_or_member()
    {
        var first = (await ListAsync(new ListCasesRequest())).Cases[0];
        await bench.Cases(_brand).DecideCaseAsync(new DecideCaseRequest { BrandId = _brand.ToString(), CaseId = first.CaseId, Decision = "dismissed" });
        Assert.Equal(2, (await ListAsync(new ListCasesRequest { State = "open" })).Total);
        Assert.Equal(first.CaseId, Assert.Single((await ListAsync(new ListCasesRequest { State = "dismissed" })).Cases).CaseId);
        Assert.Empty((await ListAsync(new ListCasesRequest { OffenceClass = "illegal" })).Cases);
        Assert.Equal(_members[1].ToString(), Assert.Single((await ListAsync(new ListCasesRequest { Search = "100%_1" })).Cases).MemberId);
        Assert.Empty((await ListAsync(new ListCasesRequest { Search = "100_%" })).Cases);
        Assert.Single((await ListAsync(new ListCasesRequest { Search = _members[2].ToString().ToUpperInvariant() })).Cases);
    }

    [Theory]
    [InlineData("closed", "", "", "MOD-007")]
    [InlineData("", "rude", "", "MOD-008")]
    [InlineData("", "", "a\0", "MOD-009")]
    public async Task Unknown_filters_are_refused(string state, string offenceClass, string search, string code) =>
        await ModerationBench.RefusedAsync(
            bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString(), State = state, OffenceClass = offenceClass, Search = search }), StatusCode.InvalidArgument, code);

    private async Task<ListCasesResponse> ListAsync(ListCasesRequest request)
    {
        request.BrandId = _brand.ToString();
        return await bench.Cases(_brand).ListCasesAsync(request);
    }
}
