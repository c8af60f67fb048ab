using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Steward.Contracts.Events.Channels;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Telegram;

public sealed class UpdateStormTests(ITestOutputHelper output)
{
    private const int PerSecond = 1000;
    private const int Chats = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Two; <c>UPDATE_STORM_SECONDS</c> asks for another length. The answer times are printed and not judged: a test's machine does other things at the same time.</summary>
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("UPDATE_STORM_SECONDS"), out var seconds) ? seconds : 2;

    [Fact]
    public async Task A_storm_of_updates_is_answered_whole_stored_once_and_told_once_and_in_the_order_of_each_chat()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var brand = await TelegramBrand.ConnectAsync(telegram, webhook: true);
        var count = PerSecond * Seconds;
        var (times, answered) = (new ConcurrentBag<double>(), 0);
        var commits = await CommitsAsync(brand);
        var watch = Stopwatch.StartNew();

        // As Telegram does it: many connections, but the next update of a chat only when the one before was answered.
        await Task.WhenAll(Enumerable.Range(0, Chats).Select(chat => Task.Run(async () =>
        {
            for (var n = chat; n < count; n += Chats)
            {
                var due = TimeSpan.FromSeconds((double)n / PerSecond);
                if (due - watch.Elapsed is var early && early > TimeSpan.Zero) { await Task.Delay(early); }

                var began = watch.Elapsed;

                // Every tenth comes twice, as Telegram repeats what was not answered.
                for (var time = 0; time < (n / Chats % 10 == 0 ? 2 : 1); time++)
                {
                    if (!await PostAsync(brand, n)) { return; }
                }

                times.Add((watch.Elapsed - began).TotalMilliseconds);
                Interlocked.Increment(ref answered);
            }
        })));
        var took = watch.Elapsed;
        var sorted = times.Order().ToArray();
        var spent = await CommitsAsync(brand) - commits;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} updates in {took.TotalSeconds:N1} s, {answered:N0} answered 200; p50 {sorted[sorted.Length / 2]:N1} ms, p99 {sorted[(int)(sorted.Length * 0.99)]:N1} ms, max {sorted[^1]:N1} ms; {spent:N0} commits of the database"));
        Assert.Equal(count, answered);
        Assert.Equal((long)count, await brand.AskAsync<long>("select count(*) from telegram_updates where body like '%\"first_name\":\"人%'"));

        await Eventually.TrueAsync(async () => await brand.AskAsync<long>("select count(*) from telegram_queue") == 0, Patience, "all are applied");
        await Eventually.TrueAsync(() => Task.FromResult(Told(brand).Count >= count), Patience, "all are told");
        var told = Told(brand);
        Assert.Equal(count, told.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(count, told.Count);
        Assert.Equal(0, (await brand.TotalsAsync()).Duplicates);
        var numbers = told.ConvertAll(message => (message.GroupId, Number: int.Parse(message.Text.AsSpan(1, message.Text.Length - 2), CultureInfo.InvariantCulture)));
        Assert.All(numbers.GroupBy(message => message.GroupId, message => message.Number), chat => Assert.Equal(chat.Order(), chat));
        Assert.Equal(Chats, numbers.Select(message => message.GroupId).Distinct().Count());
    }

    private static List<ReceivedMessage> Told(TelegramBrand brand) => [.. brand.Host.Published<MessagesReceivedV1>().SelectMany(envelope => envelope.Messages).Where(message => message.Text.StartsWith('第'))];

    /// <summary>Of the whole database: the statistics lag behind by up to a second, so this is for people to read.</summary>
    private static Task<long> CommitsAsync(TelegramBrand brand) => brand.AskAsync<long>("select xact_commit from pg_stat_database where datname = current_database()");

    private static async Task<bool> PostAsync(TelegramBrand brand, int n)
    {
        var chat = -1_001_000_000_000L - n % Chats;
        var update = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"update_id":{{{5_000_000 + n}}},"message":{"message_id":{{{n + 1}}},"date":{{{1_700_000_000 + n}}},"chat":{"id":{{{chat}}},"type":"supergroup","title":"群{{{n % Chats}}}"},"from":{"id":{{{7_000_000 + n % 50}}},"is_bot":false,"first_name":"人{{{n % 50}}}"},"text":"第{{{n}}}条"}}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/telegram/{brand.Account}") { Content = new StringContent(update, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", TelegramBrand.Secret);
        using var response = await brand.Host.Http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }
}
