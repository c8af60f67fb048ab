namespace Steward.Staffing.Inbox;

/// <summary>Settings of the inbox (section <c>Inbox</c>).</summary>
internal sealed class InboxOptions
{
    /// <summary>A further question of the same member in the same group belongs to the same matter when it comes within this time of the last one.</summary>
    public TimeSpan SameMatterWithin { get; set; } = TimeSpan.FromMinutes(30);
}
