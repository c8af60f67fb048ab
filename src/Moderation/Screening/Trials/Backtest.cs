using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Screening.Joins;
using Steward.Moderation.Screening.Traffic;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening.Trials;

/// <summary>A run of old messages through <see cref="BatchScreening"/>, as live screening takes them, with a memory of traffic of its own that begins empty.</summary>
/// <param name="rules">Today's rules and the one version that is tried.</param>
internal sealed class Backtest(BrandRules rules)
{
    private readonly LaneTraffic _traffic = new(new CopyIndex());

    public TrialTally Tally { get; } = new();

    public bool NeedsJoins => rules.NeedsJoins;

    /// <summary>What the rules say that the report names.</summary>
    public IReadOnlyDictionary<string, Contracts.Moderation.V1.RuleSummary> Said => rules.Trials is [var trial] ? RuleSummaries.Of([.. trial.Rules.Layers.Sets, .. rules.Layers.Sets]) : RuleSummaries.Of(rules.Layers.Sets);

    /// <summary>The next messages, oldest first.</summary>
    public void Add(IReadOnlyList<ReceivedMessage> messages, RecentJoins joins) => BatchScreening.Of(messages, rules, joins, _traffic, [Tally]);
}

/// <summary>Tries a version on messages that a caller sends: a brand's history or a file. Nothing is stored.</summary>
internal sealed class BacktestHandler(ReadRulesHandler read, Database database)
{
    public const int MostAtOnce = 1000;

    public Task<Result<BrandRules>> RulesAsync(BrandId brand, RuleScope scope, int version, CancellationToken ct) => read.ForTrialAsync(brand, scope, version, ct);

    /// <summary>Takes the next messages; who joined lately is what is known today.</summary>
    public async Task AddAsync(BrandId brand, Backtest backtest, IReadOnlyList<ReceivedMessage> messages, CancellationToken ct)
    {
        var joins = RecentJoins.None;
        if (backtest.NeedsJoins)
        {
            await using var transaction = await database.BeginAsync(brand, ct);
            joins = await StoredJoins.OfAsync(brand, messages, transaction, ct);
        }

        backtest.Add(messages, joins);
    }
}
