using System.Collections.Concurrent;

namespace Steward.WeCom.Simulator.Corps;

/// <summary>State of one kind for every corp; guarded by the corp's gate.</summary>
internal sealed class PerCorp<T>
    where T : class, new()
{
    private readonly ConcurrentDictionary<string, T> _states = new();

    public T Of(Corp corp) => _states.GetOrAdd(corp.CorpId, _ => new T());
}
