using Steward.Channels.WeCom;
using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>A connected account with its secrets in clear; lives in memory only.</summary>
/// <param name="Id">Chosen by whoever connected it. Ids of groups, people and messages derive from it, because the channel's own differ for each app.</param>
/// <param name="Brand">Whose it is.</param>
/// <param name="Name">For people.</param>
/// <param name="BaseUrl">Where the channel's API is; the stand-in and the real one differ in nothing else.</param>
/// <param name="CorpId">The identity it stays with: WeCom's corp id, a bot's number.</param>
/// <param name="AgentId">The app of the corp; 0 where a channel has none.</param>
/// <param name="Secrets">What nobody may read.</param>
internal sealed record Account(AccountId Id, BrandId Brand, string Name, Uri BaseUrl, string CorpId, long AgentId, AccountSecrets Secrets)
{
    /// <summary><c>wecom</c> or <c>telegram</c>: which adapter speaks for it.</summary>
    public string Channel { get; init; } = "wecom";

    /// <summary>How its messages may be read.</summary>
    public ArchiveMode Archive { get; init; }

    /// <summary>A provider's app: events come for this id instead of the corp's. Empty for the corp's own app.</summary>
    public string SuiteId { get; init; } = "";

    /// <summary>How to call WeCom for it.</summary>
    public WeComApp App => new(Id.Value, BaseUrl, CorpId, Secrets.Secret);

    /// <summary>Whom its callbacks must be for.</summary>
    public string ReceiveId => SuiteId.Length > 0 ? SuiteId : CorpId;

    /// <summary>Whether its messages are read.</summary>
    public bool Reads => Archive is ArchiveMode.CorpOwnedSdk or ArchiveMode.Simulator;

    /// <summary>Whether its archive is read just as before.</summary>
    public bool ReadsLike(Account other) =>
        (Archive, BaseUrl, Secrets.ArchiveSecret) == (other.Archive, other.BaseUrl, other.Secrets.ArchiveSecret)
        && Secrets.ArchiveKeys.Count == other.Secrets.ArchiveKeys.Count && Secrets.ArchiveKeys.All(key => other.Secrets.ArchiveKeys.TryGetValue(key.Key, out var same) && same == key.Value);

    public override string ToString() => $"{Id} ({Channel} {CorpId})";
}

/// <summary>What nobody may read in the database or a log.</summary>
internal sealed record AccountSecrets
{
    /// <summary>The app's secret, or the bot's token.</summary>
    public required string Secret { get; init; }

    /// <summary>What proves that a callback comes from the channel.</summary>
    public required string CallbackToken { get; init; }

    /// <summary>Empty where a channel does not encrypt its callbacks.</summary>
    public required string EncodingAesKey { get; init; }

    /// <summary>Empty: the account reads no messages.</summary>
    public required string ArchiveSecret { get; init; }

    /// <summary>RSA private keys in PEM by version. Old ones are kept: old messages need them.</summary>
    public IReadOnlyDictionary<int, string> ArchiveKeys { get; init; } = new Dictionary<int, string>();

    public override string ToString() => "(secrets)";
}
