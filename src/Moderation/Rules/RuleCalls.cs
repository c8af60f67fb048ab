using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Moderation.Rules.Versions;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Rules;

/// <summary>What the rpcs about rules share: whose rules a caller may touch, and how versions are spelled.</summary>
internal static class RuleCalls
{
    /// <summary>The scope of a request. The agency's rules hold for all brands, so only who may change what holds for all does so; leads may read them, because they inherit them.</summary>
    public static RuleScope Scope(this ServerCallContext context, Proto.RuleScope? scope, bool changes)
    {
        var caller = context.Require(Role.Lead);
        if (scope is null) { throw RuleProblems.ScopeWrong("scope must name a brand, or the agency.").ToRpc(); }

        if (!scope.Agency) { return RuleScope.Of(context.Brand(scope.BrandId), scope.PackId.Length == 0 ? Guid.Empty : CallScope.Id(scope.PackId, "scope.pack_id")); }

        if (scope.BrandId.Length > 0 || scope.PackId.Length > 0) { throw RuleProblems.ScopeWrong("scope names the agency and a brand; it can be one of them.").ToRpc(); }

        if (changes)
        {
            context.Require(Role.Admin);
            if (!caller.MayChangeForAll) { throw RuleProblems.AgencyForbidden().ToRpc(); }
        }

        return RuleScope.Agency;
    }

    public static Proto.RuleVersion ToReply(RuleVersion version)
    {
        var reply = new Proto.RuleVersion
        {
            Version = version.Version,
            State = version.State,
            Rules = version.RuleCount,
            Terms = version.TermCount,
            BasedOn = version.BasedOn,
            Reason = version.Reason,
            CreatedAt = Timestamp.FromDateTimeOffset(version.CreatedAt),
            CreatedBy = version.CreatedBy,
            PublishedBy = version.PublishedBy ?? string.Empty,
        };
        if (version.PublishedAt is { } at) { reply.PublishedAt = Timestamp.FromDateTimeOffset(at); }

        if (version.ShadowedAt is { } shadowed) { reply.ShadowedAt = Timestamp.FromDateTimeOffset(shadowed); }

        return reply;
    }

    /// <summary>The rules of a document, or everything that is wrong with it.</summary>
    public static RuleSet Document(string document)
    {
        if (Encoding.UTF8.GetByteCount(document) is var bytes && bytes > RuleDocument.MostBytes) { throw RuleProblems.TooLarge(bytes).ToRpc(); }

        var (rules, errors) = RuleDocument.Read(document);
        return errors.Count == 0 ? rules : throw RuleProblems.Invalid(errors).ToRpc();
    }
}
