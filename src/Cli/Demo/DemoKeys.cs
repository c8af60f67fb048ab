using System.Security.Cryptography;
using System.Text;
using Steward.ServiceDefaults;

namespace Steward.Cli.Demo;

/// <summary>The demo brands' API keys and the demo logins' password: made of this installation's signing key, so that no two installations share them.</summary>
internal static class DemoKeys
{
    /// <summary>The secret of a brand's demo key; the same at every load.</summary>
    public static string ApiKey(Suite suite, DemoBrand brand)
    {
        var hex = Derive(suite, $"demo key {brand.Code}");
        return $"stw_{hex[..8]}_{hex[8..]}";
    }

    /// <summary>The password of the demo logins: configured as <c>Demo:Password</c>, or derived.</summary>
    public static string Password(Suite suite) => suite.Configuration["Demo:Password"] is { Length: >= 8 } given ? given : Derive(suite, "demo password")[..12];

    private static string Derive(Suite suite, string purpose) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Settings.Required(suite.Configuration, "Auth:SigningKey")), Encoding.UTF8.GetBytes(purpose)));
}
