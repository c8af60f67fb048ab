using System.Collections.Concurrent;
using Grpc.Core;
using Steward.Contracts.Members.V1;

namespace Steward.Console.Shared;

/// <summary>Names of groups and members by their ids, read in few calls and kept for the circuit. What cannot be read is shown as a short id.</summary>
internal sealed class NameBook(GroupService.GroupServiceClient groups, MemberService.MemberServiceClient members)
{
    private const int MostIds = 500;
    private const int AtOnce = 8;
    private readonly ConcurrentDictionary<(string Brand, string Id), string> _groups = new();
    private readonly ConcurrentDictionary<(string Brand, string Id), string> _members = new();

    public string Group(string brand, string id) => id.Length == 0 ? "–" : _groups.TryGetValue((brand, id), out var name) ? name : BrandBook.ShortId(id);

    public string Member(string brand, string id) => id.Length == 0 ? "–" : _members.TryGetValue((brand, id), out var name) ? name : BrandBook.ShortId(id);

    /// <summary>Learns a name that came along with something else.</summary>
    public void LearnMember(string brand, string id, string name) => _members[(brand, id)] = name;

    /// <summary>Learns a group's name that came along with something else.</summary>
    public void LearnGroup(string brand, string id, string name) => _groups[(brand, id)] = name;

    /// <summary>Reads the names that are not known yet.</summary>
    /// <exception cref="RpcException">Members is down, or refuses.</exception>
    public async Task LoadAsync(IEnumerable<(string Brand, string Group, string Member)> wanted, CancellationToken ct)
    {
        var all = wanted.ToArray();
        foreach (var brand in all.Where(one => one.Group.Length > 0 && !_groups.ContainsKey((one.Brand, one.Group))).GroupBy(one => one.Brand, one => one.Group))
        {
            foreach (var ids in brand.Distinct().Chunk(MostIds))
            {
                var answer = await groups.ListGroupsAsync(new ListGroupsRequest { BrandId = brand.Key, GroupIds = { ids }, PageSize = MostIds }, cancellationToken: ct);
                foreach (var group in answer.Groups) { LearnGroup(brand.Key, group.GroupId, group.Name); }
            }
        }

        var people = all.Where(one => one.Member.Length > 0 && !_members.ContainsKey((one.Brand, one.Member))).Select(one => (one.Brand, one.Member)).Distinct();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (person, token) =>
        {
            try
            {
                var answer = await members.GetMemberAsync(new GetMemberRequest { BrandId = person.Brand, MemberId = person.Member }, cancellationToken: token);
                LearnMember(person.Brand, person.Member, answer.Member.Name);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
            {
                // The roster does not know this person yet: the id stands for the name until it does.
            }
        });
    }
}
