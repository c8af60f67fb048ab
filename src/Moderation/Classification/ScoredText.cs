namespace Steward.Moderation.Classification;

/// <summary>What a model says of a text. Several rules and rule sets ask about one message after the other; it is worked out when the first of them does. Used again it allocates nothing. Not for several threads at once.</summary>
internal sealed class ScoredText
{
    private readonly Features _features = new();
    private readonly float[] _scores = new float[LinearModel.Width];
    private LinearModel? _model;
    private string? _text;

    /// <summary>The share of the text's features that the model knows, 0 to 1.</summary>
    public float Familiarity { get; private set; }

    public void Read(LinearModel model, string text)
    {
        if (ReferenceEquals(text, _text) && ReferenceEquals(model, _model)) { return; }

        (_model, _text) = (model, text);
        Familiarity = model.Score(_features.Of(text), _scores);
    }

    /// <summary>Of a label by its place in <see cref="Label.All"/>.</summary>
    public float Probability(int label) => _model!.Readings[label].Probability(_scores[label]);

    /// <summary>The pieces that speak most for a label, the strongest first.</summary>
    public IReadOnlyList<Reason> Why(int label, int most) => _model!.Why(_features.Found, label, most);
}
