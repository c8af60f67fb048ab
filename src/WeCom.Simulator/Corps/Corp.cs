using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Scale;

namespace Steward.WeCom.Simulator.Corps;

/// <param name="Resigned">When they left; their groups and customers then wait for somebody else.</param>
internal sealed record Employee(string UserId, string Name, DateTimeOffset? Resigned = null);

internal sealed record Customer(string ExternalUserId, string Name, string UnionId);

/// <summary>What an administrator of the corp would copy from the console of WeCom.</summary>
internal sealed record CorpKeys(string Secret, string CallbackToken, string EncodingAesKey, string ArchiveSecret);

/// <summary>A line of a corp's stable list of groups.</summary>
/// <param name="At">Its place.</param>
internal readonly record struct GroupLine(int At, string ChatId, string Owner, GroupStatus Status);

/// <summary>One enterprise with its apps. <see cref="Gate"/> guards its groups and customers.</summary>
internal sealed class Corp
{
    private readonly CorpApp _archive;

    public Corp(string corpId, string brand, string name, int agentId, CorpKeys keys, MessageArchive archive)
    {
        (CorpId, Brand, Name, AgentId, Keys, Archive) = (corpId, brand, name, agentId, keys, archive);
        Apps = [new CorpApp(agentId, keys.Secret, null, true, null)];
        _archive = new CorpApp(0, keys.ArchiveSecret, null, false, null);
        Follows = new Follows(this);
    }

    public Lock Gate { get; } = new();

    /// <summary>The archive's secret is a credential like an app's, for the calls about consent only; null when it is another secret.</summary>
    public CorpApp? ArchiveFor(string secret) => secret == Keys.ArchiveSecret ? _archive : null;

    public string CorpId { get; }

    /// <summary>Short code of the brand, as in the suite's demo data.</summary>
    public string Brand { get; }

    public string Name { get; }

    /// <summary>Of the first app.</summary>
    public int AgentId { get; }

    public CorpKeys Keys { get; }

    public MessageArchive Archive { get; }

    /// <summary>The first is there from the beginning.</summary>
    public IReadOnlyList<CorpApp> Apps { get; private set; }

    public Follows Follows { get; }

    /// <summary>Addresses that may call; null = any.</summary>
    public IReadOnlySet<string>? AllowedIps { get; set; }

    public OrderedDictionary<string, Employee> Employees { get; } = [];

    public OrderedDictionary<string, Customer> Customers { get; } = [];

    public OrderedDictionary<string, CustomerGroup> Groups { get; } = [];

    /// <summary>Groups beyond those in <see cref="Groups"/>, made on the fly; null = none.</summary>
    public Crowd? Crowd { get; set; }

    public int GroupCount => Groups.Count + (Crowd?.Size.Groups ?? 0);

    public bool Admits(string ip) => AllowedIps is not { } allowed || allowed.Contains(ip);

    public void Add(CorpApp app) => Apps = [.. Apps, app];

    public bool Employs(string userId) => Employees.TryGetValue(userId, out var employee) && employee.Resigned is null;

    public CustomerGroup? FindGroup(string chatId) => Groups.GetValueOrDefault(chatId) ?? Crowd?.Find(chatId);

    public Customer? FindCustomer(string externalId) => Customers.GetValueOrDefault(externalId) ?? Crowd?.Customer(externalId);

    /// <summary>Every change of a group goes through here, so that a group made on the fly stays as it was changed.</summary>
    public CustomerGroup Hold(CustomerGroup group) => group.IsKept ? group : Crowd!.Keep(group);

    /// <summary>The groups that are not dismissed and whose owner fits, from a place of the list on.</summary>
    public IEnumerable<GroupLine> List(int from, Func<string, bool> fits)
    {
        for (var at = from; at < GroupCount; at++)
        {
            var crowded = at - Groups.Count;
            var group = crowded < 0 ? Groups.GetAt(at).Value : Crowd!.KeptAt(crowded);
            if (group?.Dismissed != true && fits(group?.Owner ?? Crowd!.OwnerOf(crowded)))
            {
                yield return new GroupLine(at, group?.ChatId ?? Crowd!.ChatId(crowded), group?.Owner ?? Crowd!.OwnerOf(crowded), StatusOf(group, crowded));
            }
        }
    }

    /// <summary>Of a group as <c>groupchat/list</c> tells it: one whose owner left waits for a new one.</summary>
    private GroupStatus StatusOf(CustomerGroup? group, int crowded)
    {
        var owner = group?.Owner ?? Crowd!.OwnerOf(crowded);
        return Employees.TryGetValue(owner, out var employee) && employee.Resigned is not null ? GroupStatus.OwnerResigned : group?.Status ?? GroupStatus.Normal;
    }
}
