using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Mishaps;

/// <summary>Faults that wait to happen. Chances follow the seed: the same calls in the same order meet the same faults.</summary>
internal sealed class Faults(SimulatedWorld world)
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];
    private Dice _dice = Dice.For(world.Seed, "faults");
    private CallbackFaults _callbacks = new();

    public void Set(IReadOnlyList<FaultRule> rules, CallbackFaults callbacks)
    {
        lock (_gate)
        {
            _rules.Clear();
            _rules.AddRange(rules);
            _callbacks = callbacks;
            _dice = Dice.For(world.Seed, "faults");
        }
    }

    public (IReadOnlyList<FaultRule> Rules, CallbackFaults Callbacks) Remaining()
    {
        lock (_gate)
        {
            return ([.. _rules], _callbacks);
        }
    }

    /// <summary>What happens to this call; each fault that does is used up.</summary>
    public Struck Strike(string api)
    {
        lock (_gate)
        {
            var struck = default(Struck);
            for (var i = 0; i < _rules.Count; i++)
            {
                var rule = _rules[i];
                if (!rule.Matches(api) || (struck.Errcode is not null && rule.Does is Harm.Fail) || !Happens(rule.Percent))
                {
                    continue;
                }

                struck = rule.Does switch
                {
                    Harm.Fail => struck with { Errcode = rule.Errcode },
                    Harm.Slow => struck with { Delay = struck.Delay + TimeSpan.FromMilliseconds(rule.Milliseconds) },
                    Harm.Drop => struck with { Drop = true },
                    _ => struck with { Lose = true },
                };
                _rules[i] = rule with { Times = rule.Times - 1 };
            }

            _rules.RemoveAll(r => r.Times is 0);
            return struck;
        }
    }

    public bool TakeCallbackDuplicate() => Take(f => (f.Duplicate, f.DuplicatePercent), f => f with { Duplicate = f.Duplicate - 1 });

    public bool TakeCallbackDrop() => Take(f => (f.Drop, f.DropPercent), f => f with { Drop = f.Drop - 1 });

    public bool TakeCallbackReorder() => Take(f => (f.Reorder, f.ReorderPercent), f => f with { Reorder = f.Reorder - 1 });

    private bool Take(Func<CallbackFaults, (int Count, double Percent)> read, Func<CallbackFaults, CallbackFaults> less)
    {
        lock (_gate)
        {
            var (count, percent) = read(_callbacks);
            if (count > 0)
            {
                _callbacks = less(_callbacks);
                return true;
            }

            return percent > 0 && Happens(percent);
        }
    }

    private bool Happens(double percent) => percent >= 100 || _dice.Fraction() * 100 < percent;
}
