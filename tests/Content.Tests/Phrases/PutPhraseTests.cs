using Grpc.Core;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Words;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Phrases;

[Collection(ContentTests.Name)]
public sealed class PutPhraseTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task A_phrase_is_kept_changed_and_taken_out()
    {
        var added = await PutAsync(Phrase("/FaHuo", "{member}您好，{brand}会尽快发货。"));
        Assert.Equal(("/fahuo", 1), (added.Shortcut, added.Version));
        var changed = await PutAsync(Phrase("/fahuo", "{member}您好，今天发货。", added.PhraseId), 1);

        Assert.Equal(2, changed.Version);
        Assert.Equal("{member}您好，今天发货。", Assert.Single(await ListAsync(_brand)).Text);
        await Client(_brand).RemovePhraseAsync(new RemovePhraseRequest { BrandId = _brand.ToString(), PhraseId = added.PhraseId });
        await Client(_brand).RemovePhraseAsync(new RemovePhraseRequest { BrandId = _brand.ToString(), PhraseId = added.PhraseId });
        Assert.Empty(await ListAsync(_brand));
    }

    [Fact]
    public async Task The_same_again_is_a_retry_and_who_changes_an_older_version_is_told()
    {
        var added = await PutAsync(Phrase("/hao", "好的"));
        Assert.Equal(1, (await PutAsync(Phrase("/hao", "好的", added.PhraseId))).Version);

        Assert.Equal((StatusCode.FailedPrecondition, "CNT-022", "expected_version"), await RefusedAsync(Phrase("/hao", "好的呢", added.PhraseId)));
        Assert.Equal((StatusCode.FailedPrecondition, "CNT-022", "expected_version"), await RefusedAsync(Phrase("/wu", "没有"), 3));
        Assert.Equal((StatusCode.FailedPrecondition, "CNT-021", "phrase.shortcut"), await RefusedAsync(Phrase("/HAO", "别的")));
        Assert.Equal("好的", Assert.Single(await ListAsync(_brand)).Text);
    }

    [Theory]
    [InlineData("fahuo", "好", "物流", "zh-CN", "phrase.shortcut")]
    [InlineData("/", "好", "物流", "zh-CN", "phrase.shortcut")]
    [InlineData("/a b", "好", "物流", "zh-CN", "phrase.shortcut")]
    [InlineData("/a", " ", "物流", "zh-CN", "phrase.text")]
    [InlineData("/a", "好\0", "物流", "zh-CN", "phrase.text")]
    [InlineData("/a", "{name}您好", "物流", "zh-CN", "phrase.text")]
    [InlineData("/a", "好", "三十一个字三十一个字三十一个字三十一个字三十一个字三十一个字一", "zh-CN", "phrase.category")]
    [InlineData("/a", "好", "物流", "fr", "phrase.language")]
    public async Task What_cannot_be_is_refused_by_its_field(string shortcut, string text, string category, string language, string field)
    {
        var phrase = Phrase(shortcut, text);
        (phrase.Category, phrase.Language) = (category, language);

        Assert.Equal((StatusCode.InvalidArgument, "CNT-020", field), await RefusedAsync(phrase));
    }

    [Fact]
    public async Task A_phrase_has_its_place_in_the_playbook_or_none()
    {
        var phrase = Phrase("/anfu", "非常抱歉。");
        (phrase.PlaybookStep, phrase.PlaybookHint) = (2, " 转私聊 ");
        var added = await PutAsync(phrase);
        Assert.Equal((2, "转私聊"), (Assert.Single(await ListAsync(_brand)).PlaybookStep, added.PlaybookHint));

        phrase.PlaybookStep = 10;
        Assert.Equal((StatusCode.InvalidArgument, "CNT-020", "phrase.playbook_step"), await RefusedAsync(phrase, 1));
        (phrase.PlaybookStep, phrase.PlaybookHint) = (3, new string('长', 101));
        Assert.Equal((StatusCode.InvalidArgument, "CNT-020", "phrase.playbook_hint"), await RefusedAsync(phrase, 1));
    }

    [Fact]
    public async Task An_unknown_variable_is_named()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(Phrase("/a", "{name}您好，{member}")));
        Assert.Contains("{name}", refused.Status.Detail);
    }

    [Fact]
    public async Task What_the_gate_does_not_let_out_is_not_kept_and_a_lead_lets_go_what_is_for_review()
    {
        await world.DrawRedLineAsync(_brand, "包退");
        var rule = await world.DrawRedLineAsync(_brand, "秒到", "review");
        Assert.Equal("STW-010", (await RefusedAsync(Phrase("/a", "不满意包退"))).Code);
        Assert.Equal("STW-012", (await RefusedAsync(Phrase("/b", "退款秒到"))).Code);
        var trainer = world.Host.Client<PhraseService.PhraseServiceClient>(new Caller("trainer", Role.Trainer, [new Kernel.BrandId(_brand)]));
        var request = new PutPhraseRequest { BrandId = _brand.ToString(), Phrase = Phrase("/b", "退款秒到"), LetGo = { rule } };
        Assert.Equal("STW-011", (await Assert.ThrowsAsync<RpcException>(async () => await trainer.PutPhraseAsync(request))).Trailers.GetValue("problem-code"));
        Assert.Empty(await ListAsync(_brand));
    }

    [Fact]
    public async Task Operators_read_and_do_not_write_and_other_brands_do_neither()
    {
        var added = await PutAsync(Phrase("/hao", "好的"));
        var reader = world.Host.Client<PhraseService.PhraseServiceClient>(ServiceHost.OperatorOf(_brand));
        Assert.Single((await reader.ListPhrasesAsync(new ListPhrasesRequest { BrandId = _brand.ToString() })).Phrases);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await reader.PutPhraseAsync(new PutPhraseRequest { BrandId = _brand.ToString(), Phrase = Phrase("/b", "好") }))).StatusCode);

        var foreign = Guid.NewGuid();
        Assert.Empty(await ListAsync(foreign));
        await Client(foreign).RemovePhraseAsync(new RemovePhraseRequest { BrandId = foreign.ToString(), PhraseId = added.PhraseId });
        Assert.Single(await ListAsync(_brand));
        // The same id and shortcut are free in another brand.
        var theirs = await Client(foreign).PutPhraseAsync(new PutPhraseRequest { BrandId = foreign.ToString(), Phrase = Phrase("/hao", "我们的", added.PhraseId) });
        Assert.Equal(1, theirs.Phrase.Version);
        foreach (var call in new Func<Task>[]
        {
            async () => await Client(foreign).ListPhrasesAsync(new ListPhrasesRequest { BrandId = _brand.ToString() }),
            async () => await Client(foreign).RemovePhraseAsync(new RemovePhraseRequest { BrandId = _brand.ToString(), PhraseId = added.PhraseId }),
            async () => await Client(foreign).PutPhraseAsync(new PutPhraseRequest { BrandId = _brand.ToString(), Phrase = Phrase("/b", "好") }),
        })
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }
    }

    [Fact]
    public void Variables_are_filled_in_once_and_what_is_filled_in_is_not_read_again()
    {
        Assert.Equal("{brand}您好，{?}", PhraseVariables.Fill("{member}您好，{?}", name => name == "member" ? "{brand}" : null));
        Assert.Equal(["name", ""], PhraseVariables.Unknown("{name}{member}{name}{}{"));
    }

    private static CannedPhrase Phrase(string shortcut, string text, string? id = null) =>
        new() { PhraseId = id ?? Guid.NewGuid().ToString(), Shortcut = shortcut, Title = "发货", Text = text, Category = "物流", Language = "zh-CN" };

    private PhraseService.PhraseServiceClient Client(Guid brand) => world.Host.Client<PhraseService.PhraseServiceClient>(ServiceHost.LeadOf(brand));

    private async Task<CannedPhrase> PutAsync(CannedPhrase phrase, int expected = 0) =>
        (await Client(_brand).PutPhraseAsync(new PutPhraseRequest { BrandId = _brand.ToString(), Phrase = phrase, ExpectedVersion = expected })).Phrase;

    private async Task<(StatusCode Status, string? Code, string? Field)> RefusedAsync(CannedPhrase phrase, int expected = 0)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(phrase, expected));
        return (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field"));
    }

    private async Task<IReadOnlyList<CannedPhrase>> ListAsync(Guid brand) => (await Client(brand).ListPhrasesAsync(new ListPhrasesRequest { BrandId = brand.ToString() })).Phrases;
}
