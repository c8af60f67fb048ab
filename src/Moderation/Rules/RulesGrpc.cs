using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Rules;

internal sealed class RulesGrpc(PublishRuleSetHandler publish, GetRuleSetHandler get) : RuleService.RuleServiceBase
{
    public override async Task<PublishRuleSetResponse> PublishRuleSet(PublishRuleSetRequest request, ServerCallContext context) =>
        new() { Version = (await publish.HandleAsync(ToCommand(request, context), context.CancellationToken)).OrThrowRpc() };

    public override async Task<GetRuleSetResponse> GetRuleSet(GetRuleSetRequest request, ServerCallContext context) =>
        new() { Rules = ToReply((await get.HandleAsync(ToQuery(request, context), context.CancellationToken)).OrThrowRpc()) };

    private static PublishRuleSet ToCommand(PublishRuleSetRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var rules = request.Rules ?? new Proto.RuleSet();
        return new PublishRuleSet(
            context.Brand(request.BrandId),
            new RuleSet(
                [.. rules.Keywords.Select(rule => new KeywordRule(rule.RuleId, rule.OffenceClass, [.. rule.Terms]))],
                [.. rules.Links.Select(rule => new LinkRule(rule.RuleId, rule.OffenceClass, [.. rule.BlockedDomains], [.. rule.AllowedDomains], rule.BlockUnlisted))]),
            caller.Actor);
    }

    private static GetRuleSet ToQuery(GetRuleSetRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        return new GetRuleSet(context.Brand(request.BrandId));
    }

    private static Proto.RuleSet ToReply(PublishedRuleSet published)
    {
        var reply = new Proto.RuleSet { Version = published.Version, PublishedAt = Timestamp.FromDateTimeOffset(published.PublishedAt), PublishedBy = published.PublishedBy };
        reply.Keywords.AddRange(published.Rules.Keywords.Select(rule => new Proto.KeywordRule { RuleId = rule.RuleId, OffenceClass = rule.OffenceClass, Terms = { rule.Terms } }));
        reply.Links.AddRange(published.Rules.Links.Select(rule => new Proto.LinkRule
        {
            RuleId = rule.RuleId,
            OffenceClass = rule.OffenceClass,
            BlockedDomains = { rule.BlockedDomains },
            AllowedDomains = { rule.AllowedDomains },
            BlockUnlisted = rule.BlockUnlisted,
        }));
        return reply;
    }
}
