using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Commands;

/// <summary>The ledger over gRPC.</summary>
internal sealed class CommandsGrpc(ListCommands commands, ExplainCommand explain, CancelCommand cancel, RemindCommand remind, ListConfirmations confirmations) : CommandService.CommandServiceBase
{
    private const int LongestReason = 200;
    private const int LongestSender = 128;
    private const int MostSenders = 100;
    private static readonly string[] States = ["", "planned", "blocked", "dispatched", "awaiting-confirm", "confirmed", "partly", "failed", "unknown"];
    private static readonly string[] Blocks = ["", "quota", "consent", "quiet", "roster"];

    public override Task<ListCommandsResponse> ListCommands(ListCommandsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        if (!States.Contains(request.State)) { throw Problem.InvalidField("CHN-031", "state", $"state must be empty or one of {string.Join(", ", States.Skip(1))}.").ToRpc(); }

        if (request.Origin.Length > 40) { throw Problem.InvalidField("CHN-032", "origin", "origin must be at most 40 characters.").ToRpc(); }

        if (request.Kind.Length > 0 && request.Kind != AdvanceCommand.SendToGroups && ActKind.Of(request.Kind) is null) { throw CommandProblems.Field("kind", "empty, send-to-groups or a kind of act").ToRpc(); }

        if (!Blocks.Contains(request.BlockedReason)) { throw CommandProblems.Field("blocked_reason", "empty, quota, consent, quiet or roster").ToRpc(); }

        var after = PageToken.Read(request.PageToken, 2);
        if (after is not null && !(long.TryParse(after[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(after[1], out _)))
        {
            throw Problem.InvalidField("CHN-033", "page_token", "page_token is not one that this method returned.").ToRpc();
        }

        var filter = new CommandFilter(
            request.State, request.Origin, request.Kind, request.BlockedReason, Id(request.AccountId, "account_id"), Id(request.GroupId, "group_id"), Moment(request.From, "from"), Moment(request.To, "to"));
        return commands.HandleAsync(brand, filter, CallScope.PageSize(request.PageSize), after, context.CancellationToken);
    }

    public override async Task<GetCommandResponse> GetCommand(GetCommandRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return (await explain.HandleAsync(context.Brand(request.BrandId), Command(request.CommandId), context.CancellationToken)).OrThrowRpc();
    }

    public override async Task<CancelCommandResponse> CancelCommand(CancelCommandRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var (brand, id) = (context.Brand(request.BrandId), Command(request.CommandId));
        if (request.Reason.Length > LongestReason) { throw CommandProblems.Field("reason", $"at most {LongestReason} characters").ToRpc(); }

        if (await cancel.HandleAsync(brand, id, caller.Actor, request.Reason, context.CancellationToken) is { } problem) { throw problem.ToRpc(); }

        return new CancelCommandResponse { Command = (await explain.HandleAsync(brand, id, context.CancellationToken)).OrThrowRpc().Command };
    }

    public override async Task<RemindCommandResponse> RemindCommand(RemindCommandRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reminded = (await remind.HandleAsync(context.Brand(request.BrandId), Command(request.CommandId), context.CancellationToken)).OrThrowRpc();
        return new RemindCommandResponse
        {
            Reminded = reminded.Tasks,
            RemindersLeft = reminded.Left,
            NextAt = reminded.NextAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            NotReminded = { reminded.Refused.Select(refused => new NotReminded { Sender = refused.Sender, Reason = refused.Reason, Why = Reasons.Of(refused.Reason) }) },
        };
    }

    public override Task<ListMyConfirmationsResponse> ListMyConfirmations(ListMyConfirmationsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        if (request.Sender.Length > LongestSender) { throw CommandProblems.Field("sender", $"at most {LongestSender} characters").ToRpc(); }

        if (request.Senders.Count > MostSenders || request.Senders.Any(one => one.Sender.Length is 0 or > LongestSender)) { throw CommandProblems.Field("senders", $"at most {MostSenders}, each of 1 to {LongestSender} characters").ToRpc(); }

        (Guid, string)[] only = [.. request.Senders.Select(one => (CallScope.Id(one.AccountId, "senders.account_id"), one.Sender))];
        return confirmations.HandleAsync(brand, request.Sender, only, CallScope.PageSize(request.PageSize), context.CancellationToken);
    }

    private static CommandId Command(string id) => new(CallScope.Id(id, "command_id"));

    private static Guid? Id(string value, string field) => value.Length == 0 ? null : CallScope.Id(value, field);

    private static DateTimeOffset? Moment(Timestamp? value, string field)
    {
        if (value is null) { return null; }

        // Outside these seconds or nanoseconds a timestamp is none, and converting it would throw.
        return value.Seconds is >= -62135596800 and <= 253402300799 && value.Nanos is >= 0 and <= 999_999_999 ? value.ToDateTimeOffset() : throw CommandProblems.Field(field, "a timestamp between the years 1 and 9999").ToRpc();
    }
}
