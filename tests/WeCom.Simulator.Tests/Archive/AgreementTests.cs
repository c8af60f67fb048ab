using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests.Archive;

public sealed class AgreementTests
{
    [Fact]
    public async Task Without_consent_a_customers_messages_are_never_stored()
    {
        await using var host = await SimulatorHost.Start();
        await host.Do(HttpMethod.Put, "/sim/v1/consents", $$"""{"corp":"{{SimulatorHost.Fast}}","required":true,"disagreePercent":30}""");
        var caller = await Caller.Of(host);
        await host.PlayDay();
        var archived = await host.ReadArchive(SimulatorHost.Fast);
        var agreed = new Dictionary<string, bool>();
        foreach (var chat in archived.Select(m => (string)m["roomid"]!).Distinct())
        {
            var room = await caller.Post("msgaudit/check_room_agree", new JsonObject { ["roomid"] = chat });
            foreach (var one in room["agreeinfo"]!.AsArray())
            {
                agreed[chat + (string)one!["exteranalopenid"]!] = (string)one["agree_status"]! == "Agree";
            }
        }

        // Whoever left during the day is in no roster any more.
        Assert.InRange(agreed.Values.Count(a => !a), agreed.Count / 5, agreed.Count / 2);
        Assert.All(archived.Where(m => ((string)m["from"]!).StartsWith("wm", StringComparison.Ordinal)), m => Assert.True(agreed.GetValueOrDefault((string)m["roomid"]! + (string)m["from"]!, true)));
        Assert.Equal(3600, archived.Count + (int)(await host.Get("/sim/v1/consents?corp=" + SimulatorHost.Fast))["withheld"]!);
    }

    [Fact]
    public async Task A_word_about_the_archive_is_told_and_remembered()
    {
        await using var host = await SimulatorHost.Start();
        var caller = await Caller.Of(host);
        var (chat, id) = ((await caller.Chats(Caller.Owner))[0], (await caller.Customers(Caller.Owner))[0]);

        foreach (var where in (string[])[chat, Caller.Owner])
        {
            await host.Do(HttpMethod.Post, "/sim/v1/consents", $$"""{"corp":"{{SimulatorHost.Fast}}","where":"{{where}}","id":"{{id}}","agrees":false}""");
        }

        Assert.Equal([("disagree", chat), ("disagree", "")], (await host.ReadArchive(SimulatorHost.Fast)).Select(m => ((string)m["msgtype"]!, (string)m["roomid"]!)));
        var single = await caller.Post("msgaudit/check_single_agree", new JsonObject { ["info"] = new JsonArray(new JsonObject { ["userid"] = Caller.Owner, ["exteranalopenid"] = id }) });
        Assert.Equal("Disagree", (string)single["agreeinfo"]![0]!["agree_status"]!);
        Assert.Contains(Caller.Owner, (await caller.Post("msgaudit/get_permit_user_list", new JsonObject { ["type"] = 1 }))["ids"]!.AsArray().Select(i => (string)i!));
        Assert.Equal(90501, (int)(await caller.Post("msgaudit/check_room_agree", new JsonObject { ["roomid"] = "wrNothing" }))["errcode"]!);
    }
}
