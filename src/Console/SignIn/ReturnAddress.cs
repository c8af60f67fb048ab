namespace Steward.Console.SignIn;

/// <summary>Where to go after signing in or switching the language: only inside the Console, whatever the address says.</summary>
internal static class ReturnAddress
{
    private const string Inbox = "/";

    /// <summary>The address when it is a path of this site, else the inbox.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : Inbox;

    /// <summary>The same, but signing in does not lead back to signing in.</summary>
    public static string AfterSignIn(string? address) => Local(address) is var local && local.StartsWith("/login", StringComparison.OrdinalIgnoreCase) ? Inbox : local;
}
