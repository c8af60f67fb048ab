using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Broadcasts;

public sealed class BroadcastTests
{
    private const string Owner = "LiXiaoTang";

    [Fact]
    public async Task A_broadcast_waits_for_its_employee_and_then_stands_in_the_archive_of_each_group()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        var sent = await Add(host, token, chats, "会员日快乐");
        var msgId = (string)sent["msgid"]!;

        Assert.Equal(0, (int)sent["errcode"]!);
        Assert.Empty(sent["fail_list"]!.AsArray());
        Assert.Empty(await host.ReadArchive(SimulatorHost.Fast));
        Assert.Equal(0, (int)(await Ask(host, token, "get_groupmsg_task", msgId))["task_list"]![0]!["status"]!);
        Assert.Empty((await Results(host, token, msgId))["send_list"]!.AsArray());

        await host.Do(HttpMethod.Post, $"/sim/v1/tasks/{msgId}/confirm", "{}");

        var archived = await host.ReadArchive(SimulatorHost.Fast);
        Assert.Equal(chats.Order(), archived.Select(m => (string)m["roomid"]!).Order());
        Assert.All(archived, m => Assert.Equal((Owner, "会员日快乐"), ((string)m["from"]!, (string)m["text"]!["content"]!)));
        var task = (await Ask(host, token, "get_groupmsg_task", msgId))["task_list"]![0]!;
        Assert.Equal((Owner, 2), ((string)task["userid"]!, (int)task["status"]!));
        var results = (await Results(host, token, msgId))["send_list"]!.AsArray();
        Assert.Equal(chats.Order(), results.Select(r => (string)r!["chat_id"]!).Order());
        Assert.All(results, r => Assert.Equal(1, (int)r!["status"]!));
    }

    [Fact]
    public async Task Employees_confirm_by_themselves_after_the_set_delay()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/employees/mode", """{"mode":"auto","delaySeconds":0.05}""");
        var (token, chats) = await Groups(host);

        await Add(host, token, chats, "早安");

        await host.Until("/sim/v1/tasks", answer => (int)answer["tasks"]![0]!["sent"]! == chats.Count);
        Assert.Equal(chats.Count, (await host.ReadArchive(SimulatorHost.Fast)).Count);
    }

    [Fact]
    public async Task A_part_can_be_confirmed_and_the_rest_cancelled_once()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        var msgId = (string)(await Add(host, token, chats, "早安"))["msgid"]!;

        await host.Do(HttpMethod.Post, $"/sim/v1/tasks/{msgId}/confirm", $$"""{"chat_ids":["{{chats[0]}}"]}""");
        Assert.Equal(0, (int)(await Ask(host, token, "get_groupmsg_task", msgId))["task_list"]![0]!["status"]!);
        Assert.Equal(0, (int)(await Ask(host, token, "cancel_groupmsg_send", msgId))["errcode"]!);
        Assert.Equal(41093, (int)(await Ask(host, token, "cancel_groupmsg_send", msgId))["errcode"]!);
        await host.Do(HttpMethod.Post, $"/sim/v1/tasks/{msgId}/confirm", "{}");

        Assert.Equal(chats[0], (string)Assert.Single(await host.ReadArchive(SimulatorHost.Fast))["roomid"]!);
        Assert.Equal(chats[0], (string)Assert.Single((await Results(host, token, msgId))["send_list"]!.AsArray())!["chat_id"]!);
    }

    [Fact]
    public async Task A_group_receives_no_more_broadcasts_a_month_than_the_month_has_days()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        var now = DateTimeOffset.Parse((string)(await host.Get("/sim/v1/day"))["simulatedNow"]!);
        var days = DateTime.DaysInMonth(now.Year, now.Month);
        string last = "";
        for (var i = 0; i < days; i++)
        {
            last = (string)(await Add(host, token, [chats[0]], "第" + i))["msgid"]!;
        }

        var over = await Add(host, token, [chats[0]], "多一条");
        var mixed = await Add(host, token, chats, "混合");
        Assert.Equal(41048, (int)over["errcode"]!);
        Assert.Equal(0, (int)mixed["errcode"]!);
        Assert.Equal([chats[0]], mixed["fail_list"]!.AsArray().Select(id => (string)id!));

        await Ask(host, token, "cancel_groupmsg_send", last);
        Assert.Equal(0, (int)(await Add(host, token, [chats[0]], "又可以了"))["errcode"]!);
    }

    [Fact]
    public async Task Reminders_are_limited_to_three_a_day()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        var msgId = (string)(await Add(host, token, chats, "早安"))["msgid"]!;
        var codes = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((int)(await Ask(host, token, "remind_groupmsg_send", msgId))["errcode"]!);
        }

        Assert.Equal([0, 0, 0, 41094], codes);
    }

    [Fact]
    public async Task The_list_finds_broadcasts_by_time_and_creator()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        await Add(host, token, chats, "一");
        await Add(host, token, chats, "二");
        var now = DateTimeOffset.Parse((string)(await host.Get("/sim/v1/day"))["simulatedNow"]!).ToUnixTimeSeconds();

        var first = await host.Api(token, "get_groupmsg_list_v2", $$"""{"chat_type":"group","start_time":{{now - 60}},"end_time":{{now + 60}},"creator":"{{Owner}}","limit":1}""");
        var second = await host.Api(token, "get_groupmsg_list_v2", $$"""{"chat_type":"group","start_time":{{now - 60}},"end_time":{{now + 60}},"limit":1,"cursor":"{{first["next_cursor"]}}"}""");
        var none = await host.Api(token, "get_groupmsg_list_v2", $$"""{"chat_type":"group","start_time":{{now - 60}},"end_time":{{now + 60}},"creator":"ZhouMingHao"}""");

        Assert.Equal("一", (string)first["group_msg_list"]![0]!["text"]!["content"]!);
        Assert.Equal("二", (string)second["group_msg_list"]![0]!["text"]!["content"]!);
        Assert.Equal("", (string)second["next_cursor"]!);
        Assert.Empty(none["group_msg_list"]!.AsArray());
        Assert.Equal(40058, (int)(await host.Api(token, "get_groupmsg_list_v2", $$"""{"chat_type":"group","start_time":1,"end_time":{{now}}}"""))["errcode"]!);
    }

    [Theory]
    [InlineData("""{"chat_type":"group","text":{"content":"x"}}""", 40058)]
    [InlineData("""{"chat_type":"group","sender":"nobody","text":{"content":"x"}}""", 60111)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang"}""", 40058)]
    [InlineData("""{"chat_type":"channel","sender":"LiXiaoTang","text":{"content":"x"}}""", 40058)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang","chat_id_list":["wrUnknown"],"text":{"content":"x"}}""", 41048)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang","attachments":[{"msgtype":"image","image":{"media_id":"stale"}}]}""", 40007)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang","attachments":[{"msgtype":"poem"}]}""", 40058)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang","attachments":[{"msgtype":"link","link":{"title":"t"}}]}""", 40058)]
    [InlineData("""{"chat_type":"group","sender":"LiXiaoTang","attachments":[{"msgtype":"link","link":{"title":"t","url":"https://m.baolexing.example"}}]}""", 0)]
    public async Task A_broadcast_checks_its_request(string body, int code)
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");

        Assert.Equal(code, (int)(await host.Api(await host.Token(SimulatorHost.Fast), "add_msg_template", body))["errcode"]!);
    }

    [Theory]
    [InlineData(1333, 0)]
    [InlineData(1334, 40058)]
    public async Task The_text_is_limited_in_bytes_not_characters(int characters, int code)
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);

        Assert.Equal(code, (int)(await Add(host, token, chats, new string('汉', characters)))["errcode"]!);
    }

    [Fact]
    public async Task More_than_nine_attachments_are_refused()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var link = """{"msgtype":"link","link":{"title":"t","url":"https://m.baolexing.example"}}""";

        var answer = await host.Api(
            await host.Token(SimulatorHost.Fast), "add_msg_template",
            $$"""{"chat_type":"group","sender":"{{Owner}}","attachments":[{{string.Join(',', Enumerable.Repeat(link, 10))}}]}""");

        Assert.Equal(40058, (int)answer["errcode"]!);
    }

    [Fact]
    public async Task Groups_of_another_owner_are_in_the_fail_list()
    {
        await using var host = await SimulatorHost.Start("--Simulator:AutoConfirm=false");
        var (token, chats) = await Groups(host);
        var foreign = (string)(await host.Api(token, "groupchat/list", """{"owner_filter":{"userid_list":["ZhouMingHao"]},"limit":1}"""))["group_chat_list"]![0]!["chat_id"]!;

        var answer = await Add(host, token, [.. chats, foreign], "早安");

        Assert.Equal([foreign], answer["fail_list"]!.AsArray().Select(id => (string)id!));
    }

    [Theory]
    [InlineData("get_groupmsg_task")]
    [InlineData("remind_groupmsg_send")]
    [InlineData("cancel_groupmsg_send")]
    public async Task An_unknown_message_is_refused(string api)
    {
        await using var host = await SimulatorHost.Start();

        Assert.Equal(41047, (int)(await Ask(host, await host.Token(SimulatorHost.Fast), api, "msgUnknown"))["errcode"]!);
    }

    private static async Task<(string Token, IReadOnlyList<string> Chats)> Groups(SimulatorHost host)
    {
        var token = await host.Token(SimulatorHost.Fast);
        var list = await host.Api(token, "groupchat/list", $$"""{"owner_filter":{"userid_list":["{{Owner}}"]},"limit":100}""");
        return (token, [.. list["group_chat_list"]!.AsArray().Select(g => (string)g!["chat_id"]!)]);
    }

    private static Task<JsonObject> Add(SimulatorHost host, string token, IReadOnlyList<string> chats, string text) =>
        host.Api(token, "add_msg_template", new JsonObject
        {
            ["chat_type"] = "group",
            ["sender"] = Owner,
            ["chat_id_list"] = new JsonArray([.. chats.Select(c => JsonValue.Create(c))]),
            ["text"] = new JsonObject { ["content"] = text },
        }.ToJsonString());

    private static Task<JsonObject> Ask(SimulatorHost host, string token, string api, string msgId) => host.Api(token, api, $$"""{"msgid":"{{msgId}}"}""");

    private static Task<JsonObject> Results(SimulatorHost host, string token, string msgId) =>
        host.Api(token, "get_groupmsg_send_result", $$"""{"msgid":"{{msgId}}","userid":"{{Owner}}"}""");
}
