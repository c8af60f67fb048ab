using System.CommandLine;
using Google.Protobuf;
using Steward.Contracts.Channels.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Channels;

/// <summary><c>channels connect FILE</c>: connects an account or changes its settings. A file, because secrets do not belong into a command line that others see.</summary>
internal static class Connection
{
    private static readonly Argument<string> File = new("FILE") { Description = "JSON with the fields of ConnectAccountRequest (brandId, accountId, channel, name, baseUrl, corpId, secret, …); - reads standard input." };

    public static Command Create()
    {
        var connect = new Command("connect", "Connects an account, or changes its settings; its credentials are proved against the channel first.") { File };
        connect.SetAction(async (parsed, ct) => await ConnectAsync(parsed.GetValue(File)!, Speech.Of(parsed), ct));
        return connect;
    }

    private static async Task<int> ConnectAsync(string file, Speech speech, CancellationToken ct)
    {
        var request = Parse(await ReadAsync(file, ct));
        await using var suite = await Suite.ConnectAsync(ct);
        var answer = await suite.Client<AccountService.AccountServiceClient>().ConnectAccountAsync(request, cancellationToken: ct);
        await Console.Out.WriteLineAsync(speech.Say($"已连接。回调地址：<网关地址>{answer.CallbackPath}", $"Connected. Its callbacks go to <gateway>{answer.CallbackPath}"));
        return 0;
    }

    /// <exception cref="UserException">It is not such JSON; the message never repeats what may be a secret.</exception>
    internal static ConnectAccountRequest Parse(string json)
    {
        try
        {
            return JsonParser.Default.Parse<ConnectAccountRequest>(json);
        }
        catch (InvalidProtocolBufferException exception)
        {
            // A misspelt field is worth its name; other messages repeat values.
            throw new UserException(exception.Message.StartsWith("Unknown field", StringComparison.Ordinal) ? $"This is not the JSON of an account: {exception.Message}" : "This is not the JSON of an account: a value is not of its field's kind.");
        }
        catch (InvalidJsonException)
        {
            throw new UserException("This is not JSON.");
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            return file == "-" ? await Console.In.ReadToEndAsync(ct) : await System.IO.File.ReadAllTextAsync(file, ct);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} cannot be read: {exception.Message}");
        }
    }
}
