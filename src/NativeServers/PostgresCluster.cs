namespace Steward.NativeServers;

/// <summary>The database cluster (what <c>initdb</c> makes) inside a server's folder.</summary>
internal static class PostgresCluster
{
    /// <summary>Makes the cluster unless it is there, and returns its folder.</summary>
    public static async Task<string> MakeAsync(ServerFolder folder, PostgresOptions options, string initdb, CancellationToken ct)
    {
        var cluster = folder.File("cluster");
        if (Directory.Exists(cluster))
        {
            RemoveStalePidFile(folder, cluster);
            return cluster;
        }

        // Made under another name first: a cluster whose making was interrupted is never taken for a whole one.
        var unfinished = folder.File("cluster.unfinished");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await PostgresAccount.GiveAsync(unfinished, ct);
        var password = folder.WriteSecret("initial-password", options.Password);
        try
        {
            await PostgresAccount.GiveAsync(password, ct);
            string[] arguments =
            [
                "-D", unfinished, "--username=postgres", $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
                .. options.Durable ? Array.Empty<string>() : ["--no-sync"],
            ];
            options.Log?.Invoke("正在创建数据库集群…… / Creating the database cluster…");
            await Tool.RunAsync(PostgresAccount.As(initdb, arguments, "/"), options.Log, ct);
        }
        finally
        {
            File.Delete(password);
        }

        Directory.Move(unfinished, cluster);
        return cluster;
    }

    /// <summary>The major version that made the cluster: no other opens it, also not a newer one that the machine got since.</summary>
    public static int? Version(string cluster) =>
        int.TryParse(File.ReadAllText(Path.Combine(cluster, "PG_VERSION")), out var version) ? version : null;

    // PostgreSQL checks only that a process with the noted id exists; after a crash that may be anybody. Ours were stopped before.
    private static void RemoveStalePidFile(ServerFolder folder, string cluster)
    {
        if (Leftovers.Find(folder.FullPath, folder.Programs).Count == 0)
        {
            File.Delete(Path.Combine(cluster, "postmaster.pid"));
        }
    }
}
