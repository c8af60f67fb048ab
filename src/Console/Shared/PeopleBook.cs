using Steward.Console.Language;
using Steward.Console.SignIn;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Shared;

/// <summary>Names of colleagues by their operator ids, kept for the circuit: of everybody who works for this person's brands.</summary>
internal sealed class PeopleBook(OperatorService.OperatorServiceClient client, Session session, Texts texts)
{
    /// <summary>Begins what Moderation tells as the decider where nobody was: its policy, with the version.</summary>
    private const string Policy = "policy v";

    /// <summary>Begins what a program did, with its name.</summary>
    private const string Service = "service:";
    private Colleague[] _people = [];
    private Dictionary<string, string> _names = [];

    /// <summary>The name of who is told by an operator id, or what was told when it is none.</summary>
    public string NameOf(string id) =>
        id.Length == 0 ? "–" : id == session.Person?.OperatorId ? session.Person.Name : _names.TryGetValue(id, out var name) ? name
        : Guid.TryParse(id, out _) ? id[..8] : id.StartsWith(Policy, StringComparison.Ordinal) ? texts.DecidedByPolicy(id[Policy.Length..])
        : id.StartsWith(Service, StringComparison.Ordinal) ? texts.DoneByService(id[Service.Length..]) : id;

    /// <summary>Who works for a brand besides this person, by name; known once the names were read.</summary>
    public IReadOnlyList<Colleague> ColleaguesOf(string brandId) => [.. _people.Where(one => one.OperatorId != session.Person?.OperatorId && one.BrandIds.Contains(brandId))];

    /// <summary>Everybody besides this person, by name; known once the names were read.</summary>
    public IReadOnlyList<Colleague> Colleagues => [.. _people.Where(one => one.OperatorId != session.Person?.OperatorId)];

    /// <summary>Reads the names, unless they are known.</summary>
    /// <exception cref="Grpc.Core.RpcException">Staffing is down, or refuses.</exception>
    public async Task LoadAsync(CancellationToken ct)
    {
        if (_people.Length > 0) { return; }

        _people = [.. (await client.ListColleaguesAsync(new ListColleaguesRequest(), cancellationToken: ct)).Colleagues];
        _names = _people.ToDictionary(person => person.OperatorId, person => person.Name);
    }
}
