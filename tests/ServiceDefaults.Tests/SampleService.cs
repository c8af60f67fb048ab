using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Tests;

/// <summary>The smallest service that uses every default: it notes what it is told to send, and settles it.</summary>
internal static class SampleService
{
    public static readonly Service Definition = new("sample", "sample-db", typeof(SampleService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Failures>();
        builder.AddMessaging("sample", reactions => reactions
            .Handle<SendToGroupsV1, NoteSend>()
            .Handle<MembersLeftV1, NoteLeavers>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<SampleGroups>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}

/// <summary>Texts whose handling fails, and how many times still.</summary>
internal sealed class Failures
{
    private readonly ConcurrentDictionary<string, int> _left = new();

    public void FailNext(string text, int times) => _left[text] = times;

    public void ThrowIfDue(string text)
    {
        if (_left.TryGetValue(text, out var left) && left > 0)
        {
            _left[text] = left - 1;
            throw new InvalidOperationException($"told to fail on {text}");
        }
    }
}

internal sealed class NoteSend(Failures failures, TimeProvider clock) : IHandle<SendToGroupsV1>
{
    public async Task HandleAsync(SendToGroupsV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        await transaction.ExecuteAsync("insert into notes (brand_id, text) values (@BrandId, @Text)", new { message.BrandId, message.Text }, ct);
        transaction.Publish(new SendSettledV1
        {
            CommandId = message.CommandId, BrandId = message.BrandId, Origin = message.Origin, Outcome = "confirmed",
            ConfirmedGroups = message.GroupIds, Reason = string.Empty, At = clock.GetUtcNow(),
        });
        // After its effects, so that a failure has something to roll back.
        failures.ThrowIfDue(message.Text);
    }
}

internal sealed class NoteLeavers : IHandle<MembersLeftV1>
{
    public Task HandleAsync(MembersLeftV1 message, BrandTransaction transaction, CancellationToken ct) =>
        transaction.ExecuteAsync("insert into notes (brand_id, text) values (@BrandId, @Text)", new { message.BrandId, Text = message.At.ToUnixTimeSeconds().ToString("D12") }, ct);
}

internal sealed class SampleGroups : GroupService.GroupServiceBase
{
    public override Task<GetGroupResponse> GetGroup(GetGroupRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        return request.GroupId switch
        {
            "defect" => throw new InvalidOperationException("secret detail"),
            "problem" => throw new Problem("SMP-001", ProblemKind.Conflict, "It is taken.", "group_id").ToRpc(),
            _ => Task.FromResult(new GetGroupResponse { Group = new Group { BrandId = brand.ToString(), GroupId = CallScope.Id(request.GroupId, "group_id").ToString() } }),
        };
    }
}
