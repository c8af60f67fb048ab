using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Content.V1;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Entries;

/// <summary>Answers with a picture, a card, a mini-program beside the words.</summary>
[Collection(ContentTests.Name)]
public sealed class EntryPicturesTests(ContentWorld world)
{
    private readonly Guid _brand = Guid.NewGuid();

    private Caller Lead => ServiceHost.LeadOf(_brand);

    [Fact]
    public async Task What_goes_along_is_sent_with_the_answer_suggested_and_kept_in_every_version()
    {
        var picture = await world.PictureAsync(_brand);
        var entry = Entry(new Attachment { Kind = "image", PictureId = picture }, new Attachment { Kind = "mini-program", Title = "预约参观", AppId = "wx8bd80126147dfAAA", Page = "/pages/visit", PictureId = picture });
        var stored = await PutAsync(Lead, entry, 0);
        Assert.Equal(entry.Attachments, stored.Attachments);
        Assert.Equal(stored, await PutAsync(Lead, entry, 0));

        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "瓷器馆几点开门")));

        var send = await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand);
        Assert.Equal([(AttachmentKind.Image, null), (AttachmentKind.MiniProgram, "预约参观")], send.Attachments!.Select(one => (one.Kind, one.Title)));
        Assert.All(send.Attachments!, one => Assert.Equal(picture, $"{one.PictureId}"));
        var asked = await world.Knowledge(_brand).AskAsync(new AskRequest { BrandId = $"{_brand}", Text = "瓷器馆几点开门" });
        Assert.Equal(entry.Attachments, Assert.Single(asked.Matches).Attachments);

        var without = stored.Clone();
        without.Attachments.Clear();
        await PutAsync(Lead, without, 1);
        var versions = (await Entries(Lead).ListEntryVersionsAsync(new ListEntryVersionsRequest { BrandId = $"{_brand}", EntryId = entry.EntryId })).Versions;
        Assert.Equal(["attachments"], versions[0].Changed);
        var back = (await Entries(Lead).RollBackEntryAsync(new RollBackEntryRequest { BrandId = $"{_brand}", EntryId = entry.EntryId, Version = 1, ExpectedVersion = 2 })).Entry;
        Assert.Equal(entry.Attachments, back.Attachments);
    }

    [Fact]
    public async Task An_answer_without_anything_is_sent_as_before()
    {
        await PutAsync(Lead, Entry(), 0);
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "瓷器馆几点开门")));
        Assert.Null((await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Attachments);
    }

    [Fact]
    public async Task A_picture_that_is_not_there_or_another_brands_is_refused_and_its_neighbours_are_kept()
    {
        var foreign = await world.PictureAsync(Guid.NewGuid());
        foreach (var picture in new[] { foreign, $"{Guid.NewGuid()}" })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(Lead, Entry(new Attachment { Kind = "image", PictureId = picture }), 0));
            Assert.Equal((StatusCode.InvalidArgument, "CNT-026", "entry.attachments[0].picture_id"), (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));
        }

        var (good, bad) = (Entry(new Attachment { Kind = "image", PictureId = await world.PictureAsync(_brand) }), Entry(new Attachment { Kind = "image", PictureId = foreign }));
        var imported = await world.Knowledge(_brand).ImportEntriesAsync(new ImportEntriesRequest { BrandId = $"{_brand}", Entries = { bad, new KnowledgeEntry(), good } });

        Assert.Equal(1, imported.Imported);
        Assert.Contains(imported.Errors, error => (error.Index, error.Field) == (0, "attachments[0].picture_id"));
        Assert.DoesNotContain(imported.Errors, error => error.Index == 2);
        Assert.Equal(good.EntryId, Assert.Single((await world.Knowledge(_brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = $"{_brand}" })).Entries).EntryId);
        // What is left empty stays.
        good.Attachments.Clear();
        Assert.Equal(0, (await world.Knowledge(_brand).ImportEntriesAsync(new ImportEntriesRequest { BrandId = $"{_brand}", Entries = { good } })).Changed);
    }

    [Fact]
    public async Task The_words_of_what_goes_along_are_checked_too()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PutAsync(Lead, Entry(new Attachment { Kind = "link", Title = "全网第一的瓷器", Url = "https://example.com" }), 0));
        Assert.Equal("STW-010", refused.Trailers.GetValue("problem-code"));

        await PutAsync(Lead, Entry(new Attachment { Kind = "link", Title = "青花专场", Url = "https://example.com" }), 0);
        await world.DrawRedLineAsync(_brand, "青花专场");
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "瓷器馆几点开门")));

        Assert.Single((await world.Host.NextAsync<QuestionsHandedOnV1>(handed => handed.BrandId == _brand)).Questions);
        Assert.Empty(world.SendsOf(_brand));
        var listed = Assert.Single((await world.Knowledge(_brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = $"{_brand}" })).Entries);
        Assert.EndsWith("\n青花专场", listed.HeldText, StringComparison.Ordinal);
        Assert.NotEmpty(listed.HeldFor);
    }

    [Fact]
    public async Task An_agencys_entry_names_the_agencys_pictures_and_every_brand_sends_them()
    {
        var agency = new Caller("head-office", Role.Admin, null);
        var own = Entry(new Attachment { Kind = "image", PictureId = await world.PictureAsync(_brand) });
        Assert.Equal("CNT-026", (await Assert.ThrowsAsync<RpcException>(() => PutAsync(agency, own, 0, forAll: true))).Trailers.GetValue("problem-code"));

        var entry = Entry(new Attachment { Kind = "image", PictureId = await world.PictureAsync(null) });
        var stored = await PutAsync(agency, entry, 0, forAll: true);
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(_brand, group, world.Message(group, "瓷器馆几点开门")));

        Assert.Equal(entry.Attachments[0].PictureId, $"{Assert.Single((await world.Host.NextAsync<SendToGroupsV1>(sent => sent.BrandId == _brand)).Attachments!).PictureId}");
        // A brand's own entry in its place keeps the picture.
        var mine = Entry([.. entry.Attachments]);
        mine.EntryId = entry.EntryId;
        mine.Answer = "我们十点开门。";
        Assert.Equal(entry.Attachments, (await PutAsync(Lead, mine, 0)).Attachments);
        stored.State = "retired";
        await PutAsync(agency, stored, 1, forAll: true);
    }

    [Fact]
    public async Task Without_an_answer_about_the_pictures_nothing_is_stored()
    {
        await using var alone = await ContentWorld.StartAsync(world.Clock, world.Moderation.GrpcAddress);
        var service = alone.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(Lead);
        var refused = await Assert.ThrowsAsync<RpcException>(() => service.PutEntryAsync(new PutEntryRequest { BrandId = $"{_brand}", Entry = Entry(new Attachment { Kind = "image", PictureId = $"{Guid.NewGuid()}" }) }).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, "CNT-038"), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
        // What names none asks nobody.
        await service.PutEntryAsync(new PutEntryRequest { BrandId = $"{_brand}", Entry = Entry() });
    }

    private static KnowledgeEntry Entry(params Attachment[] attachments) => new()
    {
        EntryId = $"{Guid.NewGuid()}", Question = "瓷器馆几点开门?", Answer = "每天 9:00 开门。", State = "approved", Attachments = { attachments },
    };

    private KnowledgeEntryService.KnowledgeEntryServiceClient Entries(Caller caller) => world.Host.Client<KnowledgeEntryService.KnowledgeEntryServiceClient>(caller);

    private async Task<KnowledgeEntry> PutAsync(Caller caller, KnowledgeEntry entry, int expected, bool forAll = false) =>
        (await Entries(caller).PutEntryAsync(new PutEntryRequest { BrandId = forAll ? "" : $"{_brand}", Agency = forAll, Entry = entry, ExpectedVersion = expected })).Entry;
}
