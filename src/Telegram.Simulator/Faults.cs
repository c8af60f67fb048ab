namespace Steward.Telegram.Simulator;

/// <summary>What goes wrong with a call.</summary>
internal enum FaultKind
{
    /// <summary>Takes so many milliseconds, then works.</summary>
    Slow,

    /// <summary>Works, but the connection breaks before the answer: the caller cannot know.</summary>
    Drop,

    /// <summary>Answers with a status (5xx) and does nothing.</summary>
    Error,

    /// <summary>Answers 429 with retry_after and does nothing.</summary>
    Throttle,
}

/// <summary>Make the next calls of one method go wrong.</summary>
/// <param name="Method">Such as <c>sendMessage</c>; <c>*</c>: any.</param>
/// <param name="Value">Milliseconds of <c>slow</c>, status of <c>error</c>, seconds of <c>throttle</c>.</param>
internal sealed record MethodFault(string Method, FaultKind Kind, int Times, int Value = 0);

/// <summary>Faults that wait to happen.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<MethodFault> _methods = [];
    private int _duplicates;

    /// <summary>Replaces what was set before.</summary>
    public void Set(IReadOnlyList<MethodFault> methods, int duplicates)
    {
        lock (_gate)
        {
            _methods.Clear();
            _methods.AddRange(methods);
            _duplicates = duplicates;
        }
    }

    public (IReadOnlyList<MethodFault> Methods, int Duplicates) Remaining()
    {
        lock (_gate) { return ([.. _methods], _duplicates); }
    }

    public MethodFault? Take(string method)
    {
        lock (_gate)
        {
            var index = _methods.FindIndex(fault => fault.Method == "*" || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase));
            if (index < 0) { return null; }

            var fault = _methods[index];
            if (fault.Times == 1) { _methods.RemoveAt(index); }
            else { _methods[index] = fault with { Times = fault.Times - 1 }; }

            return fault;
        }
    }

    public bool TakeDuplicate()
    {
        lock (_gate)
        {
            if (_duplicates == 0) { return false; }

            _duplicates--;
            return true;
        }
    }
}
