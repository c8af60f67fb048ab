using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Compliance.Intercepts;
using Steward.Moderation.Compliance.Phrases;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Compliance;

/// <summary>The gate over gRPC.</summary>
internal sealed class ComplianceGrpc(CheckTextsHandler check, ChangePhrasesHandler change, ListPhrasesHandler list, PackInterceptsHandler pack) : ComplianceService.ComplianceServiceBase
{
    private const string English = "en";
    private const int MostLeftOut = 2000;

    public override async Task<CheckTextsResponse> CheckTexts(CheckTextsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var response = new CheckTextsResponse();
        response.Verdicts.AddRange((await check.HandleAsync(request.Agency && request.BrandId.Length == 0 ? null : context.Brand(request.BrandId), request.Texts, context.CancellationToken)).OrThrowRpc().Select(findings => ToReply(findings, request.Language == English)));
        return response;
    }

    public override async Task<AddPhraseResponse> AddPhrase(AddPhraseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var asked = request.Phrase ?? new Proto.Phrase();
        var draft = new BrandPhrase
        {
            BrandId = context.Brand(asked.BrandId).Value, PhraseId = CallScope.Id(asked.PhraseId, "phrase.phrase_id"), Kind = asked.Kind, Phrase = asked.Phrase_, Severity = asked.Severity,
            Advice = asked.Advice, Rewording = asked.Rewording, Reason = asked.Reason, Until = StoredMoment.Read(asked.Until, PhraseProblems.NoMoment),
        };
        return new AddPhraseResponse { Phrase = ToReply((await change.AddAsync(draft, caller.Actor, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<EndPhraseResponse> EndPhrase(EndPhraseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var ended = await change.EndAsync(context.Brand(request.BrandId), CallScope.Id(request.PhraseId, "phrase_id"), request.Reason, caller.Actor, context.CancellationToken);
        return new EndPhraseResponse { Phrase = ToReply(ended.OrThrowRpc()) };
    }

    public override async Task<ListPhrasesResponse> ListPhrases(ListPhrasesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ListPhrases(context.Brands(request.BrandId), request.Kind, request.Standing, request.Search, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var page = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var response = new ListPhrasesResponse { Total = (int)page.Total, NextPageToken = page.Next };
        response.Phrases.AddRange(page.Rows.Select(ToReply));
        return response;
    }

    public override async Task<PackInterceptsResponse> PackIntercepts(PackInterceptsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var packed = (await pack.HandleAsync(new PackIntercepts(context.Brand(request.BrandId), request.WithRules, request.Room), context.CancellationToken)).OrThrowRpc();
        var response = new PackInterceptsResponse();
        response.Rules.AddRange(packed.Rules.Select(rule => new InterceptRule { Name = rule.Name, Blocks = rule.Blocks, Words = { rule.Words } }));
        response.LeftOut.AddRange(packed.LeftOut.Skip(request.LeftOutSkip).Take(MostLeftOut).Select(one => new LeftOutWord { Word = one.Word, Source = one.Source, Why = one.Why }));
        foreach (var reason in packed.LeftOut.CountBy(one => one.Why)) { response.LeftOutByReason.Add(reason.Key, reason.Value); }

        return response;
    }

    internal static TextVerdict ToReply(IReadOnlyList<ComplianceFinding> findings, bool english)
    {
        var verdict = new TextVerdict { Verdict = CompiledPhrases.Verdict(findings) is { } gravest ? gravest.Name() : "pass" };
        verdict.Findings.AddRange(findings.Select(finding => new Proto.ComplianceFinding
        {
            RuleId = finding.RuleId, Category = finding.Category, Severity = finding.Severity.Name(), Start = finding.Start, Length = finding.Length,
            Evidence = english && finding.EvidenceEn.Length > 0 ? finding.EvidenceEn : finding.Evidence, Advice = english && finding.AdviceEn.Length > 0 ? finding.AdviceEn : finding.Advice,
            Rewording = finding.Rewording, ExemptedBy = finding.ExemptedBy?.ToString() ?? "",
            ApprovedBy = finding.ApprovedBy?.ToString() ?? "",
        }));
        return verdict;
    }

    private static Proto.Phrase ToReply(BrandPhrase phrase) => new()
    {
        PhraseId = phrase.PhraseId.ToString(), BrandId = phrase.BrandId.ToString(), Kind = phrase.Kind, Phrase_ = phrase.Phrase, Severity = phrase.Severity, Advice = phrase.Advice, Rewording = phrase.Rewording,
        Reason = phrase.Reason, Until = StoredMoment.Write(phrase.Until), SetAt = StoredMoment.Write(phrase.SetAt), SetBy = phrase.SetBy, EndedAt = StoredMoment.Write(phrase.EndedAt), EndedBy = phrase.EndedBy, EndReason = phrase.EndReason,
    };
}
