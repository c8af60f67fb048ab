using System.Security.Cryptography;
using System.Text;

namespace Steward.NativeServers;

/// <summary>PostgreSQL refuses to run as root: root runs it as the user <c>postgres</c>, who must be able to reach the data.</summary>
internal static class PostgresAccount
{
    /// <summary>The user to become, or null when the present one will do.</summary>
    public static string? User => Environment.IsPrivilegedProcess ? "postgres" : null;

    /// <summary>The folder itself or, when <c>postgres</c> cannot reach it (a checkout below /root), one for it under /var/lib.</summary>
    public static async Task<string> ReachableAsync(string folder, Action<string>? log, CancellationToken ct)
    {
        var wanted = Path.GetFullPath(folder);
        Directory.CreateDirectory(wanted);
        if (User is null || await Tool.SaysYesAsync(As("/usr/bin/test", ["-x", wanted], "/"), ct))
        {
            return wanted;
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..16];
        var instead = $"/var/lib/steward/{key}";
        Directory.CreateDirectory(instead);
        log?.Invoke($"用户 postgres 无法访问 {wanted},数据改放 {instead}。/ The user postgres cannot reach {wanted}; its data is kept in {instead}.");
        return instead;
    }

    /// <summary>Makes the account the owner of a file or folder.</summary>
    public static Task GiveAsync(string path, CancellationToken ct) =>
        User is { } user ? Tool.RunAsync(new ChildCommand("/bin/chown", [$"{user}:", path], "/"), null, ct) : Task.CompletedTask;

    /// <summary>A command run by the account. A fast shutdown (SIGINT) when this process dies.</summary>
    public static ChildCommand As(string program, IReadOnlyList<string> arguments, string workingDirectory) =>
        new(program, arguments, workingDirectory) { RunAs = User, DeathSignal = "SIGINT" };
}
