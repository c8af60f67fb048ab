using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Remembers through which account a group is reached: an act about an offence there needs it.</summary>
internal static class GroupAccounts
{
    /// <summary>Written when the transaction commits.</summary>
    public static void Remember(BrandId brand, Guid account, IEnumerable<Guid> groups, BrandTransaction transaction)
    {
        var insert = new NpgsqlBatchCommand("insert into group_accounts (brand_id, group_id, account_id) select $1, group_id, $2 from unnest($3) as seen (group_id) on conflict do nothing");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. groups.Distinct().Order()] });
        transaction.AtCommit(insert);
    }
}
