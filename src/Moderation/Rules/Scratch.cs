using Steward.Moderation.Classification;
using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Rules;

/// <summary>What a thread needs while it screens, used again for every message so that none allocates.</summary>
internal sealed class Scratch
{
    /// <summary>More findings of one message are not kept: what is wrong with it is known by then.</summary>
    public const int MostFindings = 32;

    [ThreadStatic]
    private static Scratch? ofThread;

    private readonly HeardText _heard = new();

    /// <summary>The calling thread's own, for whoever screens to the end before anybody else does on this thread.</summary>
    public static Scratch OfThread => ofThread ??= new Scratch();

    public Matches Matches { get; } = new();

    public List<Finding> Findings { get; } = [];

    /// <summary>Hidden terms, until they are findings.</summary>
    public List<HiddenTerm> Hidden { get; } = [];

    /// <summary>What the model says of the message.</summary>
    public ScoredText Scored { get; } = new();

    public void Add(in Finding finding)
    {
        if (Findings.Count < MostFindings) { Findings.Add(finding); }
    }

    /// <summary>The text as it sounds; read once, however many layers and rule sets ask for it.</summary>
    public HeardText Heard(string text)
    {
        _heard.Read(text);
        return _heard;
    }
}
