using Steward.Channels.Telegram;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using static Steward.Channels.Checks.CheckSteps;

namespace Steward.Channels.Checks;

/// <summary>How the bot stands in one group.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Member">What Telegram says of the bot there; null: it is not in it.</param>
internal sealed record BotStanding(string Name, TelegramMember? Member)
{
    /// <summary>What it lacks to delete messages and to remove or mute members there.</summary>
    public IReadOnlyList<string> Missing => Member switch
    {
        { Status: "creator" } => [],
        { IsAdministrator: true } => [.. new[] { Member.CanDeleteMessages ? "" : "can_delete_messages", Member.CanRestrictMembers ? "" : "can_restrict_members" }.Where(right => right.Length > 0)],
        _ => ["administrator"],
    };
}

/// <summary>What Telegram's answers about a bot mean.</summary>
internal static class BotSteps
{
    private const int ManyWaiting = 100;
    private const int MostNamed = 5;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    public static CheckStep Privacy(TelegramUser bot) => bot.CanReadAllGroupMessages ? Ok("privacy", CheckCodes.PrivacyFine) : Warning("privacy", CheckCodes.PrivacyOn);

    /// <param name="webhook">What Telegram has.</param>
    /// <param name="wanted">Where updates are to be pushed; null: the account polls.</param>
    /// <param name="now">The moment of the check.</param>
    public static CheckStep Updates(TelegramWebhook webhook, string? wanted, DateTimeOffset now)
    {
        var (count, failedAt) = (("count", Number(webhook.PendingUpdateCount)), DateTimeOffset.FromUnixTimeSeconds(webhook.LastErrorDate));
        return webhook switch
        {
            { Url.Length: > 0 } when wanted is null => Failed("updates", CheckCodes.UpdatesPushed, ("address", webhook.Url)),
            _ when wanted is not null && webhook.Url != wanted => Failed("updates", CheckCodes.UpdatesElsewhere, ("address", webhook.Url), ("wanted", wanted)),
            // An old failure that was followed by silence is over: nothing waits.
            { LastErrorDate: > 0 } when wanted is not null && (webhook.PendingUpdateCount > 0 || now - failedAt < Lately) =>
                Of(webhook.PendingUpdateCount > 0, CheckCodes.UpdatesFailing, At(failedAt), ("words", webhook.LastErrorMessage ?? ""), count),
            { PendingUpdateCount: > ManyWaiting } => Warning("updates", CheckCodes.UpdatesWaiting, count),
            { AllowedUpdates: { Count: > 0 } allowed } when !allowed.Contains("chat_member") => Warning("updates", CheckCodes.UpdatesWithoutMembers),
            _ => Ok("updates", CheckCodes.UpdatesFine, ("way", wanted is null ? "polling" : "webhook"), count),
        };
    }

    public static CheckStep Rights(IReadOnlyList<BotStanding> groups)
    {
        if (groups.Count == 0) { return Warning("rights", CheckCodes.RightsNoGroup); }

        var lacking = groups.Where(group => group.Missing.Count > 0).ToArray();
        if (lacking.Length == 0) { return Ok("rights", CheckCodes.RightsFine, ("count", Number(groups.Count))); }

        var names = string.Join("、", lacking.Take(MostNamed).Select(group => group.Name)) + (lacking.Length > MostNamed ? "…" : "");
        var missing = string.Join(", ", lacking.SelectMany(group => group.Missing).Distinct());
        return Warning("rights", CheckCodes.RightsMissing, ("count", Number(lacking.Length)), ("of", Number(groups.Count)), ("names", names), ("missing", missing));
    }

    private static CheckStep Of(bool failed, string code, params (string Name, string Value)[] arguments) => failed ? Failed("updates", code, arguments) : Warning("updates", code, arguments);
}
