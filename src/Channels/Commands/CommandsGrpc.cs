using System.Globalization;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Commands;

/// <summary>The ledger over gRPC.</summary>
internal sealed class CommandsGrpc(ListCommands commands) : CommandService.CommandServiceBase
{
    private static readonly string[] States = ["", "planned", "dispatched", "confirmed", "partly", "failed", "unknown"];

    public override Task<ListCommandsResponse> ListCommands(ListCommandsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        if (!States.Contains(request.State)) { throw Problem.InvalidField("CHN-031", "state", $"state must be empty or one of {string.Join(", ", States.Skip(1))}.").ToRpc(); }

        if (request.Origin.Length > 40) { throw Problem.InvalidField("CHN-032", "origin", "origin must be at most 40 characters.").ToRpc(); }

        var after = PageToken.Read(request.PageToken, 2);
        if (after is not null && !(long.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(after[1], out _)))
        {
            throw Problem.InvalidField("CHN-033", "page_token", "page_token is not one that this method returned.").ToRpc();
        }

        return commands.HandleAsync(brand, request.State, request.Origin, CallScope.PageSize(request.PageSize), after, context.CancellationToken);
    }

    public override async Task<GetCommandResponse> GetCommand(GetCommandRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return (await commands.GetAsync(context.Brand(request.BrandId), new CommandId(CallScope.Id(request.CommandId, "command_id")), context.CancellationToken)).OrThrowRpc();
    }
}
