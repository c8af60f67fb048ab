using System.Net;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Staffing.V1;
using Steward.Testing;
using static Steward.Gateway.Tests.GatewayBench;

namespace Steward.Gateway.Tests.Routes;

[Collection(GatewayCollection.Name)]
public sealed class ProxyTests(GatewayBench bench)
{
    [Fact]
    public async Task A_short_link_redirects_as_Conversions_says()
    {
        var response = await bench.GetAsync("/s/x7Kq?from=poster", null);

        Assert.Equal((HttpStatusCode.Redirect, "https://shop.example/x7Kq?from=poster"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_callback_reaches_Channels_with_query_and_body()
    {
        using var body = new StringContent("<xml>你好</xml>", Encoding.UTF8, "text/xml");

        var response = await bench.Gateway.Http.PostAsync(new Uri("/callbacks/wecom/42?msg_signature=s&nonce=n", UriKind.Relative), body);

        Assert.Equal("wecom/42?msg_signature=s&nonce=n 13 1", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_callback_over_a_megabyte_is_refused(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/wecom/42") { Content = new ByteArrayContent(new byte[(1024 * 1024) + 1]) };
        request.Headers.TransferEncodingChunked = chunked;
        // A length that is said is refused before the body: without waiting for the answer, the body would run into a closed connection.
        request.Headers.ExpectContinue = !chunked;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await bench.Gateway.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task GRPC_passes_through_and_the_service_checks_the_token()
    {
        var brand = Guid.NewGuid();
        var group = await bench.GroupAsync(brand, "群");

        var through = bench.Gateway.Client<GroupService.GroupServiceClient>(ServiceHost.OperatorOf(brand));
        Assert.Equal(group.ToString(), Assert.Single((await through.ListGroupsAsync(new ListGroupsRequest())).Groups).GroupId);

        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(bench.Gateway.GrpcAddress);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new GroupService.GroupServiceClient(channel).ListGroupsAsync(new ListGroupsRequest()));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_service_without_an_address_is_unavailable_and_the_others_work()
    {
        var staffing = bench.Gateway.Client<OperatorService.OperatorServiceClient>(ServiceHost.ServiceCaller);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await staffing.ListOperatorsAsync(new ListOperatorsRequest()));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_told_as_such()
    {
        var response = await bench.Gateway.Http.DeleteAsync(new Uri("/api/v1/orders", UriKind.Relative));

        await ProblemAsync(HttpStatusCode.MethodNotAllowed, "GTW-010", response);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public void Every_endpoint_says_who_may_use_it()
    {
        var endpoints = bench.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.True(endpoints.Count > 10);
        Assert.DoesNotContain(endpoints, endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null);
    }

    [Fact]
    public async Task Any_other_address_is_not_found() => await ProblemAsync(HttpStatusCode.NotFound, "GTW-008", await bench.GetAsync("/api/v2/everything", null));
}
