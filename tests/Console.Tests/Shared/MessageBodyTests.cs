using System.Net;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Shared;

[Collection(BenchCollection.Name)]
public sealed class MessageBodyTests(ConsoleBench bench)
{
    /// <summary>A picture of one pixel.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [Fact]
    public async Task Pictures_are_shown_and_a_file_that_was_not_fetched_can_be_asked_for()
    {
        var community = await bench.CommunityAsync();
        await PutAsync(community, Guid.NewGuid(), "kept", "image/gif", Picture);
        var large = Guid.NewGuid();
        await PutAsync(community, large, "too-large", "", []);
        await PutAsync(community, Guid.NewGuid(), "expired", "", []);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await visitor.Page.GotoAsync("/groups");
        await visitor.Find("group-row").ClickAsync();

        await Expect(visitor.Find("file")).ToHaveCountAsync(3);
        await Expect(visitor.Page.Locator("[data-state=kept] img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(visitor.Page.Locator("[data-state=expired]")).ToContainTextAsync("渠道已不再保存");
        await Expect(visitor.Page.Locator("[data-state=expired] button")).ToHaveCountAsync(0);
        await visitor.Find("fetch-file").ClickAsync();
        await Expect(visitor.Page.Locator("[data-state=waiting]")).ToContainTextAsync("正在取回");

        await bench.RunOnChannelsAsync("update media set state = 'refused' where brand_id = $1 and message_id = $2", community.Brand, large);
        await Expect(visitor.Page.Locator("[data-state=refused]")).ToContainTextAsync("渠道找不到此文件");
        await visitor.Find("fetch-file").ClickAsync();
        await Expect(visitor.Page.Locator("[data-state=waiting]")).ToHaveCountAsync(1);
        await KeepAsync(community, large, "image/gif", Picture);
        await Expect(visitor.Page.Locator("[data-state=kept] img")).ToHaveCountAsync(2);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_file_of_a_stranger_is_never_run_and_another_brand_finds_nothing()
    {
        var community = await bench.CommunityAsync();
        var other = await bench.CommunityAsync();
        var message = Guid.NewGuid();
        await PutAsync(community, message, "kept", "application/octet-stream", "<script>alert(1)</script>"u8.ToArray());
        var address = $"/media/{community.Brand}/{message}/0";
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);

        var answer = await visitor.Page.Context.APIRequest.GetAsync(address);
        Assert.Equal(200, answer.Status);
        Assert.Equal("<script>alert(1)</script>", await answer.TextAsync());
        Assert.Equal(("application/octet-stream", "attachment", "nosniff", "default-src 'none'; sandbox"),
            (answer.Headers["content-type"], answer.Headers["content-disposition"], answer.Headers["x-content-type-options"], answer.Headers["content-security-policy"]));

        await using var stranger = await bench.VisitorAsync();
        await stranger.SignInAsync(other.Login);
        Assert.Equal(404, (await stranger.Page.Context.APIRequest.GetAsync(address)).Status);
        Assert.Equal(404, (await stranger.Page.Context.APIRequest.GetAsync($"/media/{other.Brand}/{message}/0")).Status);
        using var nobody = await bench.Http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.NotEqual("application/octet-stream", nobody.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    private async Task PutAsync(Community community, Guid message, string state, string contentType, byte[] content)
    {
        await bench.RunOnChannelsAsync(
            "insert into messages (brand_id, group_id, sent_at, message_id, account_id, sender_id, sender_external, from_staff, kind, body) values ($1, $2, now(), $3, $4, gen_random_uuid(), 'wm-1', false, 'image', '')",
            community.Brand, community.Group, message, community.Account);
        await bench.RunOnChannelsAsync(
            """
            insert into media (brand_id, message_id, part, account_id, group_id, chat_id, sender, sent_at, kind, name, file_id, md5, said_bytes, asked_at, state)
            values ($1, $3, 0, $4, $2, 'wr-1', 'wm-1', now(), 'image', '', 'F', '', 30000000, now(), $5)
            """,
            community.Brand, community.Group, message, community.Account, state);
        if (state == "kept") { await KeepAsync(community, message, contentType, content); }
    }

    private async Task KeepAsync(Community community, Guid message, string contentType, byte[] content)
    {
        await bench.RunOnChannelsAsync("insert into media_pieces values ($1, current_date, $2, 0, 0, $3)", community.Brand, message, content);
        await bench.RunOnChannelsAsync(
            "update media set state = 'kept', pieces = 1, bytes = $3, content_type = $4, kept_on = current_date where brand_id = $1 and message_id = $2", community.Brand, message, (long)content.Length, contentType);
    }
}
