using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>One channel's rules for an account: which settings it needs, and whether the channel accepts them.</summary>
internal interface IProveAccount
{
    /// <summary>The value of <see cref="Account.Channel"/> that it stands for.</summary>
    string Channel { get; }

    /// <summary>What is wrong with the settings, without asking the channel; null when nothing is.</summary>
    Problem? Check(Account account);

    /// <summary>
    /// Proves the credentials against the channel, changing nothing there. The answer is the account's identity, which it stays with because ids of groups
    /// and people derive from it: WeCom's corp id, a bot's number. It is kept as <see cref="Account.CorpId"/>.
    /// </summary>
    Task<Result<string>> ProveAsync(Account account, CancellationToken ct);
}
