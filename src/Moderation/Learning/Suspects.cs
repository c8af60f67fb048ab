namespace Steward.Moderation.Learning;

/// <summary>A sample and what speaks against it.</summary>
/// <param name="Probability">What a model that has not seen it says of its label.</param>
/// <param name="Against">A text nearly the same that was judged otherwise; null: there is none.</param>
internal sealed record Suspect(LearntSample Sample, float Probability, LearntSample? Against);

/// <summary>Finds samples that somebody may have got wrong, or given to spoil the model.</summary>
internal static class Suspects
{
    /// <param name="standing">All standing samples: what speaks against one may be any other.</param>
    /// <param name="running">The model that judges; of what it has learnt it is asked what it said before.</param>
    public static IReadOnlyList<Suspect> Of(IReadOnlyList<LearntSample> standing, ModelVersion running, string suspicion)
    {
        var against = new Dictionary<Guid, LearntSample>();
        foreach (var (one, other) in NearTexts.Pairs(standing))
        {
            if (!Contradict(standing[one], standing[other])) { continue; }

            against.TryAdd(standing[one].SampleId, standing[other]);
            against.TryAdd(standing[other].SampleId, standing[one]);
        }

        return
        [
            .. from sample in standing
               let probability = running.UnseenProbability(sample)
               let disagrees = (probability >= running.Reading(sample.Label).Decide) != sample.Deserves
               let other = against.GetValueOrDefault(sample.SampleId)
               where suspicion switch { Suspicion.Disagrees => disagrees, Suspicion.Contradicted => other is not null, _ => disagrees || other is not null }
               select new Suspect(sample, probability, other),
        ];
    }

    /// <summary>The same label judged the other way, or the same text given to another label.</summary>
    private static bool Contradict(LearntSample one, LearntSample other) => one.Label == other.Label ? one.Deserves != other.Deserves : one.Deserves && other.Deserves;
}
