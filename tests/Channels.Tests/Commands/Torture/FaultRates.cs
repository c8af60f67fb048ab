namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>How often which fault happens, as shares of the calls. Storms and ends of the process are as many in a long run as in a short one needs to mean something.</summary>
internal sealed record FaultRates(double Storm, double Kill)
{
    public double Concurrency { get; init; } = 0.008;
    public double Busy { get; init; } = 0.01;
    public double NoConnection { get; init; } = 0.01;
    public double LostAnswer { get; init; } = 0.02;
    public double BusyThoughTaken { get; init; } = 0.01;
    public double LeftOut { get; init; } = 0.01;
    public double Never { get; init; } = 0.003;

    /// <summary>So that a run has about eight storms and at least thirty ends of the process, whatever its size.</summary>
    public static FaultRates For(int commands) => new(Math.Min(0.002, 8.0 / commands), Math.Min(0.002, Math.Max(30.0 / commands, 0.0002)));
}
