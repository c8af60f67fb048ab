using Steward.Console.SignIn;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Shared;

/// <summary>Names of colleagues by their operator ids, kept for the circuit. Leads know everybody's of their brands; others their own, and see a short id for the rest.</summary>
internal sealed class PeopleBook(OperatorService.OperatorServiceClient client, Session session)
{
    private Dictionary<string, string> _names = [];

    /// <summary>The name of who is told by an operator id, or what was told when it is none.</summary>
    public string NameOf(string id) =>
        id.Length == 0 ? "–" : id == session.Person?.OperatorId ? session.Person.Name : _names.TryGetValue(id, out var name) ? name : Guid.TryParse(id, out _) ? id[..8] : id;

    /// <summary>Reads the names, unless they are known or not for this person.</summary>
    /// <exception cref="Grpc.Core.RpcException">Staffing is down, or refuses.</exception>
    public async Task LoadAsync(CancellationToken ct)
    {
        if (_names.Count > 0 || session.Person?.Leads != true) { return; }

        _names = (await client.ListOperatorsAsync(new ListOperatorsRequest(), cancellationToken: ct)).Operators.ToDictionary(person => person.OperatorId, person => person.Name);
    }
}
