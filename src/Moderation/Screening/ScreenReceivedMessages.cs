using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Disputes;
using Steward.Moderation.Incidents;
using Steward.Moderation.Pact;
using Steward.Moderation.Screening.Traffic;
using Steward.Moderation.Screening.Trials;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Screening;

/// <summary>Labels an envelope of messages, stores what was found and how much was screened, and passes the envelope on in the same order: one transaction.</summary>
internal sealed class ScreenReceivedMessages(ReadInForce reading, TrafficMemory traffic, TimeProvider clock) : IHandle<MessagesReceivedV1>
{
    private const long QuarterHour = 15 * TimeSpan.TicksPerMinute;
    private static readonly Meter Meter = new("Steward.Moderation");
    private static readonly Counter<long> Screened = Meter.CreateCounter<long>("steward.moderation.screened", description: "Messages screened, by label.");
    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("steward.moderation.delay", "ms", "From Channels' commit of an envelope to its verdicts.");

    /// <summary>The label under which totals count signals, by name: beside the labels that partition the traffic.</summary>
    public const string Signal = "signal";

    public async Task HandleAsync(MessagesReceivedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var inForce = await reading.OfAsync(brand, message.Messages, transaction, ct);
        var rules = inForce.Rules;
        var trials = rules.Trials.Select(_ => new TrialTally()).ToArray();
        var batch = BatchScreening.Of(message.Messages, rules, inForce.Joins, traffic.Of(brand, message.Partition), trials);
        var screened = message.Messages.Select((received, i) => Labelled(received, batch.Labels[i], batch.Signals[i])).ToArray();
        long questions = batch.Labels.Count(label => label == ScreeningLabel.Question), chatter = screened.Length - questions - batch.Offences.Count;

        var now = clock.GetUtcNow();
        var totals = new List<LabelCount> { new(ScreeningLabel.Chatter, string.Empty, chatter), new(ScreeningLabel.Question, string.Empty, questions) };
        if (batch.Offences.Count > 0)
        {
            StoredOffences.Add(brand, message.Partition, batch.Offences, now, transaction);
            GroupAccounts.Remember(brand, message.AccountId, batch.Offences.Select(offence => offence.Message.GroupId), transaction);
            await RemoveAtOnce.RunAsync(brand, batch.Offences, inForce.Discipline, now, transaction, ct);
        }

        totals.AddRange(batch.Signals.SelectMany(signals => signals ?? []).GroupBy(signal => signal.Name).Select(signal => new LabelCount(Signal, signal.Key, signal.Count())));
        StoredTrials.AddHits(brand, message.Partition, batch.Hits, transaction);
        for (var trial = 0; trial < trials.Length; trial++) { StoredTrials.Add(brand, message.Partition, rules.Trials[trial].Version, trials[trial], transaction); }

        AddTotals(brand, message.Partition, totals, message.Messages, transaction);
        RecordAcceptance.Run(brand, message.Messages, transaction);
        await JoinIncidents.RunAsync(brand, batch.Stories, inForce.Incidents.Policy, now, transaction, ct);
        await OpenFromScreening.RunAsync(brand, message.AccountId, screened, inForce.Disputes, now, transaction, ct);
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

    private static ScreenedMessage Labelled(ReceivedMessage received, string label, IReadOnlyList<MessageSignal>? signals) => new()
    {
        MessageId = received.MessageId,
        GroupId = received.GroupId,
        SenderId = received.SenderId,
        FromStaff = received.FromStaff,
        Kind = received.Kind,
        Text = received.Text,
        SentAt = received.SentAt,
        ReplyTo = received.ReplyTo,
        Label = label,
        Signals = signals,
    };

    private static void AddTotals(BrandId brand, int lane, List<LabelCount> totals, IReadOnlyList<ReceivedMessage> messages, BrandTransaction transaction)
    {
        totals.RemoveAll(total => total.Messages == 0);
        var quarters = messages.Where(message => !message.FromStaff).CountBy(message => message.SentAt.UtcTicks / QuarterHour * QuarterHour).OrderBy(quarter => quarter.Key).ToArray();
        var upsert = new NpgsqlBatchCommand(
            """
            with quarters as (
                insert into screened_quarters (brand_id, lane, start, messages) select $1, $2, * from unnest($6, $7)
                on conflict (brand_id, start, lane) do update set messages = screened_quarters.messages + excluded.messages)
            insert into screening_totals (brand_id, lane, label, offence_class, messages)
            select $1, $2, * from unnest($3, $4, $5)
            on conflict (brand_id, lane, label, offence_class) do update set messages = screening_totals.messages + excluded.messages
            """);
        upsert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        upsert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lane });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. totals.Select(total => total.Label)] });
        upsert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. totals.Select(total => total.OffenceClass)] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. totals.Select(total => total.Messages)] });
        upsert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. quarters.Select(quarter => new DateTime(quarter.Key, DateTimeKind.Utc))] });
        upsert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. quarters.Select(quarter => (long)quarter.Value)] });
        transaction.AtCommit(upsert);
    }
}

/// <summary>How many messages of a batch got a label.</summary>
internal sealed record LabelCount(string Label, string OffenceClass, long Messages);
