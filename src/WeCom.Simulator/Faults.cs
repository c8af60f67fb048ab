namespace Steward.WeCom.Simulator;

/// <summary>Make the next calls of one API answer an error code.</summary>
/// <param name="Api">Last part of the path, such as <c>groupchat/get</c>, <c>gettoken</c> or <c>getchatdata</c>.</param>
internal sealed record FailNext(string Api, int Errcode, int Times);

/// <summary>Faults that wait to happen.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<FailNext> _fail = [];
    private int _duplicate;
    private int _drop;

    public void Set(IReadOnlyList<FailNext> fail, int duplicate, int drop)
    {
        lock (_gate)
        {
            _fail.Clear();
            _fail.AddRange(fail);
            _duplicate = duplicate;
            _drop = drop;
        }
    }

    public (IReadOnlyList<FailNext> Fail, int Duplicate, int Drop) Remaining()
    {
        lock (_gate)
        {
            return ([.. _fail], _duplicate, _drop);
        }
    }

    /// <returns>The error code to answer, or null.</returns>
    public int? TakeFailure(string api)
    {
        lock (_gate)
        {
            var index = _fail.FindIndex(f => f.Times > 0 && api.EndsWith(f.Api, StringComparison.Ordinal));
            if (index < 0)
            {
                return null;
            }

            var fault = _fail[index];
            if (fault.Times == 1)
            {
                _fail.RemoveAt(index);
            }
            else
            {
                _fail[index] = fault with { Times = fault.Times - 1 };
            }

            return fault.Errcode;
        }
    }

    public bool TakeCallbackDuplicate() => Take(ref _duplicate);

    public bool TakeCallbackDrop() => Take(ref _drop);

    private bool Take(ref int count)
    {
        lock (_gate)
        {
            if (count <= 0)
            {
                return false;
            }

            count--;
            return true;
        }
    }
}
