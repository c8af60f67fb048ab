using Steward.Cli.Moderation;

namespace Steward.Cli.Tests.Moderation;

public sealed class MessagesFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-messages-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Texts_alone_come_a_minute_apart_and_everybody_is_somebody_else()
    {
        var (messages, _) = await ReadAsync("chat.txt", "早", "好");
        Assert.Equal(["早", "好"], messages.Select(message => message.Text));
        Assert.Equal(TimeSpan.FromMinutes(1), messages[1].SentAt.ToDateTimeOffset() - messages[0].SentAt.ToDateTimeOffset());
        Assert.All(messages, message => Assert.Equal(("", ""), (message.SenderId, message.GroupId)));
    }

    [Fact]
    public async Task Columns_say_when_where_and_who_and_what_makes_no_sense_is_passed_over()
    {
        var (messages, passedOver) = await ReadAsync(
            "chat.tsv", "text\tsent_at\tgroup\tmember\tkind", "一\t2026-03-02T09:00:00+08:00\tg1\tm1\ttext", "二\tgestern\tg1\tm1\ttext", "三\t2026-03-02T08:00:00+08:00\tg1\tm1\ttext", "四\t2026-03-02T09:00:01+08:00\tg1\tm2\tweapp");
        Assert.Equal(["一", "四"], messages.Select(message => message.Text));
        Assert.Equal(messages[0].GroupId, messages[1].GroupId);
        Assert.NotEqual(messages[0].SenderId, messages[1].SenderId);
        Assert.All(messages, message => Assert.True(Guid.TryParse(message.GroupId, out _)));
        Assert.Equal(("weapp", 2), (messages[1].Kind, passedOver));
    }

    [Fact]
    public async Task Lines_of_JSON_have_what_they_have()
    {
        var (messages, _) = await ReadAsync("chat.jsonl", "{\"text\":\"一\",\"member\":\"m1\"}", "{\"text\":\"二\",\"member\":\"m1\",\"sent_at\":\"2026-03-02T09:00:00Z\"}");
        Assert.Equal((2, messages[0].SenderId), (messages.Count, messages[1].SenderId));
        Assert.Equal(2026, messages[1].SentAt.ToDateTimeOffset().Year);
    }

    private async Task<(List<Contracts.Moderation.V1.BacktestMessage> Messages, long PassedOver)> ReadAsync(string name, params string[] lines)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        await File.WriteAllLinesAsync(file.FullName, lines);
        var (messages, passedOver) = (new List<Contracts.Moderation.V1.BacktestMessage>(), new PassedOver());
        await foreach (var message in MessagesFile.ReadAsync(file, "text", passedOver)) { messages.Add(message); }

        return (messages, passedOver.Count);
    }
}
