using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

internal sealed class KnowledgeGrpc(ImportEntries import, ListKnowledge list, Ask ask, GetKnowledgeTotals totals, TeachKnowledge teach, ListLessons lessons, TakeBackLesson takeBack) : KnowledgeService.KnowledgeServiceBase
{
    public override async Task<ImportEntriesResponse> ImportEntries(ImportEntriesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var imported = (await import.HandleAsync(ContentScope.Of(context, request.Agency, request.BrandId, changes: true), request.Entries, caller.Actor, caller.Role >= Role.Lead, context.CancellationToken)).OrThrowRpc();
        var response = new ImportEntriesResponse { Imported = imported.Count, Changed = imported.Changed };
        response.Errors.AddRange(imported.Faults.Select(fault => new ImportError { Index = fault.Index, Field = fault.Field, Message = fault.Message }));
        return response;
    }

    public override async Task<ListKnowledgeResponse> ListEntries(ListKnowledgeRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var size = CallScope.PageSize(request.PageSize);
        if (request.States.Any(state => !EntryState.All.Contains(state))) { throw KnowledgeProblems.WrongState().ToRpc(); }

        var page = await list.HandleAsync(ContentScope.Of(context, request.Agency, request.BrandId, changes: false), request.Search, request.States, size, After(request.PageToken), context.CancellationToken);
        var response = new ListKnowledgeResponse { Total = (int)page.Total, Unchecked = page.Held is null };
        response.Entries.AddRange(page.Entries.Select(entry => ToWire(entry, page.Held?.GetValueOrDefault(entry.EntryId))));
        if (page.Entries.Count == size) { response.NextPageToken = PageToken.Of(page.Entries[^1].Question, page.Entries[^1].EntryId.ToString()); }

        return response;
    }

    public override async Task<AskResponse> Ask(AskRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var asked = (await ask.HandleAsync(context.Brand(request.BrandId), request.Text, request.Limit, context.CancellationToken)).OrThrowRpc();
        var response = new AskResponse { WouldAnswer = asked.WouldAnswer, Threshold = asked.Confidence.Threshold, SuggestFrom = asked.Confidence.Suggestion };
        response.Matches.AddRange(asked.Matches.Select(found => new Wire.Match
        {
            EntryId = found.Match.Entry.EntryId.ToString(),
            Question = found.Match.Entry.Question,
            Answer = found.Match.Entry.Answer,
            Score = found.Match.Score,
            MatchedPhrase = found.Match.Phrase,
            Shared = { found.Reasons.Shared },
            Missing = { found.Reasons.Missing },
            Lacking = { found.Reasons.Lacking },
            Attachments = { found.Match.Entry.Attachments.Select(one => one.ToWire()) },
        }));
        return response;
    }

    public override async Task<GetKnowledgeTotalsResponse> GetKnowledgeTotals(GetKnowledgeTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = await totals.HandleAsync(context.Brand(request.BrandId), context.CancellationToken);
        return new()
        {
            Questions = found.Questions,
            Answered = found.Answered,
            HandedOn = found.HandedOn,
            Since = found.Since is { } since ? Timestamp.FromDateTimeOffset(since) : null,
        };
    }

    public override async Task<TeachKnowledgeResponse> TeachKnowledge(TeachKnowledgeRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var lesson = new Lesson
        {
            LessonId = CallScope.Id(request.LessonId, "lesson_id"), Text = request.Text.Trim(), Verdict = request.Verdict, EntryId = request.EntryId.Length == 0 ? null : CallScope.Id(request.EntryId, "entry_id"),
            TaughtBy = caller.Actor, TaughtAt = default,
        };
        (await teach.HandleAsync(context.Brand(request.BrandId), lesson, context.CancellationToken)).OrThrowRpc();
        return new TeachKnowledgeResponse();
    }

    public override async Task<ListLessonsResponse> ListLessons(ListLessonsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var size = CallScope.PageSize(request.PageSize);
        if (request.Sources.Any(source => !LessonSource.All.Contains(source))) { throw KnowledgeProblems.WrongLessonSource().ToRpc(); }

        var only = new ListLessons.Filter(request.EntryId.Length == 0 ? null : CallScope.Id(request.EntryId, "entry_id"), request.Search, request.Sources);
        var page = await lessons.HandleAsync(context.Brand(request.BrandId), only, size, Before(request.PageToken), context.CancellationToken);
        var response = new ListLessonsResponse { Total = page.Total };
        response.Lessons.AddRange(page.Lessons.Select(ToWire));
        if (page.Lessons.Count == size) { response.NextPageToken = PageToken.Of(page.Lessons[^1].TaughtAt.UtcTicks.ToString(CultureInfo.InvariantCulture), page.Lessons[^1].LessonId.ToString()); }

        return response;
    }

    public override async Task<TakeBackLessonResponse> TakeBackLesson(TakeBackLessonRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        (await takeBack.HandleAsync(context.Brand(request.BrandId), CallScope.Id(request.LessonId, "lesson_id"), caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new TakeBackLessonResponse();
    }

    private static (DateTimeOffset, Guid)? Before(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var ticks, var lesson] when long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at is >= 0 and < 3_000_000_000_000_000_000 && Guid.TryParse(lesson, out var id) => (new DateTimeOffset(at, TimeSpan.Zero), id),
        _ => throw KnowledgeProblems.ForeignToken().ToRpc(),
    };

    private static Wire.Lesson ToWire(Lesson lesson) => new()
    {
        LessonId = lesson.LessonId.ToString(), Text = lesson.Text, Verdict = lesson.Verdict, EntryId = lesson.EntryId?.ToString() ?? "", EntryQuestion = lesson.EntryQuestion, TaughtBy = lesson.TaughtBy, TaughtAt = Timestamp.FromDateTimeOffset(lesson.TaughtAt),
        Source = lesson.Source, TakenBackBy = lesson.TakenBackBy, TakenBackAt = lesson.TakenBackAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
    };

    private static (string, Guid)? After(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var question, var entry] when question is not null && Guid.TryParse(entry, out var id) => (question, id),
        _ => throw KnowledgeProblems.ForeignToken().ToRpc(),
    };

    private static Wire.KnowledgeEntry ToWire(KnowledgeEntry entry, ListKnowledge.HeldAnswer? held)
    {
        var wire = entry.ToWire();
        wire.HeldText = held?.Text ?? "";
        wire.HeldFor.AddRange(held?.Findings ?? []);
        return wire;
    }
}
