using System.Text.Json.Serialization;

namespace Steward.WeCom.Simulator.Mishaps;

/// <summary>What a fault does to a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Harm>))]
internal enum Harm
{
    /// <summary>Answers an error code instead of acting.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>Acts, but answers late.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow,

    /// <summary>Breaks the connection before acting.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>Acts, and breaks the connection instead of answering: the caller cannot know.</summary>
    [JsonStringEnumMemberName("lose")]
    Lose,
}

/// <summary>A fault that waits to happen.</summary>
/// <param name="Api">Last part of the path, such as <c>groupchat/get</c>, <c>gettoken</c> or <c>getchatdata</c>; <c>*</c> = every API.</param>
/// <param name="Errcode">For <see cref="Harm.Fail"/>.</param>
/// <param name="Milliseconds">For <see cref="Harm.Slow"/>; on the real clock.</param>
/// <param name="Times">So often; null = until it is cleared.</param>
/// <param name="Percent">Of the calls that match, chosen by the seed.</param>
internal sealed record FaultRule(string Api, Harm Does, int Errcode, int Milliseconds, int? Times, double Percent)
{
    public bool Matches(string api) => Times is not 0 && (Api == "*" || api == Api || api.EndsWith("/" + Api, StringComparison.Ordinal));
}

/// <summary>What happens to one call.</summary>
internal readonly record struct Struck(int? Errcode, TimeSpan Delay, bool Drop, bool Lose);

/// <summary>What happens to the next callbacks: so many, and so many of a hundred.</summary>
internal sealed record CallbackFaults
{
    public int Duplicate { get; init; }

    public int Drop { get; init; }

    /// <summary>Each of these arrives behind its successor.</summary>
    public int Reorder { get; init; }

    public double DuplicatePercent { get; init; }

    public double DropPercent { get; init; }

    public double ReorderPercent { get; init; }
}
