namespace Steward.Contracts.Words;

/// <summary>What the step-by-step check of an account can find. A code is never renamed.</summary>
public static class CheckCodes
{
    /// <summary>Arguments: field, words.</summary>
    public const string SettingsWrong = "settings-wrong";

    /// <summary>The settings are complete and well-formed.</summary>
    public const string SettingsFine = "settings-fine";

    /// <summary>Arguments: channel, words.</summary>
    public const string CredentialsRefused = "credentials-refused";

    /// <summary>Arguments: who (corp id or the bot's number).</summary>
    public const string CredentialsFine = "credentials-fine";

    /// <summary>The app may not list customer groups. Arguments: words.</summary>
    public const string GroupsForbidden = "groups-forbidden";

    /// <summary>The app sees more owners than one list takes. Arguments: words.</summary>
    public const string GroupsTooMany = "groups-too-many";

    /// <summary>The groups cannot be listed for another reason. Arguments: words.</summary>
    public const string GroupsUnread = "groups-unread";

    /// <summary>No group is visible.</summary>
    public const string GroupsNone = "groups-none";

    /// <summary>Arguments: count.</summary>
    public const string GroupsFine = "groups-fine";

    /// <summary>The first group's roster cannot be read. Arguments: words.</summary>
    public const string RosterUnread = "roster-unread";

    /// <summary>Arguments: members.</summary>
    public const string RosterFine = "roster-fine";

    /// <summary>Nothing has ever arrived. Arguments: channel, path.</summary>
    public const string CallbacksNever = "callbacks-never";

    /// <summary>Nothing has arrived for a day. Arguments: channel, path, at.</summary>
    public const string CallbacksQuiet = "callbacks-quiet";

    /// <summary>They come, and nobody works them off. Arguments: count.</summary>
    public const string CallbacksWaiting = "callbacks-waiting";

    /// <summary>Arguments: count, at.</summary>
    public const string CallbacksFine = "callbacks-fine";

    /// <summary>Messages are not read. Arguments: mode.</summary>
    public const string ArchiveOff = "archive-off";

    /// <summary>Arguments: words.</summary>
    public const string ArchiveFailed = "archive-failed";

    /// <summary>Nothing was read so far.</summary>
    public const string ArchiveNotYet = "archive-not-yet";

    /// <summary>Nothing was read lately. Arguments: at.</summary>
    public const string ArchiveStale = "archive-stale";

    /// <summary>Arguments: at.</summary>
    public const string ArchiveFine = "archive-fine";

    /// <summary>The bot hears only what is said to it.</summary>
    public const string PrivacyOn = "privacy-on";

    /// <summary>The bot hears everything.</summary>
    public const string PrivacyFine = "privacy-fine";

    /// <summary>Telegram does not say how updates are delivered. Arguments: words.</summary>
    public const string UpdatesUnread = "updates-unread";

    /// <summary>Updates go to another address. Arguments: address, wanted.</summary>
    public const string UpdatesElsewhere = "updates-elsewhere";

    /// <summary>A webhook is set though this account polls. Arguments: address.</summary>
    public const string UpdatesPushed = "updates-pushed";

    /// <summary>Telegram could not deliver. Arguments: at, words, count.</summary>
    public const string UpdatesFailing = "updates-failing";

    /// <summary>Many wait to be fetched or pushed. Arguments: count.</summary>
    public const string UpdatesWaiting = "updates-waiting";

    /// <summary>Who joins and leaves is not told. Arguments: none.</summary>
    public const string UpdatesWithoutMembers = "updates-without-members";

    /// <summary>Arguments: way (webhook or polling), count.</summary>
    public const string UpdatesFine = "updates-fine";

    /// <summary>The bot is in no group yet.</summary>
    public const string RightsNoGroup = "rights-no-group";

    /// <summary>The bot is no administrator, or lacks rights, in some groups. Arguments: count, of, names, missing (rights, comma between).</summary>
    public const string RightsMissing = "rights-missing";

    /// <summary>The bot's standing cannot be read. Arguments: words.</summary>
    public const string RightsUnread = "rights-unread";

    /// <summary>Arguments: count.</summary>
    public const string RightsFine = "rights-fine";
}
