using System.ComponentModel.DataAnnotations;
using Steward.Channels.Accounts;

namespace Steward.Channels.Telegram;

/// <summary>Configuration section <c>Telegram</c>.</summary>
internal sealed class TelegramOptions
{
    /// <summary>Where Telegram reaches the gateway from outside; null: no account can use a webhook.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long one poll waits for something to happen; Telegram permits 50 s.</summary>
    [Range(0, 50)]
    public int PollSeconds { get; set; } = 25;

    /// <summary>How long changes of a group are gathered before its roster is told.</summary>
    [Range(0, 60_000)]
    public int RosterMilliseconds { get; set; } = 2000;

    /// <summary>Where Telegram is to push the updates of an account's bot.</summary>
    public string AddressOf(Account account) => new Uri(PublicUrl ?? account.BaseUrl, $"/callbacks/telegram/{account.Id}").AbsoluteUri;
}
