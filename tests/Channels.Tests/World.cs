using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Channels.Callbacks;
using Steward.Contracts.Channels.V1;
using Steward.Testing;

namespace Steward.Channels.Tests;

/// <summary>A running Channels service with one connected account, and the words in which tests speak of it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string CorpId = "ww1436e0e65a779aee";
    public const string Secret = "app-secret-that-nobody-may-read";
    public const string Token = "QDG6eK";
    public const string AesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    public const string ArchiveSecret = "archive-secret-that-nobody-may-read";

    private World(ServiceHost host, Guid brand, Guid account) => (Host, Brand, Account) = (host, brand, account);

    public ServiceHost Host { get; }
    public Guid Brand { get; }
    public Guid Account { get; }

    public AccountService.AccountServiceClient Accounts => Host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(Brand));
    public MessageService.MessageServiceClient Messages => Host.Client<MessageService.MessageServiceClient>(ServiceHost.OperatorOf(Brand));
    public CommandService.CommandServiceClient Commands => Host.Client<CommandService.CommandServiceClient>(ServiceHost.OperatorOf(Brand));

    public static Task<ServiceHost> HostAsync(params string[] args) => HostAsync(null, null, args);

    public static Task<ServiceHost> HostAsync(ServiceHost? earlier, Action<IServiceCollection>? replace, params string[] args) =>
        ServiceHost.StartAsync(ChannelsService.Definition, replace, ["--Archive:PollMilliseconds=20", "--Commands:LookupGraceSeconds=1", "--Commands:QuietHours=", .. args], earlier);

    /// <summary>An account at a scripted WeCom.</summary>
    public static Task<World> WithAsync(ScriptedWeCom wecom, params string[] args) => WithAsync(wecom, _ => { }, args);

    /// <summary>The same with other settings.</summary>
    public static async Task<World> WithAsync(ScriptedWeCom wecom, Action<ConnectAccountRequest> change, params string[] args)
    {
        var world = new World(await HostAsync(args), Guid.NewGuid(), Guid.NewGuid());
        var request = world.Request(wecom.Address);
        change(request);
        await world.Accounts.ConnectAccountAsync(request);
        return world;
    }

    /// <summary>An account at the stand-in.</summary>
    public static async Task<World> WithAsync(Simulator simulator, SimulatedCorp corp, params string[] args)
    {
        var world = new World(await HostAsync(args), Guid.NewGuid(), Guid.NewGuid());
        await world.Accounts.ConnectAccountAsync(new ConnectAccountRequest
        {
            BrandId = world.Brand.ToString(), AccountId = world.Account.ToString(), Name = "模拟企业", BaseUrl = simulator.Http.BaseAddress!.ToString(), CorpId = corp.CorpId, AgentId = corp.AgentId,
            Secret = corp.Secret, CallbackToken = corp.Token, EncodingAesKey = corp.EncodingAesKey, ArchiveSecret = corp.ArchiveSecret,
        });
        return world;
    }

    public ConnectAccountRequest Request(Uri address) => new()
    {
        BrandId = Brand.ToString(), AccountId = Account.ToString(), Name = "测试企业", BaseUrl = address.ToString(), CorpId = CorpId, AgentId = 1000002,
        Secret = Secret, CallbackToken = Token, EncodingAesKey = AesKey, ArchiveSecret = ArchiveSecret,
    };

    public Task<SyncRosterResponse> SyncAsync() => Accounts.SyncRosterAsync(new SyncRosterRequest { BrandId = Brand.ToString(), AccountId = Account.ToString() }).ResponseAsync;

    public Task<GetIntakeTotalsResponse> TotalsAsync() => Messages.GetIntakeTotalsAsync(new GetIntakeTotalsRequest { BrandId = Brand.ToString() }).ResponseAsync;

    public Task<ListMessagesResponse> HistoryAsync(Guid group, int limit = 200) =>
        Messages.ListMessagesAsync(new ListMessagesRequest { BrandId = Brand.ToString(), GroupId = group.ToString(), Limit = limit }).ResponseAsync;

    public async Task<Command> CommandAsync(Guid id) => (await Commands.GetCommandAsync(new GetCommandRequest { BrandId = Brand.ToString(), CommandId = id.ToString() })).Command;

    /// <summary>Waits until a published command has come so far; an event needs a moment to arrive.</summary>
    public Task StateAsync(Guid id, string state) => Eventually.TrueAsync(
        async () =>
        {
            var shown = await Commands.ListCommandsAsync(new ListCommandsRequest { BrandId = Brand.ToString(), PageSize = 200 });
            return shown.Commands.Any(command => command.CommandId == id.ToString() && command.State == state);
        },
        TimeSpan.FromSeconds(20),
        $"the command is {state}");

    /// <summary>Looks at the database as its owner, whom nothing is hidden from.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand(sql, connection);
        return (T)(await query.ExecuteScalarAsync())!;
    }

    /// <summary>Changes the database as its owner.</summary>
    public async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Posts an event as WeCom does; returns the status.</summary>
    public async Task<int> CallBackAsync(string xml, Guid? account = null, Func<string, string>? spoil = null, string? signature = null, string receiver = CorpId)
    {
        Assert.True(CallbackKeys.TryCreate(Token, AesKey, out var keys));
        var encrypted = CallbackCrypto.Encrypt(keys, "0123456789abcdef"u8, xml, receiver);
        var envelope = $"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>";
        using var content = new StringContent(spoil is null ? envelope : spoil(envelope));
        using var response = await Host.Http.PostAsync(CallbackUri(account ?? Account, signature ?? CallbackCrypto.Sign(keys, "1409659589", "263014780", encrypted)), content);
        return (int)response.StatusCode;
    }

    public static Uri CallbackUri(Guid account, string signature, string more = "") =>
        new($"/callbacks/wecom/{account}?msg_signature={signature}&timestamp=1409659589&nonce=263014780{more}", UriKind.Relative);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
