using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>What events change in who is whose contact.</summary>
internal static class Contacts
{
    private const string HandedOver = "DELETE_BY_TRANSFER";

    public static async Task ApplyAsync(BrandId brand, IReadOnlyList<KeptEvent> events, BrandTransaction transaction, CancellationToken ct)
    {
        var changes = new Dictionary<(Guid Staff, Guid Member), (KeptEvent Event, string State)>();
        foreach (var one in events)
        {
            var (staff, member) = (MemberId.From(one.Account.Id, one.Told.UserId).Value, MemberId.From(one.Account.Id, one.Told.ExternalUserId).Value);
            var state = StateOf(one);
            one.Outcome = "contact_" + state.Replace('-', '_');
            if (one.Kind is CallbackKind.ContactAdded or CallbackKind.ContactHalfAdded) { transaction.Publish(Added(brand, staff, member, one)); }

            // A failed hand-over changes nothing but that it failed.
            changes[(staff, member)] = one.Kind is CallbackKind.HandOverFailed && changes.TryGetValue((staff, member), out var earlier) ? (one, earlier.State) : (one, state);
        }

        if (changes.Count > 0) { await SaveAsync(brand, [.. changes.OrderBy(change => change.Key.Staff).ThenBy(change => change.Key.Member)], transaction, ct); }
    }

    private static string StateOf(KeptEvent one) => one.Kind switch
    {
        CallbackKind.ContactHalfAdded => "half",
        CallbackKind.ContactDroppedByStaff => one.Told.Source == HandedOver ? "handed-over" : "dropped-by-staff",
        CallbackKind.ContactDroppedByCustomer => "dropped-by-customer",
        _ => "added",
    };

    private static ContactAddedV1 Added(BrandId brand, Guid staff, Guid member, KeptEvent one) => new()
    {
        BrandId = brand.Value,
        AccountId = one.Account.Id.Value,
        MemberId = member,
        ExternalId = one.Told.ExternalUserId,
        StaffId = staff,
        Source = one.Told.State,
        WelcomeCode = one.Told.WelcomeCode,
        Half = one.Kind is CallbackKind.ContactHalfAdded,
        At = one.Told.At,
    };

    private static async Task SaveAsync(BrandId brand, KeyValuePair<(Guid Staff, Guid Member), (KeptEvent Event, string State)>[] changes, BrandTransaction transaction, CancellationToken ct)
    {
        await using var upsert = transaction.Command(
            """
            insert into contacts as known (brand_id, account_id, staff_id, member_id, staff_external, member_external, state, source, transfer_failure, changed_at)
            select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (brand_id, staff_id, member_id) do update
            set state = case when excluded.transfer_failure <> '' then known.state else excluded.state end,
                source = coalesce(nullif(excluded.source, ''), known.source), transfer_failure = excluded.transfer_failure, changed_at = excluded.changed_at
            where known.changed_at <= excluded.changed_at
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Account.Id.Value) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(changes, change => change.Key.Staff) });
        upsert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(changes, change => change.Key.Member) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Told.UserId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Told.ExternalUserId) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.State) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Told.State) });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Kind is CallbackKind.HandOverFailed ? Reason(change.Value.Event) : "") });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(changes, change => change.Value.Event.Told.At.UtcDateTime) });
        await upsert.ExecuteNonQueryAsync(ct);
    }

    private static string Reason(KeptEvent failed) => failed.Told.FailReason.Length > 0 ? failed.Told.FailReason : "unknown";
}
