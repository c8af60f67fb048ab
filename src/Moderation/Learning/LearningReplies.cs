using Google.Protobuf.WellKnownTypes;
using Steward.Moderation.Cases;
using Steward.Moderation.Classification;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Learning;

/// <summary>How what is learnt looks in the contract.</summary>
internal static class LearningReplies
{
    public static SampleDraft Draft(Proto.SampleDraft draft)
    {
        Guid? message = draft.MessageId.Length > 0 ? CallScope.Id(draft.MessageId, "message_id") : null;
        return new SampleDraft(draft.Text, draft.Label, draft.Deserves, message, null, message is null ? SampleSource.Text : SampleSource.Message);
    }

    public static SampleFilter Filter(Proto.SampleFilter? filter) => filter is null
        ? new SampleFilter("", "", "", null, null, "", "", "", "")
        : new SampleFilter(filter.Label, filter.Deserves, filter.AddedBy, Moment(filter.From, "filter.from"), Moment(filter.Until, "filter.until"), filter.Search, filter.Source, filter.State, filter.Suspect);

    private static DateTimeOffset? Moment(Timestamp? at, string field)
    {
        if (at is null) { return null; }

        return at.Nanos is >= 0 and <= 999_999_999 && at.Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && at.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? at.ToDateTimeOffset()
            : throw LearningProblems.BadFilter(field, "empty or a moment of the calendar").ToRpc();
    }

    public static Proto.Sample Of(LearntSample sample) => new()
    {
        SampleId = sample.SampleId.ToString(),
        BrandId = sample.BrandId.ToString(),
        Label = sample.Label,
        Deserves = sample.Deserves,
        Text = sample.Text,
        Source = sample.Source,
        CaseId = sample.CaseId?.ToString() ?? "",
        MessageId = sample.MessageId?.ToString() ?? "",
        AddedBy = sample.AddedBy,
        AddedAt = Timestamp.FromDateTimeOffset(sample.AddedAt),
        RemovalId = sample.RemovalId?.ToString() ?? "",
    };

    public static Proto.Sample Of(Suspect suspect)
    {
        var reply = Of(suspect.Sample);
        reply.Probability = suspect.Probability;
        reply.ContradictedBy = suspect.Against is { } against ? Of(against) : null;
        return reply;
    }

    public static Proto.Removal Of(Removal removal) => new()
    {
        RemovalId = removal.RemovalId.ToString(),
        Samples = removal.Samples,
        Reason = removal.Reason,
        RemovedBy = removal.RemovedBy,
        RemovedAt = Timestamp.FromDateTimeOffset(removal.RemovedAt),
        UndoneBy = removal.UndoneBy ?? "",
        UndoneAt = CaseReply.At(removal.UndoneAt),
    };

    public static Proto.LearntModel Of(LearntModel model, bool running) => new()
    {
        Version = model.Version,
        ModelId = model.ModelId,
        Base = model.Base,
        MadeBy = model.MadeBy,
        MadeAt = Timestamp.FromDateTimeOffset(model.MadeAt),
        Note = model.Note,
        Samples = model.Samples,
        Running = running,
        Evaluation = Of(StoredModels.Comparison(model.Evaluation)),
    };

    public static Proto.LearntModel Shipped(bool running) => new() { ModelId = ShippedModel.Model.Version, Base = ShippedModel.Model.Version, Running = running };

    public static Proto.ModelChange Of(ModelChange change)
    {
        var reply = new Proto.ModelChange { Action = change.Action, Version = change.Version, Before = change.Before, By = change.By, At = Timestamp.FromDateTimeOffset(change.At), Reason = change.Reason };
        reply.Objections.AddRange(change.Objections);
        return reply;
    }

    public static Proto.ModelComparison Of(ModelComparison comparison)
    {
        var reply = new Proto.ModelComparison { Before = comparison.Before, After = comparison.After };
        reply.Labels.AddRange(comparison.Labels.Select(label => new Proto.LabelComparison
        {
            Label = label.Label, SamplesBefore = Of(label.SamplesBefore), SamplesAfter = Of(label.SamplesAfter), ShippedBefore = Of(label.ShippedBefore), ShippedAfter = Of(label.ShippedAfter),
        }));
        reply.Objections.AddRange(comparison.Objections);
        return reply;
    }

    private static Proto.JudgedTexts Of(JudgedTexts judged) => new()
    {
        TruePositives = judged.TruePositives, FalsePositives = judged.FalsePositives, FalseNegatives = judged.FalseNegatives, TrueNegatives = judged.TrueNegatives, WronglyActed = judged.WronglyActed,
        Precision = judged.Precision, Recall = judged.Recall, F1 = judged.F1, FalsePositiveRate = judged.FalsePositiveRate, ActedRate = judged.ActedRate,
    };
}
