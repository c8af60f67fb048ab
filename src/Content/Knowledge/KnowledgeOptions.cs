using System.ComponentModel.DataAnnotations;

namespace Steward.Content.Knowledge;

/// <summary>Settings of the knowledge base (section <c>Knowledge</c>).</summary>
internal sealed class KnowledgeOptions
{
    /// <summary>Least probability of being right for an answer without a person, where a brand has set none of its own.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.45;

    /// <summary>Least probability for an answer to be suggested to people, likewise.</summary>
    [Range(0.0, 1.0)]
    public double Suggestion { get; set; } = 0.1;

    /// <summary>Least distance between the best and the second entry, likewise.</summary>
    [Range(0.0, 1.0)]
    public double Margin { get; set; } = 0.05;

    /// <summary>How long the texts of questions are kept.</summary>
    public TimeSpan KeepQuestions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The same answer is not sent into a group again within this time; by the messages' own times.</summary>
    public TimeSpan RepeatWindow { get; set; } = TimeSpan.FromMinutes(10);
}
