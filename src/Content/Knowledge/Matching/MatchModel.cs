using System.IO.Compression;
using System.Text.Json;

namespace Steward.Content.Knowledge.Matching;

/// <summary>What the ranking and the certainty have learnt: how much it matters what kinds of words two texts share, nothing about any word.</summary>
/// <param name="Ranking">Which candidate.</param>
/// <param name="Certainty">How sure.</param>
/// <param name="Classified">Whether the base that it was learnt on had a classifier; in one that has none it does not hold.</param>
internal sealed record MatchModel(Ranking Ranking, Certainty Certainty, bool Classified)
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none, or one of a version with other features.</exception>
    public static MatchModel Read(Stream packed)
    {
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<MatchModel>(unpacked) is { } model && model.Ranking.Weights.Length == Candidate.FeatureCount && model.Certainty.Weights.Length == Certainty.FeatureCount + 1
                ? model : throw new InvalidDataException("it was trained by another version");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("it is not a model of the knowledge base's matching");
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(Stream into)
    {
        using var packed = new ZLibStream(into, CompressionLevel.SmallestSize, leaveOpen: true);
        JsonSerializer.Serialize(packed, this);
    }
}
