using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Steward.Channels.Accounts;

/// <summary>Registers accounts and the protection of their secrets.</summary>
internal static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("Steward.Channels");
        if (builder.Configuration["Accounts:CertificatePath"] is { Length: > 0 } path)
        {
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, builder.Configuration["Accounts:CertificatePassword"]));
        }

        if (builder.Configuration["Accounts:FormerCertificatePath"] is { Length: > 0 } former)
        {
            protection.UnprotectKeysWithAnyCertificate(X509CertificateLoader.LoadPkcs12FromFile(former, builder.Configuration["Accounts:FormerCertificatePassword"]));
        }

        builder.Services.AddSingleton<IXmlRepository, KeyTable>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        builder.Services.AddSingleton<SecretBox>();
        builder.Services.AddSingleton<AccountDirectory>();
        builder.Services.AddSingleton<AccountTurns>();
        builder.Services.AddSingleton<IProveAccount, ProveWeCom>();
        builder.Services.AddSingleton<ConnectAccount>();
        builder.Services.AddSingleton<ListAccounts>();
        builder.Services.AddSingleton<ListAccountNames>();
        builder.Services.AddHostedService<KeepTokenAges>();
    }
}
