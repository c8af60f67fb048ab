using Grpc.Core;
using Grpc.Net.Client;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Ops.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Grpc;

public sealed class CallScopeTests
{
    private static readonly Guid Ours = Guid.NewGuid();

    [Fact]
    public async Task A_call_without_a_token_is_refused()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        using var channel = GrpcChannel.ForAddress(host.GrpcAddress);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new GroupService.GroupServiceClient(channel).GetGroupAsync(new GetGroupRequest()));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        await using var other = await ServiceHost.StartAsync(SampleService.Definition, args: ["--Auth:SigningKey=another-signing-key-0123"]);
        var forged = new Metadata { { "authorization", "Bearer " + ((Auth.CallerTokens)other.Services.GetService(typeof(Auth.CallerTokens))!).For(ServiceHost.AdminOf(Ours)) } };
        using var channel = GrpcChannel.ForAddress(host.GrpcAddress);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new GroupService.GroupServiceClient(channel).GetGroupAsync(new GetGroupRequest(), forged));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_brand_outside_the_scope_is_unknown()
    {
        var problem = await ProblemOf(ServiceHost.OperatorOf(Guid.NewGuid()), Guid.NewGuid().ToString());
        Assert.Equal(("STW-003", ProblemKind.NotFound, "brand_id"), (problem.Code, problem.Kind, problem.Field));
    }

    [Fact]
    public async Task A_role_below_the_needed_one_is_refused()
    {
        var problem = await ProblemOf(ServiceHost.KeyOf(Ours), Guid.NewGuid().ToString());
        Assert.Equal(("STW-002", ProblemKind.Forbidden), (problem.Code, problem.Kind));
    }

    [Fact]
    public async Task A_malformed_id_names_its_field()
    {
        var problem = await ProblemOf(ServiceHost.OperatorOf(Ours), "not-a-uuid");
        Assert.Equal(("STW-005", ProblemKind.Invalid, "group_id"), (problem.Code, problem.Kind, problem.Field));
    }

    [Fact]
    public async Task A_problem_keeps_its_code_kind_message_and_field_over_the_wire()
    {
        var problem = await ProblemOf(ServiceHost.OperatorOf(Ours), "problem");
        Assert.Equal(new Problem("SMP-001", ProblemKind.Conflict, "It is taken.", "group_id"), problem);
    }

    [Fact]
    public async Task A_defect_shows_a_reference_and_no_detail()
    {
        var problem = await ProblemOf(ServiceHost.OperatorOf(Ours), "defect");
        Assert.Equal(ProblemKind.Unavailable, problem.Kind);
        Assert.Contains("reference", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_for_administrators()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await host.Client<DeadLetterService.DeadLetterServiceClient>(ServiceHost.LeadOf(Ours)).ListDeadLettersAsync(new ListDeadLettersRequest()));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Health_needs_no_token_and_names_its_checks()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        Assert.Equal("Healthy", await host.Http.GetStringAsync(new Uri("health/live", UriKind.Relative)));
        Assert.Contains("postgres", await host.Http.GetStringAsync(new Uri("health/ready", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static async Task<Problem> ProblemOf(Auth.Caller caller, string groupId)
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var groups = host.Client<GroupService.GroupServiceClient>(caller);
        return (await Assert.ThrowsAsync<RpcException>(async () => await groups.GetGroupAsync(new GetGroupRequest { BrandId = Ours.ToString(), GroupId = groupId }))).ToProblem();
    }
}
