using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>A customer's word about being archived in one room, or in the chat with one employee.</summary>
internal readonly record struct Consent(bool Agrees, DateTimeOffset At);

/// <summary>
/// Who agreed to the archive. While a corp does not require it everybody has; once it does, a share given by the seed has not,
/// and their messages are never stored.
/// </summary>
internal sealed class Consents(SimulatedWorld world, SimulatedClock clock)
{
    private static readonly DateTimeOffset Asked = new(2025, 9, 1, 10, 0, 0, SimulatedClock.Shanghai);

    private readonly PerCorp<State> _states = new();

    /// <param name="disagreePercent">Null: consent is not required.</param>
    public void Require(Corp corp, double? disagreePercent)
    {
        lock (corp.Gate)
        {
            _states.Of(corp).DisagreePercent = disagreePercent;
        }
    }

    public void Set(Corp corp, string where, string externalId, bool agrees)
    {
        lock (corp.Gate)
        {
            _states.Of(corp).Said[(where, externalId)] = new Consent(agrees, clock.GetUtcNow());
        }
    }

    /// <param name="where">Room, or userid of the employee of a single chat.</param>
    public Consent Of(Corp corp, string where, string externalId)
    {
        lock (corp.Gate)
        {
            var state = _states.Of(corp);
            return state.Said.TryGetValue((where, externalId), out var said) ? said
                : state.DisagreePercent is { } percent ? new Consent(Dice.For(world.Seed, $"consent:{where}:{externalId}").Fraction() * 100 >= percent, Asked)
                : new Consent(true, Asked);
        }
    }

    public bool Agrees(Corp corp, string where, string externalId) => Of(corp, where, externalId).Agrees;

    /// <summary>Whether a message may be stored: what employees write always is.</summary>
    public bool MayStore(Corp corp, string where, string from)
    {
        lock (corp.Gate)
        {
            var state = _states.Of(corp);
            if ((state.DisagreePercent is null && state.Said.Count == 0) || corp.Employees.ContainsKey(from) || Agrees(corp, where, from))
            {
                return true;
            }

            state.Withheld++;
            return false;
        }
    }

    public JsonObject Figures(Corp corp)
    {
        lock (corp.Gate)
        {
            var state = _states.Of(corp);
            return new JsonObject { ["required"] = state.DisagreePercent is not null, ["disagreePercent"] = state.DisagreePercent, ["withheld"] = state.Withheld };
        }
    }

    private sealed class State
    {
        public double? DisagreePercent { get; set; }

        public long Withheld { get; set; }

        public Dictionary<(string Where, string ExternalId), Consent> Said { get; } = [];
    }
}
