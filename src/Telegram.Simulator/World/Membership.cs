using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.World;

internal enum Standing { Creator, Administrator, Member, Restricted, Left, Kicked }

/// <summary>How somebody stands in a chat. Immutable: a change replaces it, so that before and after can both be told.</summary>
internal sealed record Membership(Person User, Standing Standing)
{
    private static readonly string[] AdminRights =
        ["can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_pin_messages"];

    private static readonly string[] SpeakingRights =
        ["can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews"];

    private static readonly string[] OtherRights = ["can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"];

    /// <summary>What an administrator or a restricted member may do.</summary>
    public IReadOnlySet<string> Rights { get; init; } = new HashSet<string>();

    /// <summary>End of a restriction or ban in Unix seconds; 0: for good.</summary>
    public long Until { get; init; }

    /// <summary>Whether a restricted person is in the chat.</summary>
    public bool RestrictedIsInside { get; init; } = true;

    public static IReadOnlySet<string> AllAdminRights { get; } = new HashSet<string>(AdminRights);

    public static IReadOnlyList<string> AllPermissions { get; } = [.. SpeakingRights, .. OtherRights];

    public bool IsInside => Standing is Standing.Creator or Standing.Administrator or Standing.Member || (Standing is Standing.Restricted && RestrictedIsInside);

    public bool IsAdministrator => Standing is Standing.Creator or Standing.Administrator;

    public bool MaySpeak => IsInside && (Standing is not Standing.Restricted || Rights.Contains("can_send_messages"));

    public bool May(string right) => Standing is Standing.Creator || (Standing is Standing.Administrator && Rights.Contains(right));

    /// <summary>How it is now: restrictions and bans end by themselves.</summary>
    public Membership At(long now) => Until == 0 || Until > now ? this : Standing switch
    {
        Standing.Restricted => new Membership(User, RestrictedIsInside ? Standing.Member : Standing.Left),
        Standing.Kicked => new Membership(User, Standing.Left),
        _ => this,
    };

    public JsonObject ToJson()
    {
        var member = new JsonObject { ["user"] = User.ToJson(), ["status"] = Standing.ToString().ToLowerInvariant() };
        switch (Standing)
        {
            case Standing.Creator:
                member["is_anonymous"] = false;
                break;
            case Standing.Administrator:
                member["can_be_edited"] = false;
                member["is_anonymous"] = false;
                foreach (var right in AdminRights) { member[right] = Rights.Contains(right); }

                break;
            case Standing.Restricted:
                member["is_member"] = RestrictedIsInside;
                member["until_date"] = Until;
                foreach (var right in AllPermissions) { member[right] = Rights.Contains(right); }

                break;
            case Standing.Kicked:
                member["until_date"] = Until;
                break;
        }

        return member;
    }
}
