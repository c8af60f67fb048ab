using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Steward.Channels.Accounts;

/// <summary>Encrypts an account's secrets for the database (ASP.NET Data Protection: AES-256-CBC with HMAC, keys rotate every 90 days).</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Steward.Channels.Accounts.v1");

    public byte[] Close(AccountSecrets secrets) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(secrets));

    public AccountSecrets Open(byte[] closed) =>
        JsonSerializer.Deserialize<AccountSecrets>(_protector.Unprotect(closed)) ?? throw new JsonException("The secrets of an account are null.");
}
