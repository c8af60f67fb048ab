using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Steward.Conversions.Clicks;
using Steward.Kernel;

namespace Steward.Conversions.Tests.Clicks;

public sealed class SpillFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-spill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_spilled_comes_back_and_the_file_is_empty()
    {
        await using var spill = File();
        var clicks = Some(12);
        Assert.True(spill.IsEmpty);
        Assert.Equal(12, await spill.AppendAsync(clicks, CancellationToken.None));
        Assert.False(spill.IsEmpty);
        Assert.Equal(clicks, await DrainedAsync(spill));
        Assert.True(spill.IsEmpty);
        Assert.Empty(await DrainedAsync(spill));
    }

    [Fact]
    public async Task A_drain_that_fails_leaves_everything_for_the_next()
    {
        await using var spill = File();
        var clicks = Some(12);
        await spill.AppendAsync(clicks, CancellationToken.None);
        var batches = 0;
        await Assert.ThrowsAsync<TimeoutException>(() => spill.DrainAsync(5, _ => ++batches == 2 ? throw new TimeoutException() : Task.CompletedTask, CancellationToken.None));
        Assert.Equal(clicks, await DrainedAsync(spill));
    }

    [Fact]
    public async Task The_file_of_a_dead_process_is_taken_over_and_that_of_a_living_one_is_not()
    {
        var clicks = Some(3);
        await using (var dead = File()) { await dead.AppendAsync(clicks, CancellationToken.None); }

        await using var living = File();
        await living.AppendAsync(Some(5), CancellationToken.None);
        await using var spill = File();
        Assert.Equal(3, await spill.AdoptAsync(CancellationToken.None));
        Assert.Equal(clicks, await DrainedAsync(spill));
        Assert.Equal(5, (await DrainedAsync(living)).Count);
    }

    [Fact]
    public async Task A_torn_line_costs_only_itself()
    {
        var clicks = Some(2);
        await using (var dead = File()) { await dead.AppendAsync(clicks, CancellationToken.None); }

        var path = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        var whole = await System.IO.File.ReadAllTextAsync(path);
        await System.IO.File.WriteAllTextAsync(path, whole[..^3]);
        await using var spill = File();
        Assert.Equal(1, await spill.AdoptAsync(CancellationToken.None));
        Assert.Equal(clicks[..1], await DrainedAsync(spill));
    }

    [Fact]
    public async Task A_full_file_takes_no_more_and_says_so()
    {
        await using var spill = File();
        var clicks = Some(20_000);
        var kept = await spill.AppendAsync(clicks, CancellationToken.None);
        Assert.InRange(kept, 5_000, 15_000);
        Assert.Equal(0, await spill.AppendAsync(clicks, CancellationToken.None));
        Assert.Equal(clicks[..kept], await DrainedAsync(spill));
        Assert.Equal(1, await spill.AppendAsync(clicks[..1], CancellationToken.None));
    }

    [Fact]
    public async Task Clicks_of_another_database_are_left_alone()
    {
        await using (var other = File("other")) { await other.AppendAsync(Some(3), CancellationToken.None); }

        await using var spill = File();
        Assert.Equal(0, await spill.AdoptAsync(CancellationToken.None));
    }

    private static Click[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Click(new BrandId(Guid.NewGuid()), $"code-{i}", Guid.NewGuid(), Guid.CreateVersion7(), new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(i)))];

    private static async Task<List<Click>> DrainedAsync(SpillFile spill)
    {
        var clicks = new List<Click>();
        var drained = await spill.DrainAsync(5, batch => { clicks.AddRange(batch); return Task.CompletedTask; }, CancellationToken.None);
        Assert.Equal(clicks.Count, drained);
        return clicks;
    }

    private SpillFile File(string database = "one") => new(
        Options.Create(new ClickOptions { SpillFolder = _folder, SpillMegabytes = 1 }),
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:conversions-db"] = $"Host=db;Database={database}" }).Build());
}
