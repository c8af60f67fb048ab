using System.Net.Sockets;
using System.Text;

namespace Steward.WeCom.Simulator.Tests.Limits;

/// <summary>A POST whose body does not come yet.</summary>
internal sealed class UnfinishedCall(Uri address, string path) : IDisposable
{
    private const int BodyLength = 11;
    private readonly TcpClient _connection = new();

    public async Task Begin()
    {
        await _connection.ConnectAsync(address.Host, address.Port);
        await Send($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {BodyLength}\r\n\r\n");
    }

    public Task Finish(string body)
    {
        Assert.Equal(BodyLength, body.Length);
        return Send(body);
    }

    public void Dispose() => _connection.Dispose();

    private async Task Send(string text) => await _connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
}
