using System.Security.Claims;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Console.SignIn;

/// <summary>Asks Staffing whether a login and a password belong together.</summary>
internal static class CheckPassword
{
    private static readonly Problem UnknownRole = new("CON-001", ProblemKind.Forbidden, "This account's role is unknown to the Console.");

    /// <summary>The person's claims, or why there are none.</summary>
    public static async Task<Result<ClaimsPrincipal>> AskAsync(OperatorService.OperatorServiceClient operators, CallerContext context, string login, string password, CancellationToken ct)
    {
        var before = context.Current;
        context.Current = Caller.ForService("console");
        try
        {
            var answer = await operators.SignInAsync(new SignInRequest { Login = login, Password = password }, cancellationToken: ct);
            return PersonCookie.Of(answer.Operator) is { } person ? person : UnknownRole;
        }
        catch (RpcException exception)
        {
            return exception.ToProblem();
        }
        finally
        {
            context.Current = before;
        }
    }
}
