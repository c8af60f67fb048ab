using System.Security.Cryptography;
using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests.Archive;

public sealed class StandInArchiveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_stand_ins_sealed_archive_is_read_with_two_key_versions_and_what_nobody_can_open_is_kept()
    {
        using var one = RSA.Create(2048);
        using var two = RSA.Create(2048);
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await SetAsync(simulator, corp, 1, one);
        await using var world = await World.WithAsync(simulator, corp);
        await world.Accounts.ConnectAccountAsync(Request(world, simulator, corp, (1, one), (2, two)));
        await LoadAsync(simulator, corp, 200);
        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted == 200, Patience, "the messages under the first key are stored");

        await SetAsync(simulator, corp, 2, two);
        await simulator.ControlAsync(HttpMethod.Put, $"/sim/v1/corps/{corp.CorpId}/archive", new { unknownKeyEvery = 50 });
        await LoadAsync(simulator, corp, 300);
        await Eventually.TrueAsync(async () => (await world.TotalsAsync()).Accepted + await world.AskAsync<long>("select count(*) from archive_undecryptable") == 500, Patience, "all five hundred are stored");

        Assert.InRange(await world.AskAsync<long>("select count(*) from archive_undecryptable where reason = 'unknown key version' and key_version = 3 and seq % 50 = 0"), 1, 20);
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from archive_undecryptable where key_version <> 3"));
        Assert.Equal(0, (await world.TotalsAsync()).Malformed);
    }

    private static async Task LoadAsync(Simulator simulator, SimulatedCorp corp, int count) =>
        await simulator.ControlAsync(HttpMethod.Post, "/sim/v1/load", new { corp = corp.CorpId, ratePerSecond = 0, count, groups = 0 });

    private static async Task SetAsync(Simulator simulator, SimulatedCorp corp, int version, RSA key) =>
        await simulator.ControlAsync(HttpMethod.Put, $"/sim/v1/corps/{corp.CorpId}/archive", new { form = "encrypted", publicKeys = new[] { new { version, pem = key.ExportSubjectPublicKeyInfoPem() } } });

    private static ConnectAccountRequest Request(World world, Simulator simulator, SimulatedCorp corp, params (int Version, RSA Key)[] keys)
    {
        var request = new ConnectAccountRequest
        {
            BrandId = world.Brand.ToString(), AccountId = world.Account.ToString(), Name = "模拟企业", BaseUrl = simulator.Http.BaseAddress!.ToString(), CorpId = corp.CorpId, AgentId = corp.AgentId,
            Secret = corp.Secret, CallbackToken = corp.Token, EncodingAesKey = corp.EncodingAesKey, ArchiveSecret = corp.ArchiveSecret,
        };
        request.ArchiveKeys.AddRange(keys.Select(key => new ArchiveKey { Version = key.Version, PrivateKeyPem = key.Key.ExportPkcs8PrivateKeyPem() }));
        return request;
    }
}
