using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Steward.WeCom.Simulator.Tests.Archive;

public sealed class ArchiveSealTests(ITestOutputHelper output)
{
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);

    [Fact]
    public async Task Encrypted_messages_are_those_in_clear()
    {
        await using var host = await SimulatorHost.Start();
        await host.PlayDay();
        var clear = await host.ReadArchive(SimulatorHost.Fast);
        await Set(host, new JsonObject { ["form"] = "encrypted", ["publicKeys"] = new JsonArray(Key(1, First)) });

        var watch = Stopwatch.StartNew();
        var page = (await host.Archive(SimulatorHost.Fast, 0, 1000))["chatdata"]!.AsArray();
        output.WriteLine($"1,000 messages sealed and fetched in {watch.ElapsedMilliseconds} ms");

        Assert.Equal(["seq", "msgid", "publickey_ver", "encrypt_random_key", "encrypt_chat_msg"], page[0]!.AsObject().Select(f => f.Key));
        Assert.Equal(1000, page.Count);
        foreach (var (sealedMessage, plain) in page.Zip(clear))
        {
            var opened = Open(First, sealedMessage!);
            Assert.Equal(((long)plain["seq"]!, (string)plain["msgid"]!), ((long)sealedMessage!["seq"]!, (string)sealedMessage["msgid"]!));
            plain.Remove("seq");
            Assert.Equal(plain.ToJsonString(), opened.ToJsonString());
        }
    }

    [Fact]
    public async Task A_new_key_is_for_new_messages_and_the_old_ones_keep_theirs()
    {
        await using var host = await SimulatorHost.Start();
        await Set(host, new JsonObject { ["form"] = "encrypted", ["publicKeys"] = new JsonArray(Key(1, First)) });
        await Say(host, "旧");
        await Set(host, new JsonObject { ["publicKeys"] = new JsonArray(Key(2, Second)) });
        await Say(host, "新");

        var page = (await host.Archive(SimulatorHost.Fast, 0, 10))["chatdata"]!.AsArray();

        Assert.Equal([1, 2], page.Select(m => (int)m!["publickey_ver"]!));
        Assert.Equal("旧", (string)Open(First, page[0]!)["text"]!["content"]!);
        Assert.Equal("新", (string)Open(Second, page[1]!)["text"]!["content"]!);
    }

    [Fact]
    public async Task Now_and_then_a_key_version_is_one_that_nobody_knows()
    {
        await using var host = await SimulatorHost.Start();
        await host.PlayDay();
        await Set(host, new JsonObject { ["form"] = "encrypted", ["publicKeys"] = new JsonArray(Key(3, First)), ["unknownKeyEvery"] = 10 });

        var page = (await host.Archive(SimulatorHost.Fast, 0, 200))["chatdata"]!.AsArray();

        var strange = page.Where(m => (int)m!["publickey_ver"]! == 4).ToList();
        Assert.InRange(strange.Count, 10, 30);
        Assert.All(strange, m => Assert.ThrowsAny<CryptographicException>(() => Open(First, m!)));
        Assert.All(page.Except(strange), m => Open(First, m!));
    }

    [Fact]
    public async Task A_picture_comes_in_parts_and_its_md5_is_true()
    {
        await using var host = await SimulatorHost.Start();
        await host.PlayDay();
        var image = (await host.ReadArchive(SimulatorHost.Fast)).Where(m => (string)m["msgtype"]! == "image").MaxBy(m => (int)m["image"]!["filesize"]!)!["image"]!;
        var (size, bytes, index, parts) = ((int)image["filesize"]!, new MemoryStream(), "", 0);
        Assert.True(size > 512 * 1024);
        JsonObject part;
        do
        {
            part = await Media(host, (string)image["sdkfileid"]!, index);
            Assert.Equal(0, (int)part["errcode"]!);
            bytes.Write(Convert.FromBase64String((string)part["data"]!));
            (index, parts) = ((string)part["outindexbuf"]!, parts + 1);
        }
        while ((int)part["is_finish"]! == 0);

        Assert.Equal((size, 2), ((int)bytes.Length, parts));
        Assert.Equal("BM"u8.ToArray(), bytes.ToArray()[..2]);
#pragma warning disable CA5351 // the archive's messages carry an MD5
        Assert.Equal((string)image["md5sum"]!, Convert.ToHexStringLower(MD5.HashData(bytes.ToArray())));
#pragma warning restore CA5351
        Assert.Equal(10005, (int)(await Media(host, "stranger", ""))["errcode"]!);
        Assert.Equal(10000, (int)(await Media(host, (string)image["sdkfileid"]!, "7"))["errcode"]!);
        await host.Advance((5 * 86_400) + 86_400);
        Assert.Equal(10010, (int)(await Media(host, (string)image["sdkfileid"]!, ""))["errcode"]!);
    }

    [Fact]
    public async Task Addresses_and_network_have_their_codes()
    {
        await using var host = await SimulatorHost.Start();
        await Set(host, new JsonObject { ["allowedIps"] = new JsonArray("10.9.8.7") });
        Assert.Equal(10009, (int)(await host.Archive(SimulatorHost.Fast, 0, 1))["errcode"]!);
        await Set(host, []);
        await host.Do(HttpMethod.Put, "/sim/v1/faults", """{"failNext":[{"api":"getchatdata","errcode":10001,"times":1}]}""");

        int[] codes = [(int)(await host.Archive(SimulatorHost.Fast, 0, 1))["errcode"]!, (int)(await host.Archive(SimulatorHost.Fast, 0, 1))["errcode"]!];

        Assert.Equal([10001, 0], codes);
    }

    [Fact]
    public async Task A_revoke_names_the_message_it_takes_back()
    {
        await using var host = await SimulatorHost.Start();
        await Say(host, "说错了");
        var said = (await host.ReadArchive(SimulatorHost.Fast))[0];

        await host.Do(HttpMethod.Post, "/sim/v1/messages/revoke", $$"""{"corp":"{{SimulatorHost.Fast}}","msgId":"{{said["msgid"]}}"}""");

        var revoke = (await host.ReadArchive(SimulatorHost.Fast))[1];
        Assert.Equal(("recall", "revoke", (string)said["from"]!, (string)said["msgid"]!), ((string)revoke["action"]!, (string)revoke["msgtype"]!, (string)revoke["from"]!, (string)revoke["revoke"]!["pre_msgid"]!));
        Assert.StartsWith("msgId:", await host.Refused(404, HttpMethod.Post, "/sim/v1/messages/revoke", $$"""{"corp":"{{SimulatorHost.Fast}}","msgId":"never"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_encrypted_form_needs_a_sound_key()
    {
        await using var host = await SimulatorHost.Start();
        using var small = RSA.Create(1024);

        Assert.StartsWith("publicKeys", await Refused(new JsonObject { ["form"] = "encrypted" }), StringComparison.Ordinal);
        Assert.Contains("2048", await Refused(new JsonObject { ["publicKeys"] = new JsonArray(Key(1, small)) }), StringComparison.Ordinal);
        Assert.StartsWith("publicKeys", await Refused(new JsonObject { ["publicKeys"] = new JsonArray(new JsonObject { ["version"] = 1, ["pem"] = "nonsense" }) }), StringComparison.Ordinal);
        Assert.StartsWith("form", await Refused(new JsonObject { ["form"] = "secret" }), StringComparison.Ordinal);

        Task<string> Refused(JsonObject body) => host.Refused(400, HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/archive", body.ToJsonString());
    }

    private static JsonObject Key(int version, RSA rsa) => new() { ["version"] = version, ["pem"] = rsa.ExportSubjectPublicKeyInfoPem() };

    private static Task<JsonObject> Set(SimulatorHost host, JsonObject body) => host.Do(HttpMethod.Put, $"/sim/v1/corps/{SimulatorHost.Fast}/archive", body.ToJsonString());

    private static Task<JsonObject> Say(SimulatorHost host, string text) => host.Do(
        HttpMethod.Post, "/sim/v1/messages?create=true",
        new JsonObject { ["corp"] = SimulatorHost.Fast, ["group"] = "密群", ["from"] = "小密", ["text"] = text, ["time"] = 1_795_000_000_000 }.ToJsonString());

    private static async Task<JsonObject> Media(SimulatorHost host, string id, string index)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sim/v1/archive/{SimulatorHost.Fast}/getmediadata");
        request.Content = new StringContent(new JsonObject { ["sdkfileid"] = id, ["indexbuf"] = index }.ToJsonString());
        request.Headers.Add("X-Archive-Secret", (string)(await host.Corp(SimulatorHost.Fast))["archiveSecret"]!);
        using var response = await http.SendAsync(request);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>What a reader does: RSA, then the stand-in's own inner cipher.</summary>
    private static JsonObject Open(RSA rsa, JsonNode message)
    {
        var key = rsa.Decrypt(Convert.FromBase64String((string)message["encrypt_random_key"]!), RSAEncryptionPadding.Pkcs1);
        if (key.Length != 32)
        {
            throw new CryptographicException("not a key");
        }

        var sealedText = Convert.FromBase64String((string)message["encrypt_chat_msg"]!);
        var plain = new byte[sealedText.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(sealedText.AsSpan(0, 12), sealedText.AsSpan(12, plain.Length), sealedText.AsSpan(12 + plain.Length), plain);
        return (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(plain))!;
    }
}
