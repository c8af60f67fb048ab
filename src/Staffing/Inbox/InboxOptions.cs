namespace Steward.Staffing.Inbox;

/// <summary>Settings of the inbox (section <c>Inbox</c>).</summary>
internal sealed class InboxOptions
{
    /// <summary>A further question of the same member in the same group belongs to the same matter when it comes within this time of the last one.</summary>
    public TimeSpan SameMatterWithin { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Words of staff in a group that quote nothing answer the one matter that waits there when they come within this time of its last question, and thanks end it within this time of an answer.</summary>
    public TimeSpan AnsweredWithin { get; set; } = TimeSpan.FromMinutes(15);
}
