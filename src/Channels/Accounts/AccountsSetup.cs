using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Steward.Channels.Accounts;

/// <summary>Registers accounts and the protection of their secrets.</summary>
internal static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("Steward.Channels");
        builder.Services.AddSingleton<IXmlRepository, KeyTable>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        builder.Services.AddSingleton<SecretBox>();
        builder.Services.AddSingleton<AccountDirectory>();
        builder.Services.AddSingleton<AccountTurns>();
        builder.Services.AddSingleton<IProveAccount, ProveWeCom>();
        builder.Services.AddSingleton<ConnectAccount>();
        builder.Services.AddSingleton<ListAccounts>();
        builder.Services.AddHostedService<KeepTokenAges>();
    }
}
