using Steward.Console.SignIn;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Confirmations;

/// <summary>Who the signed-in person is in the channel accounts, kept for the circuit: what waits for their own tap is found by it.</summary>
internal sealed class MyEmployees(OperatorService.OperatorServiceClient operators, Session session)
{
    private ILookup<string, ConfirmationSender> _byBrand = Array.Empty<ChannelUser>().ToLookup(user => user.BrandId, _ => new ConfirmationSender());

    /// <summary>Whether any account is linked.</summary>
    public bool Any => _byBrand.Count > 0;

    /// <summary>Reads the links anew.</summary>
    /// <exception cref="Grpc.Core.RpcException">Staffing is down, or refuses.</exception>
    public async Task LoadAsync(CancellationToken ct)
    {
        var answer = await operators.ListChannelUsersAsync(new ListChannelUsersRequest { OperatorId = session.Person?.OperatorId ?? "" }, cancellationToken: ct);
        _byBrand = answer.Users.ToLookup(user => user.BrandId, user => new ConfirmationSender { AccountId = user.AccountId, Sender = user.UserId });
    }

    /// <summary>The employees who this person is in a brand's accounts; empty: none is known.</summary>
    public IReadOnlyList<ConfirmationSender> Of(string brandId) => [.. _byBrand[brandId]];
}
