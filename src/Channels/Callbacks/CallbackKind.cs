namespace Steward.Channels.Callbacks;

/// <summary>What an event is about, as far as Channels does something with it.</summary>
internal enum CallbackKind
{
    /// <summary>Not one of those below: kept and counted, so that nothing new at WeCom goes unseen.</summary>
    Unknown,

    /// <summary>Meant for another corp than the account's.</summary>
    OtherCorp,

    /// <summary>There are new archived messages.</summary>
    ArchiveHint,

    /// <summary>A group came to be, changed its name, notice or owner, or got members: nobody's names come with it, so the roster is read.</summary>
    GroupChanged,

    /// <summary>People left a group or were removed.</summary>
    MembersLeft,
    GroupDismissed,
    ContactAdded,

    /// <summary>A customer added an employee who has not confirmed yet.</summary>
    ContactHalfAdded,

    /// <summary>Remark, phone number or tags of a contact: Channels keeps none of these.</summary>
    ContactEdited,
    ContactDroppedByStaff,
    ContactDroppedByCustomer,
    HandOverFailed,
    ArchiveAgreed,

    /// <summary>The corp's tags: Channels keeps no list of them.</summary>
    Tag,

    /// <summary>Customer service has messages: its reader is not part of Channels.</summary>
    CustomerService,
}

/// <summary>Tells events apart.</summary>
internal static class CallbackKinds
{
    private const int LongestId = 256;

    public static CallbackKind Of(CallbackEvent told, string corpId) => told.Event switch
    {
        _ when told.AuthCorpId.Length > 0 && told.AuthCorpId != corpId => CallbackKind.OtherCorp,
        "msgaudit_notify" => CallbackKind.ArchiveHint,
        "kf_msg_or_event" => CallbackKind.CustomerService,
        "change_external_tag" when told.ChangeType is "create" or "update" or "delete" or "shuffle" => CallbackKind.Tag,
        "change_external_chat" when IsId(told.ChatId) => OfGroup(told),
        "change_external_contact" when IsId(told.UserId) && IsId(told.ExternalUserId) => OfContact(told),
        _ => CallbackKind.Unknown,
    };

    private static CallbackKind OfGroup(CallbackEvent told) => (told.ChangeType, told.UpdateDetail) switch
    {
        ("dismiss", _) => CallbackKind.GroupDismissed,
        ("create", _) => CallbackKind.GroupChanged,
        ("update", "del_member") => told.Changed.Count > 0 ? CallbackKind.MembersLeft : CallbackKind.GroupChanged,
        ("update", "add_member" or "change_owner" or "change_name" or "change_notice") => CallbackKind.GroupChanged,
        _ => CallbackKind.Unknown,
    };

    private static CallbackKind OfContact(CallbackEvent told) => told.ChangeType switch
    {
        "add_external_contact" => CallbackKind.ContactAdded,
        "add_half_external_contact" => CallbackKind.ContactHalfAdded,
        "edit_external_contact" => CallbackKind.ContactEdited,
        "del_external_contact" => CallbackKind.ContactDroppedByStaff,
        "del_follow_user" => CallbackKind.ContactDroppedByCustomer,
        "transfer_fail" => CallbackKind.HandOverFailed,
        "msg_audit_approved" => CallbackKind.ArchiveAgreed,
        _ => CallbackKind.Unknown,
    };

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId;
}
