using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests.Accounts;

public sealed class KeyTableTests : IDisposable
{
    private const string Password = "only for this test";
    private readonly string _file = Certificate();
    private readonly string _next = Certificate();

    [Fact]
    public async Task With_a_certificate_the_keys_lie_encrypted_and_a_restart_opens_the_secrets_with_it_or_the_one_before()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        string[] certificate = [$"--Accounts:CertificatePath={_file}", $"--Accounts:CertificatePassword={Password}"];
        await using var world = await World.WithAsync(wecom, certificate);
        var keys = await world.AskAsync<string>("select string_agg(xml, '') from data_protection_keys");
        Assert.Contains("EncryptedData", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", keys, StringComparison.Ordinal);

        await world.Host.StopAsync();
        await using var again = await World.HostAsync(world.Host, null, certificate);
        wecom.On("externalcontact/groupchat/list", _ => """{"errcode":0,"group_chat_list":[],"next_cursor":""}""");
        var synced = await again.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(world.Brand))
            .SyncRosterAsync(new SyncRosterRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() });
        Assert.Equal(0, synced.FailedGroups);
        Assert.Equal(1L, await world.AskAsync<long>("select count(*) from data_protection_keys"));

        await again.StopAsync();
        await using var renewed = await World.HostAsync(
            again, null, $"--Accounts:CertificatePath={_next}", $"--Accounts:CertificatePassword={Password}", $"--Accounts:FormerCertificatePath={_file}", $"--Accounts:FormerCertificatePassword={Password}");
        Assert.Equal(0, (await renewed.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(world.Brand))
            .SyncRosterAsync(new SyncRosterRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() })).FailedGroups);
    }

    public void Dispose()
    {
        File.Delete(_file);
        File.Delete(_next);
    }

    private static string Certificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, Password));
        return file;
    }
}
