using System.Diagnostics.CodeAnalysis;

namespace Steward.Kernel;

/// <summary>Either a value or a <see cref="Problem"/>.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "A value or a problem is written as itself; a named alternate would never be used.")]
[SuppressMessage("Design", "CA1000", Justification = "The conversions below are the factory.")]
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    /// <summary>The failure, or null when there is a value.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether this is a failure.</summary>
    [MemberNotNullWhen(true, nameof(Problem))]
    public bool Failed => Problem is not null;

    /// <summary>The value; reading it from a failure is a defect.</summary>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"A failed result has no value: {Problem.Code} {Problem.Message}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}

/// <summary>The value of a use case that has nothing to tell but that it worked.</summary>
public readonly record struct Done;
