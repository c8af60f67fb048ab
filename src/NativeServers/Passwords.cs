namespace Steward.NativeServers;

/// <summary>What a password of a server may look like.</summary>
internal static class Passwords
{
    /// <summary>Letters, digits, '-' and '_' only: such a password needs no quoting in a config file, a URI or a connection string.</summary>
    public static string Checked(string password) =>
        password.Length > 0 && password.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? password
            : throw new ArgumentException("A server's password may hold only ASCII letters, digits, '-' and '_', and at least one of them.", nameof(password));
}
