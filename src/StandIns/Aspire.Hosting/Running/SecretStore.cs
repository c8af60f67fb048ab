using System.Security.Cryptography;
using System.Text.Json;

namespace Aspire.Hosting.Running;

/// <summary>Passwords, keys and ports that are made once and are the same at every later start; readable by the owner only.</summary>
internal sealed class SecretStore(string dataFolder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string file = Path.Combine(dataFolder, "secrets.json");

    /// <summary>The kept value, or a new one that is kept from now on.</summary>
    public string Secret(string key, Func<string> make)
    {
        // Parameters are asked for by resources that start at the same time, each through a store of its own.
        lock (typeof(SecretStore))
        {
            var all = Read();
            if (!all.TryGetValue(key, out var value))
            {
                all[key] = value = make();
                Write(all);
            }

            return value;
        }
    }

    /// <summary>A password of letters and digits, safe in every connection string.</summary>
    public string Password(string key) =>
        Secret(key, () => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 32));

    /// <summary>A port that was free when it was first chosen, and another one when something else has taken it since.</summary>
    public int Port(string key, Func<int, bool> isFree, Func<int> choose)
    {
        lock (typeof(SecretStore))
        {
            var all = Read();
            if (all.TryGetValue(key, out var text) && int.TryParse(text, out var kept) && isFree(kept))
            {
                return kept;
            }

            var port = choose();
            all[key] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Write(all);
            return port;
        }
    }

    private SortedDictionary<string, string> Read()
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(file)) ?? []
                : [];
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{file} cannot be read ({e.Message}). It holds the passwords of the servers beside it: repair it, or remove the whole folder to start with empty data.", e);
        }
    }

    private void Write(SortedDictionary<string, string> all)
    {
        Directory.CreateDirectory(dataFolder);
        var fresh = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, all, Indented);
        }

        File.Move(fresh, file, overwrite: true);
    }
}
