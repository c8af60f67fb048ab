using Steward.WeCom.Simulator.Archive;

namespace Steward.WeCom.Simulator.Corps;

internal sealed record Employee(string UserId, string Name);

internal sealed record Customer(string ExternalUserId, string Name, string UnionId);

/// <summary>What an administrator of the corp would copy from the console of WeCom.</summary>
internal sealed record CorpKeys(string Secret, string CallbackToken, string EncodingAesKey, string ArchiveSecret);

/// <summary>One enterprise with one app. <see cref="Gate"/> guards its groups and customers.</summary>
internal sealed class Corp(string corpId, string brand, string name, int agentId, CorpKeys keys, MessageArchive archive)
{
    public Lock Gate { get; } = new();

    public string CorpId { get; } = corpId;

    /// <summary>Short code of the brand, as in the suite's demo data.</summary>
    public string Brand { get; } = brand;

    public string Name { get; } = name;

    public int AgentId { get; } = agentId;

    public CorpKeys Keys { get; } = keys;

    public MessageArchive Archive { get; } = archive;

    public OrderedDictionary<string, Employee> Employees { get; } = [];

    public OrderedDictionary<string, Customer> Customers { get; } = [];

    public OrderedDictionary<string, CustomerGroup> Groups { get; } = [];
}
