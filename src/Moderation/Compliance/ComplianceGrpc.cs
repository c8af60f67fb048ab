using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Compliance.Phrases;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Compliance;

/// <summary>The gate over gRPC.</summary>
internal sealed class ComplianceGrpc(CheckTextsHandler check, ChangePhrasesHandler change, ListPhrasesHandler list) : ComplianceService.ComplianceServiceBase
{
    public override async Task<CheckTextsResponse> CheckTexts(CheckTextsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var response = new CheckTextsResponse();
        response.Verdicts.AddRange((await check.HandleAsync(context.Brand(request.BrandId), request.Texts, context.CancellationToken)).OrThrowRpc().Select(ToReply));
        return response;
    }

    public override async Task<AddPhraseResponse> AddPhrase(AddPhraseRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var asked = request.Phrase ?? new Proto.Phrase();
        var draft = new BrandPhrase
        {
            BrandId = context.Brand(asked.BrandId).Value, PhraseId = CallScope.Id(asked.PhraseId, "phrase.phrase_id"), Kind = asked.Kind, Phrase = asked.Phrase_, Severity = asked.Severity,
            Advice = asked.Advice, Rewording = asked.Rewording, Reason = asked.Reason, Until = UntilOf(asked),
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

    /// <summary>PostgreSQL keeps microseconds; a retry is compared with what it kept.</summary>
    private static DateTimeOffset? UntilOf(Proto.Phrase phrase)
    {
        if (phrase.Until is not { } until) { return null; }

        if (until.Nanos is < 0 or > 999_999_999 || until.Seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || until.Seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) { throw PhraseProblems.NoMoment.ToRpc(); }

        var moment = until.ToDateTimeOffset();
        return moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static TextVerdict ToReply(IReadOnlyList<ComplianceFinding> findings)
    {
        var verdict = new TextVerdict { Verdict = CompiledPhrases.Verdict(findings) is { } gravest ? NameOf(gravest) : "pass" };
        verdict.Findings.AddRange(findings.Select(finding => new Proto.ComplianceFinding
        {
            RuleId = finding.RuleId, Category = finding.Category, Severity = NameOf(finding.Severity), Start = finding.Start, Length = finding.Length,
            Evidence = finding.Evidence, Advice = finding.Advice, Rewording = finding.Rewording, ExemptedBy = finding.ExemptedBy?.ToString() ?? "",
        }));
        return verdict;
    }

    private static string NameOf(Severity severity) => severity switch { Severity.Hint => "hint", Severity.Review => "review", _ => "block" };

    private static Proto.Phrase ToReply(BrandPhrase phrase) => new()
    {
        PhraseId = phrase.PhraseId.ToString(), BrandId = phrase.BrandId.ToString(), Kind = phrase.Kind, Phrase_ = phrase.Phrase, Severity = phrase.Severity, Advice = phrase.Advice, Rewording = phrase.Rewording,
        Reason = phrase.Reason, Until = At(phrase.Until), SetAt = At(phrase.SetAt), SetBy = phrase.SetBy, EndedAt = At(phrase.EndedAt), EndedBy = phrase.EndedBy, EndReason = phrase.EndReason,
    };

    private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
