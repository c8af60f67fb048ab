using Xunit;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>Our client against a grpcio server.</summary>
public sealed class ForeignServerTests(PythonServer server) : IClassFixture<PythonServer>
{
    public static TheoryData<string> Names => ClientCases.Names;

    [PythonTheory(Timeout = 30_000)]
    [MemberData(nameof(Names))]
    public Task our_client_passes(string name) => ClientCases.RunAsync(name, server.Address);
}

/// <summary>A grpcio client against our server; the claims are in <c>Python/parcels_client.py</c>.</summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private ParcelsHost _host = null!;

    public async Task InitializeAsync() => _host = await ParcelsHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [PythonTheory(Timeout = 60_000)]
    [InlineData("unary")]
    [InlineData("one_megabyte")]
    [InlineData("client_streaming")]
    [InlineData("one_megabyte_in_a_stream")]
    [InlineData("server_streaming")]
    [InlineData("duplex")]
    [InlineData("deadline")]
    [InlineData("error_trailers")]
    [InlineData("error_in_stream")]
    [InlineData("metadata")]
    [InlineData("cancel")]
    [InlineData("gzip")]
    [InlineData("unimplemented")]
    public async Task grpcio_client_passes(string name)
    {
        using var client = Python.Start("parcels_client.py", _host.Address.Authority, name);
        try
        {
            var errors = client.StandardError.ReadToEndAsync();
            var said = await client.StandardOutput.ReadToEndAsync();
            await client.WaitForExitAsync();
            Assert.True(client.ExitCode == 0, await errors);
            Assert.Equal("ok", said.Trim());
        }
        finally
        {
            client.Kill();
        }
    }
}
