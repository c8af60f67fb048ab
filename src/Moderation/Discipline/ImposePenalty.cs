using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Cases;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>
/// Gives an upheld case its consequence, in the transaction that decides it: the penalty, and what Channels is asked to do. What a channel cannot do by itself becomes a task for a person there; that is Channels' to know.
/// </summary>
internal static class ImposePenalty
{
    private const string Origin = "moderation";

    /// <summary>Every one may be a person's task; older messages than the newest of a flood are read by nobody any more.</summary>
    private const int MostRecalls = 20;
    private static readonly TimeSpan MuteFor = TimeSpan.FromHours(24);

    /// <param name="decided">The case, upheld.</param>
    /// <param name="sanction">What the person wants; empty: what the ladder says.</param>
    /// <param name="transaction">The one that decides the case.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="isAutomatic">The policy decided it, and nobody.</param>
    public static async Task<Result<Penalty>> RunAsync(Case decided, string sanction, BrandTransaction transaction, CancellationToken ct, bool isAutomatic = false)
    {
        if (sanction.Length > 0 && !Sanction.All.Contains(sanction)) { return DisciplineProblems.UnknownSanction; }

        // Two cases of a member that are decided at once count one after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"standing {decided.MemberId}" }, ct);
        var now = decided.DecidedAt!.Value;
        var (proposal, policy) = await StoredPenalties.ProposeAsync(decided, now, transaction, ct);
        var chosen = sanction.Length > 0 ? sanction : proposal.Sanction;
        if (chosen != proposal.Sanction && decided.Note.Trim().Length == 0) { return DisciplineProblems.NoteNeeded(proposal.Sanction); }

        var penalty = new Penalty
        {
            BrandId = decided.BrandId, CaseId = decided.CaseId, MemberId = decided.MemberId, GroupId = decided.GroupId, OffenceClass = decided.OffenceClass,
            Points = chosen == Sanction.None ? 0 : policy.Policy.Weights.GetValueOrDefault(decided.OffenceClass, 1), StandingBefore = proposal.Before, Proposed = proposal.Sanction, Sanction = chosen, Reason = proposal.Reason,
            PolicyVersion = policy.Version, Note = decided.Note, DecidedBy = decided.DecidedBy!, DecidedAt = now, Automatic = isAutomatic,
        };
        await StoredPenalties.AddAsync(penalty, transaction, ct);
        if (chosen != Sanction.None) { await ActAsync(penalty, policy.Policy, transaction, ct); }

        return penalty;
    }

    private static async Task ActAsync(Penalty penalty, Policy policy, BrandTransaction transaction, CancellationToken ct)
    {
        var messages = await transaction.QueryAsync<Message>(
            """
            select o.message_id, o.group_id, o.text, a.account_id from offences o join group_accounts a on a.brand_id = o.brand_id and a.group_id = o.group_id
            where o.brand_id = @BrandId and o.case_id = @CaseId order by o.sent_at desc, o.message_id desc
            """,
            penalty,
            ct);
        var acts = new List<ActV1>();
        foreach (var message in messages.Take(MostRecalls)) { acts.Add(Act(penalty, "recall", message, message.MessageId)); }

        switch (penalty.Sanction)
        {
            case Sanction.Warn when messages.Count > 0:
                acts.Add(Act(penalty, "warn", messages[0], messages[0].MessageId) with { Text = policy.WarningText.Replace("{offence}", OffenceWords.Of(penalty.OffenceClass), StringComparison.Ordinal) });
                break;
            case Sanction.Mute or Sanction.Remove or Sanction.Ban:
                foreach (var group in messages.DistinctBy(message => message.GroupId)) { acts.Add(Act(penalty, penalty.Sanction, group, null)); }

                break;
        }

        foreach (var act in acts) { transaction.Publish(act); }

        await RememberAsync(penalty, acts, transaction, ct);
    }

    private static ActV1 Act(Penalty penalty, string kind, Message message, Guid? target) => new()
    {
        CommandId = Guid.CreateVersion7(penalty.DecidedAt),
        BrandId = penalty.BrandId,
        AccountId = message.AccountId,
        Kind = kind,
        Origin = Origin,
        GroupId = message.GroupId,
        MemberId = penalty.MemberId,
        MessageId = target,
        Text = "",
        Arguments = kind == Sanction.Mute ? [new ActArgument { Name = "until", Value = (penalty.DecidedAt + MuteFor).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) }] : [],
        Evidence = $"{OffenceWords.Of(penalty.OffenceClass)}：{message.Text}",
        RequestedBy = penalty.Automatic ? "" : penalty.DecidedBy,
    };

    private static async Task RememberAsync(Penalty penalty, List<ActV1> acts, BrandTransaction transaction, CancellationToken ct)
    {
        await using var insert = transaction.Command("insert into penalty_acts (brand_id, case_id, command_id, kind, group_id, message_id) select $1, $2, * from unnest($3, $4, $5, $6)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = penalty.BrandId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = penalty.CaseId });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. acts.Select(act => act.CommandId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. acts.Select(act => act.Kind)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid?[]> { TypedValue = [.. acts.Select(act => act.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid?[]> { TypedValue = [.. acts.Select(act => act.MessageId)] });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private sealed record Message
    {
        public required Guid MessageId { get; init; }
        public required Guid GroupId { get; init; }
        public required Guid AccountId { get; init; }
        public required string Text { get; init; }
    }
}
