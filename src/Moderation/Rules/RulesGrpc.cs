using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Rules.Nicknames;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;
using RuleScope = Steward.Moderation.Rules.Versions.RuleScope;

namespace Steward.Moderation.Rules;

internal sealed class RulesGrpc(ChangeRulesHandler change, ReadRulesHandler read, ListNicknameBreachesHandler nicknames) : RuleService.RuleServiceBase
{
    public override async Task<PublishRuleSetResponse> PublishRuleSet(PublishRuleSetRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var scope = RuleScope.Of(context.Brand(request.BrandId));
        var rules = request.Rules ?? new Proto.RuleSet();
        var command = new Versions.PublishRuleSet(scope, rules.Document.Length > 0 ? DocumentOf(rules) : ListsOf(rules), request.Reason, caller.Actor);
        return new PublishRuleSetResponse { Version = (await change.HandleAsync(command, context.CancellationToken)).OrThrowRpc().Version };
    }

    public override async Task<GetRuleSetResponse> GetRuleSet(GetRuleSetRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var found = (await read.GetAsync(RuleScope.Of(context.Brand(request.BrandId)), 0, context.CancellationToken)).OrThrowRpc();
        return new GetRuleSetResponse { Rules = ToReply(found) };
    }

    public override Task<ListRuleKindsResponse> ListRuleKinds(ListRuleKindsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var reply = new ListRuleKindsResponse();
        reply.Kinds.AddRange(RuleKinds.All.Select(kind => new Proto.RuleKind { Kind = kind.Name, Schema = kind.Schema }));
        return Task.FromResult(reply);
    }

    public override async Task<SaveDraftResponse> SaveDraft(SaveDraftRequest request, ServerCallContext context)
    {
        var scope = context.Scope(request.Scope, changes: true);
        var command = new SaveDraft(scope, request.Version, RuleCalls.Document(request.Document), request.BasedOn, request.Reason, context.Caller().Actor) { ReadAt = request.ReadAt?.ToDateTimeOffset() };
        return new SaveDraftResponse { Version = RuleCalls.ToReply((await change.HandleAsync(command, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<MoveVersionResponse> MoveVersion(MoveVersionRequest request, ServerCallContext context)
    {
        var scope = context.Scope(request.Scope, changes: true);
        RuleMove move = request.Move switch
        {
            "publish" => RuleMove.Publish,
            "start_shadow" => RuleMove.StartShadow,
            "stop_shadow" => RuleMove.StopShadow,
            "roll_back" => RuleMove.RollBack,
            _ => throw RuleProblems.UnknownMove().ToRpc(),
        };
        var command = new MoveVersion(scope, request.Version, move, request.Reason, context.Caller().Actor) { ReadAt = request.ReadAt?.ToDateTimeOffset() };
        var moved = await change.HandleAsync(command, context.CancellationToken);
        return new MoveVersionResponse { Version = RuleCalls.ToReply(moved.OrThrowRpc()) };
    }

    public override async Task<ListVersionsResponse> ListVersions(ListVersionsRequest request, ServerCallContext context)
    {
        var found = await read.ListAsync(context.Scope(request.Scope, changes: false), request.Before, CallScope.PageSize(request.PageSize), context.CancellationToken);
        var reply = new ListVersionsResponse();
        reply.Versions.AddRange(found.Select(RuleCalls.ToReply));
        return reply;
    }

    public override async Task<GetVersionResponse> GetVersion(GetVersionRequest request, ServerCallContext context)
    {
        var found = (await read.GetAsync(context.Scope(request.Scope, changes: false), request.Version, context.CancellationToken)).OrThrowRpc();
        return new GetVersionResponse { Version = RuleCalls.ToReply(found.Version), Document = RuleDocument.Write(found.Rules) };
    }

    public override async Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context)
    {
        var reply = new ListChangesResponse();
        reply.Changes.AddRange((await read.ChangesAsync(context.Scope(request.Scope, changes: false), context.CancellationToken)).Select(one =>
            new Proto.RuleChange { Action = one.Action, Version = one.Version, At = Timestamp.FromDateTimeOffset(one.At), By = one.By, Reason = one.Reason }));
        return reply;
    }

    public override async Task<ExplainRulesResponse> ExplainRules(ExplainRulesRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var group = request.GroupId.Length == 0 ? Guid.Empty : CallScope.Id(request.GroupId, "group_id");
        var (effective, hits) = await read.ExplainAsync(context.Brand(request.BrandId), group, context.CancellationToken);
        var reply = new ExplainRulesResponse { Idle = { effective.Idle } };
        reply.Rules.AddRange(effective.Rules.Select(rule => new ExplainedRule
        {
            RuleId = rule.Rule.RuleId,
            Kind = rule.Rule.KindName,
            OffenceClass = rule.Rule.OffenceClass,
            Severity = SeverityName.Of(rule.Rule.Severity),
            Level = EffectiveRules.NameOf(rule.Level),
            Version = rule.Version,
            Holds = rule.Holds,
            Changes = { rule.Changes },
            Hits = hits.GetValueOrDefault((EffectiveRules.NameOf(rule.Level), rule.Version, rule.Rule.RuleId)),
            Summary = RuleSummaries.Of(rule.Rule),
        }));
        return reply;
    }

    public override async Task<ListNicknameBreachesResponse> ListNicknameBreaches(ListNicknameBreachesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var group = request.GroupId.Length == 0 ? (Guid?)null : CallScope.Id(request.GroupId, "group_id");
        var reply = new ListNicknameBreachesResponse();
        reply.Breaches.AddRange((await nicknames.HandleAsync(context.Brand(request.BrandId), group, context.CancellationToken)).Select(one => new Proto.NicknameBreach
        {
            GroupId = one.GroupId.ToString(), MemberId = one.MemberId.ToString(), Name = one.Name, RuleId = one.RuleId, Since = Timestamp.FromDateTimeOffset(one.Since),
        }));
        return reply;
    }

    private static RuleSet DocumentOf(Proto.RuleSet rules) =>
        rules.Keywords.Count + rules.Links.Count == 0 ? RuleCalls.Document(rules.Document) : throw RuleProblems.ScopeWrong("rules have a document and lists; they can have one of both.").ToRpc();

    /// <summary>Rules given as lists of words and links; what is wrong with them is told in the spelling of the lists.</summary>
    private static RuleSet ListsOf(Proto.RuleSet rules)
    {
        var set = new RuleSet
        {
            Rules =
            [
                .. rules.Keywords.Select(rule => new Kinds.KeywordRule { RuleId = rule.RuleId, OffenceClass = rule.OffenceClass, Terms = [.. rule.Terms.Select(term => new Term(term))] }),
                .. rules.Links.Select(rule => new Kinds.LinkRule { RuleId = rule.RuleId, OffenceClass = rule.OffenceClass, BlockedDomains = [.. rule.BlockedDomains], AllowedDomains = [.. rule.AllowedDomains], BlockUnlisted = rule.BlockUnlisted }),
            ],
        };
        var errors = RuleSetCheck.ErrorsOf(set);
        return errors.Count == 0 ? set : throw RuleProblems.Invalid([.. errors.Select(error => error with { Field = InLists(error.Field, rules.Keywords.Count) })]).ToRpc();
    }

    private static string InLists(string field, int keywords)
    {
        var end = field.IndexOf(']', StringComparison.Ordinal);
        if (end < 0) { return field; }

        var number = int.Parse(field.AsSpan("rules[".Length, end - "rules[".Length), System.Globalization.CultureInfo.InvariantCulture);
        return number < keywords ? $"rules.keywords[{number}]{field[(end + 1)..]}" : $"rules.links[{number - keywords}]{field[(end + 1)..]}";
    }

    private static Proto.RuleSet ToReply(VersionedRules found)
    {
        var reply = new Proto.RuleSet { Version = found.Version.Version, PublishedBy = found.Version.PublishedBy ?? string.Empty, Document = RuleDocument.Write(found.Rules) };
        if (found.Version.PublishedAt is { } at) { reply.PublishedAt = Timestamp.FromDateTimeOffset(at); }

        reply.Keywords.AddRange(found.Rules.Rules.OfType<Kinds.KeywordRule>().Select(rule => new Proto.KeywordRule { RuleId = rule.RuleId, OffenceClass = rule.OffenceClass, Terms = { rule.Terms.Select(term => term.Text) } }));
        reply.Links.AddRange(found.Rules.Rules.OfType<Kinds.LinkRule>().Select(rule => new Proto.LinkRule
        {
            RuleId = rule.RuleId, OffenceClass = rule.OffenceClass, BlockedDomains = { rule.BlockedDomains }, AllowedDomains = { rule.AllowedDomains }, BlockUnlisted = rule.BlockUnlisted,
        }));
        return reply;
    }
}
