using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Incidents;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Screening.Joins;
using Steward.Moderation.Screening.Traffic;
using Steward.Moderation.Screening.Trials;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening;

/// <summary>Labels an envelope of messages, stores what was found and how much was screened, and passes the envelope on in the same order: one transaction.</summary>
internal sealed class ScreenReceivedMessages(RulesInForce rulesInForce, TrafficMemory traffic, TimeProvider clock) : IHandle<MessagesReceivedV1>
{
    private static readonly Meter Meter = new("Steward.Moderation");
    private static readonly Counter<long> Screened = Meter.CreateCounter<long>("steward.moderation.screened", description: "Messages screened, by label.");
    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("steward.moderation.delay", "ms", "From Channels' commit of an envelope to its verdicts.");

    public async Task HandleAsync(MessagesReceivedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var rules = await rulesInForce.OfAsync(brand, transaction, ct);
        var joins = rules.NeedsJoins ? await StoredJoins.OfAsync(brand, message.Messages, transaction, ct) : RecentJoins.None;
        var trials = rules.Trials.Select(_ => new TrialTally()).ToArray();
        var batch = BatchScreening.Of(message.Messages, rules, joins, traffic.Of(brand, message.Partition), trials);
        var screened = message.Messages.Select((received, i) => Labelled(received, batch.Labels[i])).ToArray();
        long questions = batch.Labels.Count(label => label == ScreeningLabel.Question), chatter = screened.Length - questions - batch.Offences.Count;

        var now = clock.GetUtcNow();
        var totals = new List<LabelCount> { new(ScreeningLabel.Chatter, string.Empty, chatter), new(ScreeningLabel.Question, string.Empty, questions) };
        if (batch.Offences.Count > 0)
        {
            totals.AddRange(await StoredOffences.AddAsync(brand, batch.Offences, now, transaction, ct));
            await GroupAccounts.RememberAsync(brand, message.AccountId, batch.Offences.Select(offence => offence.Message.GroupId), transaction, ct);
        }

        await StoredTrials.AddHitsAsync(brand, message.Partition, batch.Hits, transaction, ct);
        for (var trial = 0; trial < trials.Length; trial++) { await StoredTrials.AddAsync(brand, message.Partition, rules.Trials[trial].Version, trials[trial], transaction, ct); }

        await AddTotalsAsync(brand, message.Partition, totals, transaction, ct);
        await JoinIncidents.RunAsync(brand, batch.Stories, now, transaction, ct);
        transaction.Publish(new MessagesScreenedV1
        {
            BatchId = message.BatchId,
            BrandId = message.BrandId,
            AccountId = message.AccountId,
            Partition = message.Partition,
            AcceptedAt = message.AcceptedAt,
            ScreenedAt = now,
            Messages = screened,
        });
        Screened.Add(chatter, new KeyValuePair<string, object?>("label", ScreeningLabel.Chatter));
        Screened.Add(questions, new KeyValuePair<string, object?>("label", ScreeningLabel.Question));
        Screened.Add(batch.Offences.Count, new KeyValuePair<string, object?>("label", ScreeningLabel.Offence));
        Delay.Record((now - message.AcceptedAt).TotalMilliseconds);
    }

    private static ScreenedMessage Labelled(ReceivedMessage received, string label) => new()
    {
        MessageId = received.MessageId,
        GroupId = received.GroupId,
        SenderId = received.SenderId,
        FromStaff = received.FromStaff,
        Kind = received.Kind,
        Text = received.Text,
        SentAt = received.SentAt,
        Label = label,
    };

    private static async Task AddTotalsAsync(BrandId brand, int lane, List<LabelCount> totals, BrandTransaction transaction, CancellationToken ct)
    {
        totals.RemoveAll(total => total.Messages == 0);
        await using var upsert = transaction.Command(
            """
            insert into screening_totals (brand_id, lane, label, offence_class, messages)
            select $1, $2, * from unnest($3, $4, $5)
            on conflict (brand_id, lane, label, offence_class) do update set messages = screening_totals.messages + excluded.messages
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lane });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. totals.Select(total => total.Label)] });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. totals.Select(total => total.OffenceClass)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. totals.Select(total => total.Messages)] });
        await upsert.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>How many messages of a batch got a label.</summary>
internal sealed record LabelCount(string Label, string OffenceClass, long Messages);
