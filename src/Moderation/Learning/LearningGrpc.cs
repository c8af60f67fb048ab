using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Learning;

/// <summary>Learning over gRPC.</summary>
internal sealed class LearningGrpc(AddSamplesHandler add, ListSamplesHandler list, RemoveSamplesHandler remove, TrainHandler train, ReadModelsHandler models, ChangeModelHandler change) : LearningService.LearningServiceBase
{
    public override async Task<AddSamplesResponse> AddSamples(AddSamplesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        SampleDraft[] drafts = [.. request.Samples.Select(LearningReplies.Draft)];
        var added = (await add.HandleAsync(new AddSamples(context.Brand(request.BrandId), drafts, caller.Actor), context.CancellationToken)).OrThrowRpc();
        var reply = new AddSamplesResponse { Added = added.Added, Known = added.Known };
        reply.Contradictions.AddRange(added.Contradictions.Select(one => new SampleContradiction { Place = one.Place, Standing = LearningReplies.Of(one.Standing) }));
        return reply;
    }

    public override async Task<ListSamplesResponse> ListSamples(ListSamplesRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var query = new ListSamples(context.Brand(request.BrandId), LearningReplies.Filter(request.Filter), CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var (page, standing) = (await list.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var reply = new ListSamplesResponse { NextPageToken = page.Next, Total = (int)page.Total };
        reply.Samples.AddRange(page.Rows.Select(LearningReplies.Of));
        reply.Standing.Add(new Dictionary<string, int>(standing));
        return reply;
    }

    public override async Task<RemoveSamplesResponse> RemoveSamples(RemoveSamplesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        Guid[] ids = [.. request.SampleIds.Select(id => CallScope.Id(id, "sample_ids"))];
        var command = new RemoveSamples(context.Brand(request.BrandId), LearningReplies.Filter(request.Filter), ids, request.Expected, request.Reason, caller.Actor);
        var removed = (await remove.HandleAsync(command, context.CancellationToken)).OrThrowRpc();
        var reply = new RemoveSamplesResponse { Samples = removed.Samples.Count, RemovalId = removed.RemovalId?.ToString() ?? "" };
        reply.ByLabel.Add(removed.Samples.GroupBy(sample => sample.Label).ToDictionary(label => label.Key, label => label.Count()));
        reply.ByPerson.Add(removed.Samples.GroupBy(sample => sample.AddedBy).ToDictionary(person => person.Key, person => person.Count()));
        return reply;
    }

    public override async Task<RestoreSamplesResponse> RestoreSamples(RestoreSamplesRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var (restored, left) = (await remove.RestoreAsync(context.Brand(request.BrandId), CallScope.Id(request.RemovalId, "removal_id"), caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new RestoreSamplesResponse { Restored = restored, Left = left };
    }

    public override async Task<ListRemovalsResponse> ListRemovals(ListRemovalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var reply = new ListRemovalsResponse();
        reply.Removals.AddRange((await remove.ListAsync(context.Brand(request.BrandId), context.CancellationToken)).Select(LearningReplies.Of));
        return reply;
    }

    public override async Task Train(TrainRequest request, IServerStreamWriter<TrainResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var ct = context.CancellationToken;
        var total = 0;
        var trained = (await train.HandleAsync(new Train(context.Brand(request.BrandId), request.Note, caller.Actor), (done, all) => responseStream.WriteAsync(new TrainResponse { Done = done, Total = total = all }, ct), ct)).OrThrowRpc();
        await responseStream.WriteAsync(new TrainResponse { Done = total, Total = total, Model = LearningReplies.Of(trained, running: false) }, ct);
    }

    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var book = await models.ListAsync(context.Brand(request.BrandId), context.CancellationToken);
        var reply = new ListModelsResponse { Running = book.Running };
        reply.Models.AddRange(book.Models.Select(model => LearningReplies.Of(model, model.Version == book.Running)));
        reply.Models.Add(LearningReplies.Shipped(book.Running == 0));
        reply.Changes.AddRange(book.Changes.Select(LearningReplies.Of));
        return reply;
    }

    public override async Task<CompareModelsResponse> CompareModels(CompareModelsRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var comparison = (await models.CompareAsync(context.Brand(request.BrandId), request.Before, request.After, context.CancellationToken)).OrThrowRpc();
        return new CompareModelsResponse { Comparison = LearningReplies.Of(comparison) };
    }

    public override async Task<ActivateModelResponse> ActivateModel(ActivateModelRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var comparison = (await change.ActivateAsync(context.Brand(request.BrandId), request.Version, request.Reason, caller.Actor, context.CancellationToken)).OrThrowRpc();
        return new ActivateModelResponse { Running = comparison.After, Comparison = LearningReplies.Of(comparison) };
    }

    public override async Task<RollBackModelResponse> RollBackModel(RollBackModelRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new RollBackModelResponse { Running = (await change.RollBackAsync(context.Brand(request.BrandId), request.Reason, caller.Actor, context.CancellationToken)).OrThrowRpc() };
    }

    public override async Task<ExplainTextResponse> ExplainText(ExplainTextRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        var explained = (await models.ExplainAsync(context.Brand(request.BrandId), request.Text, request.Label, context.CancellationToken)).OrThrowRpc();
        var reply = new ExplainTextResponse { Probability = explained.Probability, ShippedProbability = explained.ShippedProbability, ModelId = explained.ModelId };
        reply.Shares.AddRange(explained.Shares.Select(one => new Proto.SampleShare { Sample = LearningReplies.Of(one.Sample), Share = one.Share }));
        return reply;
    }
}
