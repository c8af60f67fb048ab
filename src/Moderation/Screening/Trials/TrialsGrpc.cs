using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.Moderation.Rules;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Moderation.Screening.Trials;

internal sealed class TrialsGrpc(ShadowReportHandler shadow, BacktestHandler backtests) : RuleTrialService.RuleTrialServiceBase
{
    private const int MessagesBetweenNews = 5000;
    private const int LongestText = 100_000;

    public override async Task<GetShadowReportResponse> GetShadowReport(GetShadowReportRequest request, ServerCallContext context)
    {
        var scope = context.Scope(request.Scope, changes: false);
        var brand = scope.Level == RuleLevel.Agency || request.BrandId.Length > 0 ? context.Brand(request.BrandId) : scope.Brand;
        var (report, said) = await shadow.HandleAsync(brand, scope, request.Version, context.CancellationToken);
        return new GetShadowReportResponse { Report = report.ToReply(said) };
    }

    public override async Task Backtest(IAsyncStreamReader<BacktestRequest> requestStream, IServerStreamWriter<BacktestResponse> responseStream, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        if (!await requestStream.MoveNext(ct) || requestStream.Current.Header is not { } header) { throw RuleProblems.TrialWrong("the first message must be the header.").ToRpc(); }

        var scope = context.Scope(header.Scope ?? new Contracts.Moderation.V1.RuleScope { BrandId = header.BrandId }, changes: false);
        var brand = context.Brand(header.BrandId);
        if (scope.Level != RuleLevel.Agency && scope.Brand != brand) { throw RuleProblems.ScopeWrong("the scope is another brand's.").ToRpc(); }

        var backtest = new Backtest((await backtests.RulesAsync(brand, scope, header.Version, ct)).OrThrowRpc());
        var told = 0L;
        while (await requestStream.MoveNext(ct))
        {
            if (requestStream.Current.Messages is not { } part || part.Messages.Count > BacktestHandler.MostAtOnce) { throw RuleProblems.TrialWrong($"after the header only messages may come, at most {BacktestHandler.MostAtOnce} at once.").ToRpc(); }

            var before = backtest.Tally.Messages;
            await backtests.AddAsync(brand, backtest, [.. part.Messages.Select((message, at) => ToMessage(message, brand, before + at))], ct);
            if (backtest.Tally.Messages - told < MessagesBetweenNews) { continue; }

            told = backtest.Tally.Messages;
            await responseStream.WriteAsync(new BacktestResponse { Messages = told }, ct);
        }

        await responseStream.WriteAsync(new BacktestResponse { Messages = backtest.Tally.Messages, Report = TrialReport.Of(backtest.Tally).ToReply(backtest.Said) }, ct);
    }

    private static ReceivedMessage ToMessage(BacktestMessage message, BrandId brand, long number)
    {
        if (message.SentAt is null || message.Text.Length > LongestText) { throw RuleProblems.TrialWrong($"message {number + 1} has no sent_at, or more than {LongestText} characters.").ToRpc(); }

        // What a file does not say must not be the same for everybody: one sender for all would be one flood.
        Guid Or(string id, string field, string kind) => id.Length > 0 ? CallScope.Id(id, field) : DerivedId.Of(brand.Value, "backtest", $"{kind} {number}");

        return new ReceivedMessage
        {
            MessageId = Or(message.MessageId, "message_id", "message"),
            GroupId = message.GroupId.Length > 0 ? CallScope.Id(message.GroupId, "group_id") : brand.Value,
            SenderId = Or(message.SenderId, "sender_id", "sender"),
            FromStaff = message.FromStaff,
            Kind = message.Kind.Length == 0 ? "text" : message.Kind,
            Text = message.Text,
            SentAt = message.SentAt.ToDateTimeOffset(),
        };
    }
}
