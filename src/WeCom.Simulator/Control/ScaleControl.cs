using System.Diagnostics;
using System.Globalization;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Scale;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>Gives a corp a crowd of groups that are made on the fly.</summary>
internal sealed class ScaleControl(SimulatedWorld world)
{
    private const int MostGroups = 1_000_000;
    private const int MostMembers = 500;
    private const int MostOwners = 5000;

    public IResult Get()
    {
        using var self = Process.GetCurrentProcess();
        return ControlBody.Ok(new
        {
            corps = world.Corps.Values.Select(Describe),
            workingSetMegabytes = self.WorkingSet64 >> 20,
            managedMegabytes = GC.GetTotalMemory(false) >> 20,
        });
    }

    public Task<IResult> Set(HttpRequest request, CancellationToken ct) => ControlBody.Read<Setting>(request, body =>
    {
        var problem = body switch
        {
            { Groups: < 0 or > MostGroups } => $"groups: 0 (none) to {MostGroups}",
            { MembersPerGroup: < 2 or > MostMembers } => $"membersPerGroup: 2 to {MostMembers}",
            { Owners: < 1 or > MostOwners } => $"owners: 1 to {MostOwners}",
            _ => null,
        };
        if (problem is not null)
        {
            return Task.FromResult(ControlBody.Bad(problem));
        }

        if (!world.Corps.TryGetValue(body.Corp, out var corp))
        {
            return Task.FromResult(ControlBody.NotFound($"corp: {body.Corp} is not a corp of this world"));
        }

        Place(corp, new CrowdSize(body.Groups, body.MembersPerGroup, body.Owners));
        return Task.FromResult(Get());
    }, ct);

    private static object Describe(Corp corp)
    {
        lock (corp.Gate)
        {
            return new
            {
                corp.CorpId,
                groups = corp.GroupCount,
                memberships = corp.Groups.Values.Sum(g => (long)g.Members.Count) + (corp.Crowd?.Size.Memberships ?? 0),
                customers = corp.Customers.Count + (corp.Crowd?.Size.Customers ?? 0),
                employees = corp.Employees.Count,
                groupsKept = corp.Groups.Count + (corp.Crowd?.Kept ?? 0),
            };
        }
    }

    private void Place(Corp corp, CrowdSize size)
    {
        lock (corp.Gate)
        {
            List<string> owners = [.. Enumerable.Range(1, size.Owners).Select(i => string.Create(CultureInfo.InvariantCulture, $"Owner{i:D4}"))];
            foreach (var (at, owner) in owners.Index())
            {
                corp.Employees.TryAdd(owner, new Employee(owner, $"群主{at + 1}号"));
            }

            corp.Crowd = size.Groups == 0 ? null : new Crowd(world.Seed, corp.CorpId, corp.Name, size, owners);
        }
    }

    internal sealed record Setting
    {
        public required string Corp { get; init; }

        public required int Groups { get; init; }

        public int MembersPerGroup { get; init; } = 200;

        public int Owners { get; init; } = 300;
    }
}
