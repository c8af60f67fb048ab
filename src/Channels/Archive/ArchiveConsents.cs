using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>One person's word about one chat.</summary>
/// <param name="Account">Whose archive.</param>
/// <param name="ChatId">The group; empty for a chat between two.</param>
/// <param name="Staff">The employee of a chat between two; empty in a group.</param>
/// <param name="Person">The customer.</param>
/// <param name="Agreed">Or disagreed.</param>
/// <param name="At">When they said so; of two words the later one counts.</param>
internal sealed record ArchiveConsent(AccountId Account, string ChatId, string Staff, string Person, bool Agreed, DateTimeOffset At);

/// <summary>Who agreed that their messages are archived, by events, by messages of the archive and by asking.</summary>
internal static class ArchiveConsents
{
    /// <summary>Who does not agree, by group.</summary>
    public static async Task<HashSet<(string ChatId, string Person)>> RefusalsAsync(Account account, BrandTransaction transaction, CancellationToken ct)
    {
        var rows = await transaction.QueryAsync<(string ChatId, string Person)>(
            "select chat_id, person from archive_consents where brand_id = @brand and account_id = @account and not agreed and chat_id <> ''", new { brand = account.Brand, account = account.Id }, ct);
        return [.. rows];
    }

    public static async Task RecordAsync(BrandId brand, IReadOnlyCollection<ArchiveConsent> consents, BrandTransaction transaction, CancellationToken ct)
    {
        if (consents.Count == 0) { return; }

        var last = consents.GroupBy(consent => (consent.Account, consent.ChatId, consent.Staff, consent.Person)).Select(same => same.MaxBy(consent => consent.At)!)
            .OrderBy(consent => consent.Account.Value).ThenBy(consent => consent.ChatId, StringComparer.Ordinal).ThenBy(consent => consent.Staff, StringComparer.Ordinal).ThenBy(consent => consent.Person, StringComparer.Ordinal).ToArray();
        await using var upsert = transaction.Command(
            """
            insert into archive_consents as known (brand_id, account_id, chat_id, staff, person, agreed, changed_at) select $1, * from unnest($2, $3, $4, $5, $6, $7)
            on conflict (brand_id, account_id, chat_id, staff, person) do update set agreed = excluded.agreed, changed_at = excluded.changed_at where known.changed_at <= excluded.changed_at
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(last, consent => consent.Account.Value) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(last, consent => consent.ChatId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(last, consent => consent.Staff) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(last, consent => consent.Person) });
        upsert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = Array.ConvertAll(last, consent => consent.Agreed) });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(last, consent => consent.At.UtcDateTime) });
        await upsert.ExecuteNonQueryAsync(ct);
    }
}
