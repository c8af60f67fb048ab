using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Telegram;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

/// <summary>A running Channels service with one bot connected, and the words in which tests speak of it.</summary>
internal sealed class TelegramBrand(ServiceHost host, TelegramStandIn telegram, bool webhook) : IAsyncDisposable
{
    public const string Secret = "top_SECRET-1";

    public ServiceHost Host => host;

    public Guid Brand { get; } = Guid.NewGuid();

    public Guid Account { get; } = Guid.NewGuid();

    public MessageService.MessageServiceClient Messages => host.Client<MessageService.MessageServiceClient>(ServiceHost.OperatorOf(Brand));

    public AccountService.AccountServiceClient Accounts => host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(Brand));

    /// <param name="telegram">The stand-in.</param>
    /// <param name="webhook">Whether updates are posted; else they are polled.</param>
    /// <param name="rosterMilliseconds">How long a group's changes are gathered before its roster is read.</param>
    public static async Task<TelegramBrand> ConnectAsync(TelegramStandIn telegram, bool webhook, int rosterMilliseconds = 50)
    {
        var host = await World.HostAsync("--Telegram:PollSeconds=2");
        var options = host.Services.GetRequiredService<IOptions<TelegramOptions>>().Value;
        (options.PublicUrl, options.RosterMilliseconds) = (host.HttpAddress, rosterMilliseconds);
        var brand = new TelegramBrand(host, telegram, webhook);
        var connected = await brand.Accounts.ConnectAccountAsync(brand.Request());
        Assert.Equal($"/callbacks/telegram/{brand.Account}", connected.CallbackPath);
        return brand;
    }

    public ConnectAccountRequest Request() => new()
    {
        BrandId = Brand.ToString(), AccountId = Account.ToString(), Channel = "telegram", Name = "电报群", BaseUrl = telegram.Http.BaseAddress!.ToString(), Secret = telegram.Token, CallbackToken = webhook ? Secret : "",
    };

    public Guid GroupOf(string? chat = null) => GroupId.From(new AccountId(Account), chat ?? telegram.ChatId).Value;

    public Guid MemberOf(string person) => MemberId.From(new AccountId(Account), person).Value;

    public Guid MessageOf(int number, string? chat = null) => MessageId.From(new AccountId(Account), $"{chat ?? telegram.ChatId}:{number}").Value;

    public async Task<IReadOnlyList<Message>> HistoryAsync(string? chat = null) =>
        [.. (await Messages.ListMessagesAsync(new ListMessagesRequest { BrandId = Brand.ToString(), GroupId = GroupOf(chat).ToString(), Limit = 200 })).Messages];

    public async Task<GetIntakeTotalsResponse> TotalsAsync() => await Messages.GetIntakeTotalsAsync(new GetIntakeTotalsRequest { BrandId = Brand.ToString() });

    /// <summary>Looks at the database as its owner, whom nothing is hidden from.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand(sql, connection);
        return (T)(await query.ExecuteScalarAsync())!;
    }

    /// <summary>Nothing waits any more.</summary>
    public Task DrainedAsync() => Eventually.TrueAsync(async () => await AskAsync<long>("select count(*) from telegram_queue") == 0, TimeSpan.FromSeconds(20), "the updates are applied");

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
