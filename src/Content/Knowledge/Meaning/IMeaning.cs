namespace Steward.Content.Knowledge.Meaning;

/// <summary>
/// Somebody who knows how near texts are in meaning: an embedding or language model that the agency runs or rents. It orders what is suggested to people; what is sent without a person is decided by the matching alone, whose
/// probabilities are calibrated.
/// </summary>
internal interface IMeaning
{
    /// <param name="question">What was asked.</param>
    /// <param name="phrases">What it is compared with.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How near each phrase is, more is nearer; null: it has nothing to say.</returns>
    Task<IReadOnlyList<double>?> NearnessAsync(string question, IReadOnlyList<string> phrases, CancellationToken ct);
}

/// <summary>Nobody is asked: the matching's own order stands. The default; nothing leaves Steward, and nothing is downloaded.</summary>
internal sealed class LocalMeaning : IMeaning
{
    public Task<IReadOnlyList<double>?> NearnessAsync(string question, IReadOnlyList<string> phrases, CancellationToken ct) => Task.FromResult<IReadOnlyList<double>?>(null);
}
