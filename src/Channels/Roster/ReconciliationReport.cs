using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>What a comparison has found so far; several groups report at the same time.</summary>
internal sealed class ReconciliationReport(Guid id, ReconciliationTurn turn, DateTimeOffset startedAt)
{
    private readonly Lock _gate = new();
    private int _compared, _repaired, _added, _removed, _failures;
    private string _error = "";

    public Guid Id => id;

    public int Listed { get; set; }

    public int Missing { get; set; }

    public int Extra { get; set; }

    /// <summary>Takes one group's outcome.</summary>
    /// <returns>How many groups that makes.</returns>
    public int Add(RosterOutcome outcome)
    {
        lock (_gate)
        {
            _repaired += outcome.Stored ? 1 : 0;
            _added += outcome.Added;
            _removed += outcome.Removed;
            if (outcome.Failure is { } failure) { (_failures, _error) = (_failures + 1, failure.ToString()); }

            return ++_compared;
        }
    }

    /// <summary>Writes it down as it is now.</summary>
    /// <param name="database">Where.</param>
    /// <param name="state"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
    /// <param name="finishedAt">Null: it goes on.</param>
    /// <param name="error">Why the whole run failed; empty when it did not.</param>
    /// <param name="ct">Cancels the statement.</param>
    public async Task SaveAsync(Database database, string state, DateTimeOffset? finishedAt, string error, CancellationToken ct)
    {
        object args;
        lock (_gate)
        {
            var shown = error.Length > 0 ? error : _error;
            args = new
            {
                brand = turn.Brand, id, account = turn.Account, cause = turn.Asked is null ? "nightly" : "asked", state, startedAt, finishedAt, listed = Listed, compared = _compared, missing = Missing, extra = Extra,
                repaired = _repaired, added = _added, removed = _removed, failures = _failures, error = shown.Length > 300 ? shown[..300] : shown,
            };
        }

        await using var transaction = await database.BeginAsync(turn.Brand, ct);
        await transaction.ExecuteAsync(
            """
            insert into reconciliations (brand_id, reconciliation_id, account_id, cause, state, started_at, finished_at, groups_listed, groups_compared, groups_missing, groups_extra,
                                         rosters_repaired, members_added, members_removed, failures, error)
            values (@brand, @id, @account, @cause, @state, @startedAt, @finishedAt, @listed, @compared, @missing, @extra, @repaired, @added, @removed, @failures, @error)
            on conflict (brand_id, reconciliation_id) do update
            set state = excluded.state, finished_at = excluded.finished_at, groups_listed = excluded.groups_listed, groups_compared = excluded.groups_compared, groups_missing = excluded.groups_missing,
                groups_extra = excluded.groups_extra, rosters_repaired = excluded.rosters_repaired, members_added = excluded.members_added, members_removed = excluded.members_removed,
                failures = excluded.failures, error = excluded.error
            """,
            args,
            ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Runs of the account that a dead process left behind have ended without a result.</summary>
    public async Task CloseEarlierAsync(Database database, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(turn.Brand, ct);
        await transaction.ExecuteAsync(
            "update reconciliations set state = 'failed', finished_at = @startedAt, error = 'its process ended' where brand_id = @brand and account_id = @account and state = 'running' and reconciliation_id <> @id",
            new { brand = turn.Brand, account = turn.Account, startedAt, id },
            ct);
        await transaction.CommitAsync(ct);
    }
}
