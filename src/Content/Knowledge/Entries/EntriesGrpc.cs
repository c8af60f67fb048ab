using System.Globalization;
using Grpc.Core;
using Steward.Content.Inheritance;
using Steward.Contracts.Content.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge.Entries;

internal sealed class EntriesGrpc(PutEntry put, ListEntryVersions versions, RollBackEntry rollBack) : KnowledgeEntryService.KnowledgeEntryServiceBase
{
    public override async Task<PutEntryResponse> PutEntry(PutEntryRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var scope = ContentScope.Of(context, request.Agency, request.BrandId, changes: true);
        if (scope.IsAgency && request.FromGap) { throw ScopeProblems.WrongScope("from_gap").ToRpc(); }

        var (given, faults) = EntryCheck.Read(request.Entry ?? new Wire.KnowledgeEntry());
        if (given is null || faults.Count > 0) { throw KnowledgeProblems.WrongEntry(faults).ToRpc(); }

        var entry = (await put.HandleAsync(scope, given.Whole, request.ExpectedVersion, Word(caller, request.LetGo), request.FromGap, context.CancellationToken)).OrThrowRpc();
        return new PutEntryResponse { Entry = entry.ToWire() };
    }

    public override async Task<ListEntryVersionsResponse> ListEntryVersions(ListEntryVersionsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var (scope, entry, size) = (ContentScope.Of(context, request.Agency, request.BrandId, changes: false), CallScope.Id(request.EntryId, "entry_id"), CallScope.PageSize(request.PageSize));
        var page = (await versions.HandleAsync(scope, entry, size, Before(request.PageToken), context.CancellationToken)).OrThrowRpc();
        var response = new ListEntryVersionsResponse();
        response.Versions.AddRange(page.Select(version => new Wire.EntryVersion { Entry = version.Entry.ToWire(), Changed = { version.Changed }, RestoredFrom = version.Entry.RestoredFrom }));
        if (page.Count == size && page[^1].Entry.Version > 1) { response.NextPageToken = PageToken.Of(page[^1].Entry.Version.ToString(CultureInfo.InvariantCulture)); }

        return response;
    }

    public override async Task<RollBackEntryResponse> RollBackEntry(RollBackEntryRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Trainer);
        var (scope, entry) = (ContentScope.Of(context, request.Agency, request.BrandId, changes: true), CallScope.Id(request.EntryId, "entry_id"));
        var made = (await rollBack.HandleAsync(scope, entry, request.Version, request.ExpectedVersion, Word(caller, request.LetGo), context.CancellationToken)).OrThrowRpc();
        return new RollBackEntryResponse { Entry = made.ToWire() };
    }

    private static SendersWord Word(Caller caller, IReadOnlyCollection<string> letGo) => new(caller.Actor, caller.Role >= Role.Lead, letGo);

    private static int? Before(string token) => PageToken.Read(token, 1) switch
    {
        null => null,
        [var version] when int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var before) => before,
        _ => throw KnowledgeProblems.ForeignToken().ToRpc(),
    };
}
