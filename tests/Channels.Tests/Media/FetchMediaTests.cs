using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Npgsql;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;

namespace Steward.Channels.Tests.Media;

public sealed class FetchMediaTests
{
    private const string Customer = "wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA";
    private const int Piece = 512 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_file_is_fetched_in_pieces_compared_with_its_checksum_and_given_out()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(Piece * 2 + 77);
        Give(wecom, "F1", picture);
        wecom.Archive(1, Message("m1", Image("F1", picture)));

        var file = await StateAsync(world, "m1", "kept");

        Assert.Equal(("image", picture.Length, "image/jpeg"), (file.Kind, (int)file.Bytes, file.ContentType));
        Assert.True(file.KeptUntil.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(29));
        var (read, type) = await ReadAsync(world, "m1");
        Assert.Equal(picture, read);
        Assert.Equal("image/jpeg", type);
        Assert.Equal(["file F1 from ", "file F1 from 1", "file F1 from 2"], Asked(wecom));
    }

    [Fact]
    public async Task A_replica_that_dies_in_the_middle_is_gone_on_from_where_it_was()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var picture = Bytes(Piece * 3);
        var reached = new TaskCompletionSource();
        var last = new TaskCompletionSource<string?>();
        wecom.OnFile = (_, index) =>
        {
            if (index != "2") { return Task.FromResult<string?>(Part(picture, index)); }

            reached.TrySetResult();
            return last.Task;
        };
        // Whatever becomes of the held call, this replica does not ask again.
        await using var world = await World.WithAsync(wecom, "--Media:RetrySeconds=3600");
        wecom.Archive(1, Message("m1", Image("F1", picture)));
        await reached.Task.WaitAsync(Patience);

        await world.Host.StopAsync();
        last.SetResult(null);
        wecom.OnFile = (_, index) => Task.FromResult<string?>(Part(picture, index));
        await using var after = await World.HostAsync(world.Host, null, "--Media:RetrySeconds=0");
        // The lease of whoever died: nobody waits five minutes for it here.
        await RunAsync(after.OwnerConnectionString, "update media_fetches set due_at = now()");

        await Eventually.TrueAsync(async () => await AskAsync<string>(after.OwnerConnectionString, "select state from media") == "kept", Patience, "the file is kept");
        Assert.Equal(["file F1 from ", "file F1 from 1", "file F1 from 2", "file F1 from 2"], Asked(wecom));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), await AskAsync<string>(after.OwnerConnectionString, "select encode(sha256(string_agg(content, ''::bytea order by piece)), 'hex') from media_pieces"));
    }

    [Fact]
    public async Task What_an_archive_that_fails_now_and_then_has_given_is_not_asked_for_again()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(Piece + 1);
        var times = 0;
        wecom.OnFile = (_, index) => Task.FromResult(index == "1" && Interlocked.Increment(ref times) <= 2 ? times == 1 ? null : """{"errcode":10001,"errmsg":"network"}""" : Part(picture, index));
        wecom.Archive(1, Message("m1", Image("F1", picture)));

        await StateAsync(world, "m1", "kept");

        Assert.Equal(["file F1 from ", "file F1 from 1", "file F1 from 1", "file F1 from 1"], Asked(wecom));
    }

    [Fact]
    public async Task A_file_that_cannot_be_had_keeps_no_neighbour_and_no_message_waiting()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(100);
        wecom.OnFile = (file, index) => Task.FromResult<string?>(file switch
        {
            "OLD" => """{"errcode":10010,"errmsg":"expired data"}""",
            "STRANGE" => """{"errcode":10005,"errmsg":"invalid sdkfileid"}""",
            _ => Part(picture, index),
        });
        wecom.Archive(1, Message("m1", Image("OLD", picture)));
        wecom.Archive(2, Message("m2", Image("STRANGE", picture)));
        wecom.Archive(3, Message("m3", Image("GOOD", picture)));

        await StateAsync(world, "m3", "kept");
        await StateAsync(world, "m1", "expired");
        await StateAsync(world, "m2", "refused");

        Assert.Equal("CHN-022", await CodeAsync(() => ReadAsync(world, "m1")));
        Assert.Equal("CHN-023", await CodeAsync(() => AskAsync(world, "m1")));
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from media_fetches") == 0, Patience, "nothing is left to do");
    }

    [Fact]
    public async Task An_archive_that_does_not_answer_is_not_asked_for_every_file()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.OnFile = (_, _) => Task.FromResult<string?>(null);
        await using var world = await World.WithAsync(wecom, "--Media:RetrySeconds=3600");
        var picture = Bytes(100);
        for (var i = 1; i <= 40; i++) { wecom.Archive(i, Message($"m{i}", Image("F1", picture))); }

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from media_fetches where due_at > now() + interval '50 minutes'") == 40, Patience, "all of them are put off");

        // As many as are asked for at once, when the first has no answer.
        Assert.InRange(Asked(wecom).Count, 1, 4);
        Assert.Equal(40L, await world.AskAsync<long>("select count(*) from media where state = 'waiting'"));
    }

    [Fact]
    public async Task A_name_that_is_cut_keeps_whole_characters_and_its_page()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var name = new string('a', 199) + "😀.pdf";
        wecom.Archive(1, $$$"""{"msgid":"m1","action":"send","from":"{{{Customer}}}","tolist":["z"],"roomid":"wr1","msgtime":1,"msgtype":"file","file":{"filename":"{{{name}}}","filesize":5,"sdkfileid":"F1"}}""");

        Assert.Equal(new string('a', 199), (await StateAsync(world, "m1", "refused")).Name);
    }

    [Fact]
    public async Task What_is_not_what_the_message_said_is_tried_three_times_and_again_when_somebody_asks()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(Piece + 10);
        var (wrong, broken) = (Bytes(Piece + 10, seed: 2), 0);
        // What fails otherwise does not count.
        wecom.OnFile = (_, index) => Task.FromResult(index == "" && Interlocked.Increment(ref broken) <= 4 ? null : Part(wrong, index));
        wecom.Archive(1, Message("m1", Image("F1", picture)));

        await StateAsync(world, "m1", "altered");
        Assert.Equal(4 + 6, Asked(wecom).Count);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from media_pieces"));

        Give(wecom, "F1", picture);
        Assert.Equal("waiting", (await AskAsync(world, "m1")).State);
        await StateAsync(world, "m1", "kept");
        Assert.Equal(picture, (await ReadAsync(world, "m1")).Bytes);
    }

    [Fact]
    public async Task A_large_file_is_fetched_only_when_somebody_asks_and_a_false_size_changes_nothing()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom, "--Media:LargestMegabytes=1");
        var video = Bytes(Piece * 3);
        wecom.OnFile = (_, index) => Task.FromResult<string?>(Part(video, index));
        wecom.Archive(1, Message("m1", Image("LARGE", video)));
        wecom.Archive(2, Message("m2", Image("SLY", video, said: 10)));

        await StateAsync(world, "m1", "too-large");
        await StateAsync(world, "m2", "too-large");
        Assert.DoesNotContain(Asked(wecom), call => call.Contains("LARGE", StringComparison.Ordinal));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from media_pieces"));

        await AskAsync(world, "m1");
        await StateAsync(world, "m1", "kept");
        Assert.Equal(video, (await ReadAsync(world, "m1")).Bytes);
    }

    [Fact]
    public async Task Who_takes_back_their_consent_before_the_file_came_has_it_not_fetched()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var open = new TaskCompletionSource<string?>();
        wecom.OnFile = (_, _) => open.Task;
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(100);
        wecom.Archive(1, Message("m1", Image("F1", picture)));
        await Eventually.TrueAsync(() => Task.FromResult(Asked(wecom).Count == 1), Patience, "it is asked for");

        wecom.Archive(2, $$$"""{"msgid":"d1","action":"send","from":"{{{Customer}}}","tolist":["z"],"roomid":"wr1","msgtime":2,"msgtype":"disagree","disagree":{"userid":"{{{Customer}}}","disagree_time":2}}""");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from archive_consents where not agreed") == 1, Patience, "the word is known");
        open.SetResult(Part(picture, ""));

        await StateAsync(world, "m1", "no-consent");
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from media_pieces"));
        Assert.Equal("CHN-023", await CodeAsync(() => AskAsync(world, "m1")));
    }

    [Fact]
    public async Task After_its_days_a_file_is_dropped_and_may_be_asked_for_again()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(100);
        Give(wecom, "F1", picture);
        wecom.Archive(1, Message("m1", Image("F1", picture)));
        await StateAsync(world, "m1", "kept");
        await RunAsync(world.Host.OwnerConnectionString, "update media_pieces set kept_on = kept_on - 31; update media set kept_on = kept_on - 31; select maintain_media_pieces(current_date, 30)");

        Assert.Equal("dropped", (await FileAsync(world, "m1"))!.State);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from media_pieces"));
        Assert.Equal("CHN-022", await CodeAsync(() => ReadAsync(world, "m1")));
        await AskAsync(world, "m1");
        await StateAsync(world, "m1", "kept");
    }

    [Fact]
    public async Task Another_brand_and_a_wrong_number_find_nothing()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await WorldAsync(wecom);
        var picture = Bytes(100);
        Give(wecom, "F1", picture);
        wecom.Archive(1, Message("m1", Image("F1", picture)));
        await StateAsync(world, "m1", "kept");
        var stranger = Guid.NewGuid();
        var foreign = world.Host.Client<MessageService.MessageServiceClient>(ServiceHost.OperatorOf(stranger));
        var id = Id(world, "m1");

        foreach (var brand in new[] { stranger, world.Brand })
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => ReadAsync(foreign, brand, id))).StatusCode);
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => foreign.GetMediaAsync(new GetMediaRequest { BrandId = brand.ToString(), MessageId = id }).ResponseAsync)).StatusCode);
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => foreign.FetchMediaAsync(new FetchMediaRequest { BrandId = brand.ToString(), MessageId = id }).ResponseAsync)).StatusCode);
        }

        Assert.Equal("CHN-021", await CodeAsync(() => world.Messages.FetchMediaAsync(new FetchMediaRequest { BrandId = world.Brand.ToString(), MessageId = id, Part = 1 }).ResponseAsync));
        var key = world.Host.Client<MessageService.MessageServiceClient>(ServiceHost.KeyOf(world.Brand));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => ReadAsync(key, world.Brand, id))).StatusCode);
    }

    [Fact]
    public async Task The_stand_ins_picture_arrives_whole()
    {
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await using var world = await World.WithAsync(simulator, corp);
        await simulator.ControlAsync(HttpMethod.Post, "/sim/v1/messages?create=true", new { corp = corp.CorpId, group = "看图群", from = "小明", text = "", time = "2026-11-22T09:00:00+08:00", type = "image" });

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from media where state = 'kept'") == 1, Patience, "its picture is kept");

        Assert.Equal("image/bmp", await world.AskAsync<string>("select content_type from media"));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from media m where bytes <> said_bytes or md5 <> (select md5(string_agg(content, ''::bytea order by piece)) from media_pieces p where p.message_id = m.message_id and p.part = m.part)"));
    }

    private static Task<World> WorldAsync(ScriptedWeCom wecom, params string[] args) => World.WithAsync(wecom, ["--Media:RetrySeconds=0", .. args]);

    private static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }.CopyTo(bytes, 0);
        return bytes;
    }

    private static string Image(string fileId, byte[] bytes, int? said = null)
    {
#pragma warning disable CA5351 // the archive's messages carry an MD5
        return $$"""{"md5sum":"{{Convert.ToHexStringLower(MD5.HashData(bytes))}}","filesize":{{said ?? bytes.Length}},"sdkfileid":"{{fileId}}"}""";
#pragma warning restore CA5351
    }

    private static string Message(string id, string image) => $$"""{"msgid":"{{id}}","action":"send","from":"{{Customer}}","tolist":["z"],"roomid":"wr1","msgtime":1,"msgtype":"image","image":{{image}}}""";

    private static void Give(ScriptedWeCom wecom, string fileId, byte[] bytes) =>
        wecom.OnFile = (file, index) => Task.FromResult<string?>(file == fileId ? Part(bytes, index) : """{"errcode":10005,"errmsg":"invalid sdkfileid"}""");

    /// <summary>The piece that the index names, as the stand-in writes it; the index counts pieces.</summary>
    private static string Part(byte[] bytes, string index)
    {
        var piece = index.Length == 0 ? 0 : int.Parse(index, CultureInfo.InvariantCulture);
        var data = bytes.AsSpan(piece * Piece, Math.Min(Piece, bytes.Length - piece * Piece));
        var isLast = (piece + 1) * Piece >= bytes.Length;
        return $$"""{"errcode":0,"errmsg":"ok","outindexbuf":"{{(isLast ? "" : (piece + 1).ToString(CultureInfo.InvariantCulture))}}","is_finish":{{(isLast ? 1 : 0)}},"data":"{{Convert.ToBase64String(data)}}"}""";
    }

    private static IReadOnlyList<string> Asked(ScriptedWeCom wecom) => [.. wecom.Calls.Where(call => call.StartsWith("file ", StringComparison.Ordinal))];

    private static string Id(World world, string message) => MessageId.From(new AccountId(world.Account), message).ToString();

    private static async Task<Contracts.Channels.V1.Media?> FileAsync(World world, string message)
    {
        var history = await world.HistoryAsync(GroupId.From(new AccountId(world.Account), "wr1").Value);
        return history.Messages.FirstOrDefault(one => one.MessageId == Id(world, message))?.Media.Single();
    }

    private static async Task<Contracts.Channels.V1.Media> StateAsync(World world, string message, string state)
    {
        await Eventually.TrueAsync(async () => (await FileAsync(world, message))?.State == state, Patience, $"the file of {message} is {state}");
        return (await FileAsync(world, message))!;
    }

    private static async Task<Contracts.Channels.V1.Media> AskAsync(World world, string message) =>
        (await world.Messages.FetchMediaAsync(new FetchMediaRequest { BrandId = world.Brand.ToString(), MessageId = Id(world, message) })).Media;

    private static Task<(byte[] Bytes, string Type)> ReadAsync(World world, string message) => ReadAsync(world.Messages, world.Brand, Id(world, message));

    private static async Task<(byte[] Bytes, string Type)> ReadAsync(MessageService.MessageServiceClient client, Guid brand, string id)
    {
        using var call = client.ReadMedia(new ReadMediaRequest { BrandId = brand.ToString(), MessageId = id });
        var (all, type) = (new MemoryStream(), "");
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            piece.Content.WriteTo(all);
            type += piece.ContentType;
        }

        return (all.ToArray(), type);
    }

    private static async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).ToProblem().Code;

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
