using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Rules.Versions;

[Collection(nameof(ModerationBench))]
public sealed class VersionTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    private RuleService.RuleServiceClient Rules => bench.Rules(_brand);

    private RuleScope Scope => new() { BrandId = _brand.ToString() };

    [Fact]
    public async Task Who_writes_a_draft_that_a_colleague_has_written_since_is_told()
    {
        var read = (await Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = Document("刷单") })).Version;
        var mine = new SaveDraftRequest { Scope = Scope, Version = 1, Document = Document("兼职"), ReadAt = read.CreatedAt };
        var saved = (await Rules.SaveDraftAsync(mine)).Version;
        var refused = await ModerationBench.RefusedAsync(Rules.SaveDraftAsync(mine), StatusCode.FailedPrecondition, "MOD-180");
        Assert.Contains($"{saved.CreatedBy} changed draft 1", refused.Status.Detail, StringComparison.Ordinal);

        // As it is read again, from the answer or from the database.
        await Rules.SaveDraftAsync(new SaveDraftRequest(mine) { ReadAt = saved.CreatedAt });
        var stored = (await Rules.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = 1 })).Version;
        await Rules.SaveDraftAsync(new SaveDraftRequest(mine) { ReadAt = stored.CreatedAt });
        await Rules.SaveDraftAsync(new SaveDraftRequest(mine) { ReadAt = null });

        // Nor is what a colleague wrote meanwhile put in force unread.
        var move = new MoveVersionRequest { Scope = Scope, Version = 1, Move = "publish", ReadAt = stored.CreatedAt };
        await ModerationBench.RefusedAsync(Rules.MoveVersionAsync(move), StatusCode.FailedPrecondition, "MOD-180");
        var now = (await Rules.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = 1 })).Version;
        Assert.Equal("published", (await Rules.MoveVersionAsync(new MoveVersionRequest(move) { ReadAt = now.CreatedAt })).Version.State);

        static string Document(string word) => $$"""{ "rules": [{ "kind": "keyword", "rule_id": "ad-1", "offence_class": "advert", "terms": ["{{word}}"] }] }""";
    }

    [Fact]
    public async Task A_draft_decides_nothing_until_it_is_published_and_an_earlier_version_comes_back_as_a_new_one()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var draft = await DraftAsync("刷单", "更严");
        Assert.Equal((2, "draft", 1, 1, "更严"), (draft.Version, draft.State, draft.Rules, draft.Terms, draft.Reason));
        Assert.Equal("offence chatter", await LabelsAsync());

        await MoveAsync(2, "publish", "试过了");
        Assert.Equal("chatter offence", await LabelsAsync());
        await DraftAsync("别的", "");
        var back = await MoveAsync(1, "roll_back", "误伤");
        Assert.Equal((4, "published", 1, "误伤"), (back.Version, back.State, back.BasedOn, back.Reason));
        Assert.Equal("offence chatter", await LabelsAsync());
        Assert.Equal(
            (await Rules.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = 1 })).Document,
            (await Rules.GetVersionAsync(new GetVersionRequest { Scope = Scope })).Document);

        var versions = (await Rules.ListVersionsAsync(new ListVersionsRequest { Scope = Scope })).Versions;
        Assert.Equal(["4 published", "3 draft", "2 rolled_back", "1 superseded"], versions.Select(version => $"{version.Version} {version.State}"));
        var changes = (await Rules.ListChangesAsync(new ListChangesRequest { Scope = Scope })).Changes;
        Assert.Equal(["roll_back 4 误伤", "save_draft 3 ", "publish 2 试过了", "save_draft 2 更严", "publish 1 "], changes.Select(change => $"{change.Action} {change.Version} {change.Reason}"));
        Assert.All(changes, change => Assert.True(Guid.TryParse(change.By, out _) && change.At is not null));
    }

    [Fact]
    public async Task A_version_moves_only_as_its_state_permits()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        await DraftAsync("刷单", "");
        await DraftAsync("代购", "");
        await RefusedAsync(1, "publish", StatusCode.FailedPrecondition, "MOD-012");
        await RefusedAsync(1, "roll_back", StatusCode.FailedPrecondition, "MOD-012");
        await RefusedAsync(2, "roll_back", StatusCode.FailedPrecondition, "MOD-012");
        await RefusedAsync(2, "stop_shadow", StatusCode.FailedPrecondition, "MOD-012");
        await RefusedAsync(9, "publish", StatusCode.NotFound, "MOD-011");
        await RefusedAsync(2, "explode", StatusCode.InvalidArgument, "MOD-020");
        await RefusedAsync(2, "publish", StatusCode.InvalidArgument, "MOD-014", new string('x', 501));
        await MoveAsync(2, "start_shadow", "");
        await RefusedAsync(3, "start_shadow", StatusCode.FailedPrecondition, "MOD-012");
        await ModerationBench.RefusedAsync(Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Version = 2, Document = Keyword("x", "x") }), StatusCode.FailedPrecondition, "MOD-012");
        await MoveAsync(2, "stop_shadow", "");
        await ModerationBench.RefusedAsync(Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Version = 2, Document = Keyword("x", "x") }), StatusCode.FailedPrecondition, "MOD-012");
        var again = await Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Version = 3, Document = Keyword("x", "新词") });
        Assert.Equal((3, "draft"), (again.Version.Version, again.Version.State));
        await MoveAsync(2, "publish", "");
        Assert.Equal("published", (await Rules.GetVersionAsync(new GetVersionRequest { Scope = Scope, Version = 2 })).Version.State);
    }

    [Fact]
    public async Task A_wrong_document_is_refused_by_line_and_nothing_is_kept()
    {
        var refused = await ModerationBench.RefusedAsync(
            Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = "{\"rules\": [\n{\"kind\": \"regex\", \"rule_id\": \"re\", \"offence_class\": \"advert\",\n\"pattern\": \"(?=x)\"}]}" }),
            StatusCode.InvalidArgument, "MOD-001");
        Assert.Contains("line 3: rules[0].pattern uses look-around", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty((await Rules.ListVersionsAsync(new ListVersionsRequest { Scope = Scope })).Versions);
    }

    [Fact]
    public async Task A_group_has_its_packs_rules_on_top_of_the_brands()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var packs = bench.Host.Client<RulePackService.RulePackServiceClient>(ServiceHost.LeadOf(_brand));
        var pack = (await packs.PutPackAsync(new PutPackRequest { BrandId = _brand.ToString(), Name = "母婴群" })).Pack;
        var scope = new RuleScope { BrandId = _brand.ToString(), PackId = pack.PackId };
        await Rules.SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = """{"rules":[{"kind":"keyword","rule_id":"p-1","offence_class":"advert","terms":["奶粉代购"]}],"overrides":[{"rule_id":"ad-1","disabled":true}]}""" });
        await Rules.MoveVersionAsync(new MoveVersionRequest { Scope = scope, Version = 1, Move = "publish" });
        var (with, without) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(1, (await packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), PackId = pack.PackId, GroupIds = { with.ToString() } })).Changed);

        var screened = await bench.ScreenAsync(_brand, In(with, "兼职"), In(with, "奶粉代购"), In(with, "傻子"), In(without, "兼职"), In(without, "奶粉代购"));
        Assert.Equal("chatter offence offence offence chatter", string.Join(' ', screened.Messages.Select(message => message.Label)));
        var explained = await Rules.ExplainRulesAsync(new ExplainRulesRequest { BrandId = _brand.ToString(), GroupId = with.ToString() });
        Assert.Equal(["ad-1 brand False 1", "abuse-1 brand True 1", "p-1 pack True 1"], explained.Rules.Select(rule => $"{rule.RuleId} {rule.Level} {rule.Holds} {rule.Hits}"));
        Assert.Equal("pack v1: disabled", Assert.Single(explained.Rules[0].Changes));
        Assert.Equal(1, Assert.Single((await packs.ListPacksAsync(new ListPacksRequest { BrandId = _brand.ToString() })).Packs).Groups);

        await packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), GroupIds = { with.ToString() } });
        Assert.Equal("offence", (await bench.ScreenAsync(_brand, In(with, "兼职"))).Messages[0].Label);
        await ModerationBench.RefusedAsync(packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), PackId = Guid.NewGuid().ToString(), GroupIds = { with.ToString() } }), StatusCode.NotFound, "MOD-013");
    }

    [Fact]
    public async Task The_agencys_rules_hold_for_every_brand_and_only_who_sees_all_brands_may_change_them()
    {
        var agency = new RuleScope { Agency = true };
        var document = Keyword("agency-1", "全员禁词甲");
        foreach (var caller in (Caller[])[ServiceHost.LeadOf(_brand), ServiceHost.AdminOf(_brand)])
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await bench.Host.Client<RuleService.RuleServiceClient>(caller).SaveDraftAsync(new SaveDraftRequest { Scope = agency, Document = document }));
            Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        }

        var admin = bench.Host.Client<RuleService.RuleServiceClient>(ServiceHost.ServiceCaller);
        var draft = (await admin.SaveDraftAsync(new SaveDraftRequest { Scope = agency, Document = document })).Version;
        var other = Guid.NewGuid();
        await bench.ForbidAsync(other, "兼职", "傻子");
        Assert.Equal("chatter", (await bench.ScreenAsync(_brand, In(Guid.NewGuid(), "全员禁词甲"))).Messages[0].Label);
        await admin.MoveVersionAsync(new MoveVersionRequest { Scope = agency, Version = draft.Version, Move = "publish" });
        foreach (var brand in (Guid[])[_brand, other]) { Assert.Equal("offence", (await bench.ScreenAsync(brand, In(Guid.NewGuid(), "全员禁词甲"))).Messages[0].Label); }

        // A brand may let it pass; the neighbour does not notice.
        await Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = """{"overrides":[{"rule_id":"agency-1","severity":"hint"}]}""" });
        await MoveAsync(1, "publish", "");
        Assert.Equal("chatter", (await bench.ScreenAsync(_brand, In(Guid.NewGuid(), "全员禁词甲"))).Messages[0].Label);
        Assert.Equal("offence", (await bench.ScreenAsync(other, In(Guid.NewGuid(), "全员禁词甲"))).Messages[0].Label);
        await admin.SaveDraftAsync(new SaveDraftRequest { Scope = agency, Document = """{"rules":[]}""" });
        await admin.MoveVersionAsync(new MoveVersionRequest { Scope = agency, Version = draft.Version + 1, Move = "publish" });
    }

    [Fact]
    public async Task Another_brand_sees_neither_versions_nor_packs()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var packs = bench.Host.Client<RulePackService.RulePackServiceClient>(ServiceHost.LeadOf(_brand));
        var pack = (await packs.PutPackAsync(new PutPackRequest { BrandId = _brand.ToString(), Name = "一" })).Pack;
        var other = Guid.NewGuid();
        var foreign = bench.Rules(other);
        await ModerationBench.RefusedAsync(foreign.ListVersionsAsync(new ListVersionsRequest { Scope = Scope }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.GetVersionAsync(new GetVersionRequest { Scope = new RuleScope { BrandId = other.ToString() }, Version = 1 }), StatusCode.NotFound, "MOD-011");
        await ModerationBench.RefusedAsync(
            foreign.SaveDraftAsync(new SaveDraftRequest { Scope = new RuleScope { BrandId = other.ToString(), PackId = pack.PackId }, Document = "{}" }), StatusCode.NotFound, "MOD-013");
        Assert.DoesNotContain((await foreign.ExplainRulesAsync(new ExplainRulesRequest { BrandId = other.ToString() })).Rules, rule => rule.Level != "agency");
        var foreignPacks = bench.Host.Client<RulePackService.RulePackServiceClient>(ServiceHost.LeadOf(other));
        Assert.Empty((await foreignPacks.ListPacksAsync(new ListPacksRequest { BrandId = other.ToString() })).Packs);
        await ModerationBench.RefusedAsync(foreignPacks.PutPackAsync(new PutPackRequest { BrandId = other.ToString(), PackId = pack.PackId, Name = "二" }), StatusCode.NotFound, "MOD-013");
    }

    [Fact]
    public async Task In_the_database_itself_a_foreign_brand_finds_none_of_the_rows()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var packs = bench.Host.Client<RulePackService.RulePackServiceClient>(ServiceHost.LeadOf(_brand));
        var pack = (await packs.PutPackAsync(new PutPackRequest { BrandId = _brand.ToString(), Name = "一" })).Pack;
        await packs.AssignPackAsync(new AssignPackRequest { BrandId = _brand.ToString(), PackId = pack.PackId, GroupIds = { Guid.NewGuid().ToString() } });
        await DraftAsync("刷单", "");
        await MoveAsync(2, "start_shadow", "");
        await LabelsAsync();
        foreach (var table in (string[])["rule_versions", "rule_changes", "rule_heads", "rule_packs", "group_packs", "rule_hits", "shadow_counts", "shadow_samples"])
        {
            Assert.True(await RowsAsync(table, _brand) > 0, table);
            Assert.Equal(0, await RowsAsync(table, Guid.NewGuid()));
        }

        async Task<int> RowsAsync(string table, Guid scope)
        {
            await using var transaction = await bench.Host.Database.BeginAsync(new Kernel.BrandId(scope), CancellationToken.None);
            return await transaction.SingleAsync<int>($"select count(*)::int from {table} where brand_id = @brand", new { brand = _brand }, CancellationToken.None);
        }
    }

    private async Task<RuleVersion> DraftAsync(string word, string reason) => (await Rules.SaveDraftAsync(new SaveDraftRequest { Scope = Scope, Document = Keyword("ad-1", word), Reason = reason })).Version;

    private async Task<RuleVersion> MoveAsync(int version, string move, string reason) => (await Rules.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = version, Move = move, Reason = reason })).Version;

    private Task<RpcException> RefusedAsync(int version, string move, StatusCode status, string code, string reason = "") =>
        ModerationBench.RefusedAsync(Rules.MoveVersionAsync(new MoveVersionRequest { Scope = Scope, Version = version, Move = move, Reason = reason }), status, code);

    private async Task<string> LabelsAsync() =>
        string.Join(' ', (await bench.ScreenAsync(_brand, In(Guid.NewGuid(), "日结兼职"), In(Guid.NewGuid(), "刷单"))).Messages.Select(message => message.Label));

    private static Contracts.Events.Channels.ReceivedMessage In(Guid group, string text) => ModerationBench.Says(Guid.NewGuid(), text) with { GroupId = group };

    private static string Keyword(string id, string word) => $$"""{"rules":[{"kind":"keyword","rule_id":"{{id}}","offence_class":"advert","terms":["{{word}}"]}]}""";
}
