using Steward.Kernel;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Leads;

/// <summary>The states of a lead, in their wire spelling.</summary>
internal static class LeadState
{
    /// <summary>Handed over; its owner has not spoken to the member.</summary>
    public const string New = "new";

    /// <summary>Its owner has spoken to the member.</summary>
    public const string Following = "following";

    /// <summary>The member bought.</summary>
    public const string Won = "won";

    /// <summary>The member did not.</summary>
    public const string Lost = "lost";

    /// <summary>Nobody spoke to the member in time: the matter is back in the inbox.</summary>
    public const string Returned = "returned";

    public static readonly string[] All = [New, Following, Won, Lost, Returned];
    public static readonly string[] Outcomes = [Won, Lost];
}

/// <summary>A member who wants to buy, in the hands of sales: new → following → won or lost; new → returned when nobody speaks to them in time. Decides only; the same lead means there is nothing to do.</summary>
internal sealed record Lead
{
    public const int LongestText = 500;

    /// <summary>A hundred million yuan: more is a slip of the keyboard.</summary>
    public const long MostFen = 10_000_000_000;

    public required BrandId BrandId { get; init; }
    public required Guid LeadId { get; init; }

    /// <summary>The matter that was handed over.</summary>
    public required Guid WorkItemId { get; init; }
    public required AccountId AccountId { get; init; }
    public required GroupId GroupId { get; init; }
    public required MemberId MemberId { get; init; }

    /// <summary>What the member wants, in the words of who handed them over.</summary>
    public required string Wants { get; init; }
    public required string State { get; init; }

    /// <summary>Who sells.</summary>
    public required Guid OwnerId { get; init; }
    public required string HandedBy { get; init; }
    public required DateTimeOffset HandedAt { get; init; }

    /// <summary>By when the owner is to speak to the member, in the brand's time on duty; fixed when it was handed over.</summary>
    public required DateTimeOffset FollowDueAt { get; init; }
    public DateTimeOffset? FollowedAt { get; init; }

    /// <summary>Whether they did, one of <see cref="Kept"/>, written once.</summary>
    public string Follow { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>For how much they bought; 0: not told, or not bought.</summary>
    public long AmountFen { get; init; }

    /// <summary>What the owner says of it last.</summary>
    public string Note { get; init; } = "";

    /// <summary>Its owner, or a lead, has spoken to the member. Saying more of it later is fine.</summary>
    public Result<Lead> FollowedUp(string note, string by, bool forOthers, DateTimeOffset at) =>
        !MayBeChangedBy(by, forOthers) ? LeadProblems.SomebodyElse(LeadId)
        : State == LeadState.New ? this with { State = LeadState.Following, FollowedAt = at, Follow = Kept.Of(FollowDueAt, at), Note = note }
        : State == LeadState.Following ? note == Note ? this : this with { Note = note }
        : LeadProblems.WrongState(LeadId, State);

    /// <summary>What came of it. Who has sold has spoken to the member. The same outcome again is a retry; an outcome may be corrected.</summary>
    public Result<Lead> Settle(string outcome, long amountFen, string note, string by, bool forOthers, DateTimeOffset at)
    {
        if (!MayBeChangedBy(by, forOthers)) { return LeadProblems.SomebodyElse(LeadId); }

        if (State == LeadState.Returned) { return LeadProblems.WrongState(LeadId, State); }

        var amount = outcome == LeadState.Won ? amountFen : 0;
        if (State == outcome && AmountFen == amount && Note == note) { return this; }

        return this with
        {
            State = outcome, AmountFen = amount, Note = note, EndedAt = EndedAt ?? at, FollowedAt = FollowedAt ?? at, Follow = Follow.Length > 0 ? Follow : Kept.Of(FollowDueAt, at),
        };
    }

    /// <summary>Goes to another seller, who has the same time from now; one who was spoken to stays spoken to.</summary>
    public Result<Lead> GiveTo(Guid owner, DateTimeOffset due, string by, bool forOthers) =>
        !MayBeChangedBy(by, forOthers) ? LeadProblems.SomebodyElse(LeadId)
        : State is not (LeadState.New or LeadState.Following) ? LeadProblems.WrongState(LeadId, State)
        : owner == OwnerId ? this
        : this with { OwnerId = owner, FollowDueAt = State == LeadState.New ? due : FollowDueAt };

    /// <summary>Nobody spoke to the member in time. Null: somebody did, or there is time yet.</summary>
    public Lead? WhenDue(DateTimeOffset at) => State == LeadState.New && FollowDueAt <= at ? this with { State = LeadState.Returned, Follow = Kept.Missed, EndedAt = at } : null;

    private bool MayBeChangedBy(string by, bool forOthers) => forOthers || OwnerId.ToString() == by;
}
