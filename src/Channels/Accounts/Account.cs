using Steward.Channels.WeCom;
using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>A connected account with its secrets in clear; lives in memory only.</summary>
internal sealed record Account(AccountId Id, BrandId Brand, string Name, Uri BaseUrl, string CorpId, long AgentId, AccountSecrets Secrets)
{
    /// <summary><c>wecom</c> or <c>telegram</c>: which adapter speaks for it.</summary>
    public string Channel { get; init; } = "wecom";

    /// <summary>How to call WeCom for it.</summary>
    public WeComApp App { get; } = new(Id.Value, BaseUrl, CorpId, Secrets.Secret);

    /// <summary>Whether its messages are read.</summary>
    public bool Reads => Secrets.ArchiveSecret.Length > 0;

    public override string ToString() => $"{Id} ({CorpId})";
}

/// <summary>What nobody may read in the database or a log.</summary>
internal sealed record AccountSecrets
{
    public required string Secret { get; init; }
    public required string CallbackToken { get; init; }
    public required string EncodingAesKey { get; init; }

    /// <summary>Empty: the account reads no messages.</summary>
    public required string ArchiveSecret { get; init; }

    public override string ToString() => "(secrets)";
}
