namespace Steward.Channels.Callbacks;

/// <summary>WeCom's rule for a group's events: apply a change only on top of the version it names, else read the whole group.</summary>
/// <param name="member">The version whose members are known.</param>
internal sealed class GroupVersion(string member)
{
    /// <summary>The version whose members are known.</summary>
    public string Member { get; private set; } = member;

    /// <summary>The newest version that an event named.</summary>
    public string Event { get; private set; } = "";

    /// <summary>Whether an event named a version.</summary>
    public bool Changed => Event.Length > 0;

    /// <summary>Takes an event's versions. A leave is complete in itself, so the known version moves on with it; a join needs the roster first.</summary>
    /// <returns>Whether changes are missing in between.</returns>
    public bool Take(CallbackEvent told)
    {
        if (told.CurrentVersion.Length == 0) { return true; }

        var (known, follows) = (Member, Member == told.LastVersion);
        Event = told.CurrentVersion;
        if (follows && told.UpdateDetail == "del_member") { Member = told.CurrentVersion; }

        return !follows && known != told.CurrentVersion;
    }
}
