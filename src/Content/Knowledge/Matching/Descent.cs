namespace Steward.Content.Knowledge.Matching;

/// <summary>Adam (Kingma, Ba, 2015) over the whole training set: few weights, no dice, the same outcome every time.</summary>
internal sealed class Descent(int width)
{
    private const double Rate = 0.1;
    private const double RateDecay = 0.01;
    private const double First = 0.9;
    private const double Second = 0.999;

    private readonly double[] _mean = new double[width];
    private readonly double[] _square = new double[width];
    private int _steps;

    /// <summary>Moves the weights against a gradient.</summary>
    public void Step(float[] weights, double[] gradient)
    {
        _steps++;
        for (var at = 0; at < width; at++)
        {
            _mean[at] = (First * _mean[at]) + ((1 - First) * gradient[at]);
            _square[at] = (Second * _square[at]) + ((1 - Second) * gradient[at] * gradient[at]);
            var mean = _mean[at] / (1 - Math.Pow(First, _steps));
            var square = _square[at] / (1 - Math.Pow(Second, _steps));
            weights[at] -= (float)(Rate / (1 + (_steps * RateDecay)) * mean / (Math.Sqrt(square) + 1e-8));
        }
    }
}
