using Steward.Channels.Accounts;

namespace Steward.Channels.Callbacks;

/// <summary>A kept event on its way to its effects.</summary>
internal sealed record KeptEvent(long Id, Account Account, CallbackKind Kind, CallbackEvent Told)
{
    /// <summary>What was done, for the row and the counter.</summary>
    public string Outcome { get; set; } = Kind switch
    {
        CallbackKind.Unknown => "unknown",
        CallbackKind.OtherCorp => "other_corp",
        CallbackKind.ArchiveHint => "archive",
        CallbackKind.Tag => "tag",
        CallbackKind.CustomerService => "customer_service",
        CallbackKind.ContactEdited => "contact_edited",
        _ => "",
    };
}
