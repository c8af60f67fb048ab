using System.Globalization;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Somebody who joined a group where a version holds.</summary>
internal sealed record Joiner
{
    public required Guid GroupId { get; init; }
    public required Guid AccountId { get; init; }
    public required string GroupName { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>The private reminders of a version: each member at most once, under an id that is derived from both.</summary>
internal static class PrivateReminders
{
    /// <summary>Asks for those that were not asked for: one statement for however many.</summary>
    /// <returns>How many are new.</returns>
    public static async Task<int> AskAsync(PactVersion pact, IReadOnlyList<Joiner> joiners, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var wanted = joiners.DistinctBy(joiner => joiner.MemberId).OrderBy(joiner => joiner.MemberId).ToDictionary(joiner => joiner.MemberId);
        if (wanted.Count == 0) { return 0; }

        await using var insert = transaction.Command(
            """
            insert into pact_receipts (brand_id, version, group_id, member_id, command_id, joined_at, asked_at)
            select $1, $2, group_id, member_id, command_id, joined_at, $3 from unnest($4, $5, $6, $7) as t (group_id, member_id, command_id, joined_at) order by member_id
            on conflict (brand_id, version, member_id) do nothing returning member_id, command_id
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = pact.BrandId });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = pact.Version });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. wanted.Values.Select(joiner => joiner.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. wanted.Keys] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. wanted.Keys.Select(member => CommandOf(pact, member))] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. wanted.Values.Select(joiner => joiner.JoinedAt.UtcDateTime)] });
        var asked = 0;
        await using var reader = await insert.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            transaction.Publish(Act(pact, wanted[reader.GetGuid(0)], reader.GetGuid(1)));
            asked++;
        }

        return asked;
    }

    private static Guid CommandOf(PactVersion pact, Guid member) => DerivedId.Of(pact.BrandId, "pact-reminder", string.Create(CultureInfo.InvariantCulture, $"{pact.Version} {member}"));

    private static ActV1 Act(PactVersion pact, Joiner joiner, Guid command) => new()
    {
        CommandId = command,
        BrandId = pact.BrandId,
        AccountId = joiner.AccountId,
        Kind = "send-private",
        Origin = GroupNotices.Origin,
        GroupId = joiner.GroupId,
        MemberId = joiner.MemberId,
        Text = pact.Words.ReminderFor(joiner.GroupName),
        Arguments = [],
        Evidence = string.Create(CultureInfo.InvariantCulture, $"入群提醒：社群公约（第 {pact.Version} 版）"),
        RequestedBy = "",
    };
}
