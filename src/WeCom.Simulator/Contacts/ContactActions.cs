using Steward.WeCom.Simulator.Callbacks;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary>What happens between employees and customers in the client, and what becomes of hand-overs. Each raises its callback.</summary>
internal sealed class ContactActions(SimulatedWorld world, CallbackBoxes callbacks, WelcomeCodes welcomes, SimulatedClock clock)
{
    private readonly Dice _codes = Dice.For(world.Seed ^ (ulong)world.Epoch, "welcome codes");

    /// <param name="chatting">They have written to each other before: WeCom then gives no welcome code.</param>
    /// <param name="half">The employee has not confirmed yet.</param>
    /// <returns>The welcome code, or null.</returns>
    public string? Add(Corp corp, string userId, string externalId, string state, bool chatting, bool half)
    {
        var at = clock.GetUtcNow();
        var code = chatting ? null : NewCode();
        if (code is not null)
        {
            welcomes.Issue(code, corp, userId, externalId);
        }

        lock (corp.Gate)
        {
            if (!half)
            {
                corp.Follows.Set(new Follow(userId, externalId, at, state, 1));
            }

            callbacks.Post(corp, CallbackXml.ContactAdded(corp.CorpId, at, userId, externalId, state, code, half));
        }

        return code;
    }

    /// <param name="byCustomer">The customer deleted the employee; else the other way round.</param>
    /// <returns>False when they were no contacts.</returns>
    public bool End(Corp corp, string userId, string externalId, bool byCustomer)
    {
        var at = clock.GetUtcNow();
        lock (corp.Gate)
        {
            if (!corp.Follows.End(userId, externalId))
            {
                return false;
            }

            callbacks.Post(corp, byCustomer
                ? CallbackXml.FollowerDeleted(corp.CorpId, at, userId, externalId)
                : CallbackXml.ContactDeleted(corp.CorpId, at, userId, externalId, byTransfer: false));
            return true;
        }
    }

    public void Edit(Corp corp, string userId, string externalId) => callbacks.Post(corp, CallbackXml.ContactEdited(corp.CorpId, clock.GetUtcNow(), userId, externalId));

    /// <summary>The outcome of a hand-over, a day after the API call.</summary>
    public void HandOver(Corp corp, string giver, string taker, string externalId)
    {
        var at = clock.GetUtcNow();
        lock (corp.Gate)
        {
            var known = corp.Follows.Find(taker, externalId) is not null;
            var state = corp.Follows.Find(giver, externalId)?.State ?? "";
            corp.Follows.End(giver, externalId);
            if (!known)
            {
                corp.Follows.Set(new Follow(taker, externalId, at, state, 202));
                callbacks.Post(corp, CallbackXml.ContactAdded(corp.CorpId, at, taker, externalId, state, null, half: false));
            }

            callbacks.Post(corp, CallbackXml.ContactDeleted(corp.CorpId, at, giver, externalId, byTransfer: true));
        }
    }

    public void FailTransfer(Corp corp, string taker, string externalId, string reason) =>
        callbacks.Post(corp, CallbackXml.TransferFailed(corp.CorpId, clock.GetUtcNow(), taker, externalId, reason));

    private string NewCode()
    {
        lock (_codes)
        {
            return "CALLBACK_" + _codes.Text(40);
        }
    }
}
