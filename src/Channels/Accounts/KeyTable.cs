using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>
/// Keeps Data Protection's keys in the database, where a restart and every replica find them. Data Protection reads and writes a handful of times in
/// a process's life, and knows no asynchronous repository: hence the waits.
/// </summary>
internal sealed class KeyTable(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => WriteAsync(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        await using var query = new NpgsqlCommand("select xml from data_protection_keys", connection);
        await using var reader = await query.ExecuteReaderAsync().ConfigureAwait(false);
        var keys = new List<XElement>();
        while (await reader.ReadAsync().ConfigureAwait(false)) { keys.Add(XElement.Parse(reader.GetString(0))); }

        return keys;
    }

    private async Task WriteAsync(XElement element, string friendlyName)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        await using var insert = new NpgsqlCommand("insert into data_protection_keys (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml", connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = friendlyName });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element.ToString(SaveOptions.DisableFormatting) });
        await insert.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
