using System.Collections.Concurrent;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Links;

/// <summary>
/// Every code in memory, so that a redirect does no I/O. A code that is not here is looked up once; what the database does not know either is
/// remembered as unknown for a while, so that guessing codes does not become load on the database.
/// </summary>
internal sealed class CodeTable(Database database, TimeProvider clock) : IDisposable
{
    private const int MostUnknown = 10_000;
    private const int LookupsAtOnce = 4;
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookupPatience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LinkTarget> _links = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unknownUntil = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _lookups = new(LookupsAtOnce, LookupsAtOnce);

    /// <summary>The target of a code that is in memory.</summary>
    public LinkTarget? Find(string code) => _links.GetValueOrDefault(code);

    /// <summary>The target of a code, after one look at the database if need be; null when there is none.</summary>
    /// <exception cref="TimeoutException">Too many unknown codes are being looked up, or the database does not answer.</exception>
    public async Task<LinkTarget?> FindOrLoadAsync(string code, CancellationToken ct)
    {
        if (Find(code) is { } known) { return known; }

        if (!LinkCode.IsValid(code) || (_unknownUntil.TryGetValue(code, out var until) && clock.GetUtcNow() < until)) { return null; }

        if (!await _lookups.WaitAsync(LookupPatience, ct)) { throw new TimeoutException("Too many unknown codes are being looked up."); }

        try
        {
            return await RefreshAsync(code, ct);
        }
        catch (NpgsqlException exception)
        {
            throw new TimeoutException("The database does not answer.", exception);
        }
        finally
        {
            _lookups.Release();
        }
    }

    /// <summary>Takes over what the database says of a code now.</summary>
    public async Task<LinkTarget?> RefreshAsync(string code, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select brand_id, target_url from link_codes where code = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        await using var reader = await query.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            if (_unknownUntil.Count >= MostUnknown) { _unknownUntil.Clear(); }

            _unknownUntil[code] = clock.GetUtcNow() + UnknownFor;
            return null;
        }

        var target = new LinkTarget(new BrandId(reader.GetGuid(0)), reader.GetString(1));
        Put(code, target);
        return target;
    }

    /// <summary>Takes over all codes there are.</summary>
    /// <returns>How many.</returns>
    public async Task<int> LoadAllAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select code, brand_id, target_url from link_codes", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        var count = 0;
        while (await reader.ReadAsync(ct))
        {
            Put(reader.GetString(0), new LinkTarget(new BrandId(reader.GetGuid(1)), reader.GetString(2)));
            count++;
        }

        return count;
    }

    public void Put(string code, LinkTarget target)
    {
        _links[code] = target;
        _unknownUntil.TryRemove(code, out _);
    }

    public void Dispose() => _lookups.Dispose();
}
