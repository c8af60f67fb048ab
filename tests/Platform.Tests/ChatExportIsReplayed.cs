using Steward.Cli.Replay;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class ChatExportIsReplayed(RunningSuite suite)
{
    /// <summary>Twelve thousand lines of a real, busy chat with joins, leaves and odd nicknames (see its SOURCE.md).</summary>
    [SharedDataFact("c_irc_ubuntu/dev.tsv")]
    public async Task A_real_chat_goes_the_whole_way_line_by_line()
    {
        var before = await suite.SettledAsync(TimeSpan.FromMinutes(2));
        using var file = new StreamReader(SharedData.Path("c_irc_ubuntu/dev.tsv"));
        var lines = ChatExport.Read(file, json: false, new ColumnMap("time", "file", "user", "text")).ToList();
        var readable = lines.Where(line => line.Message is not null).Select(line => line.Number).ToHashSet();

        var replay = new ReplayMessages(suite.Simulator, TimeProvider.System, suite.FastFood.CorpId, speed: 0);
        await replay.RunAsync(lines, _ => { }, CancellationToken.None);

        var after = await suite.SettledAsync(TimeSpan.FromMinutes(4)) - before;
        Assert.Equal(lines.Count, (int)replay.Accepted + replay.Errors.Count());
        Assert.DoesNotContain(replay.Errors, error => readable.Contains(error.Line));
        Assert.Equal(readable.Count, replay.Accepted);
        Assert.Equal(replay.Accepted, after.Accepted - after.CommandsConfirmed);
    }
}
