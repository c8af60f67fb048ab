using Npgsql;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Gaps;

[Collection(ContentTests.Name)]
public sealed class ForgetQuestionsTests(ContentWorld world)
{
    [Fact]
    public async Task What_was_asked_is_forgotten_after_thirty_days_and_that_it_was_asked_is_not()
    {
        var clock = new TestClock();
        await using var content = await ContentWorld.StartAsync(clock, world.Moderation.GrpcAddress);
        await using var source = NpgsqlDataSource.Create(content.OwnerConnectionString);
        var now = clock.GetUtcNow();
        foreach (var (asked, outcome) in ((DateTimeOffset, string)[])[(now.AddDays(-30), "handed_on"), (now.AddDays(-31), "answered"), (now, "handed_on")])
        {
            await using var insert = source.CreateCommand("insert into questions (brand_id, message_id, outcome, group_id, member_id, asked_at, score, text) values ($1, $1, $2, $1, $1, $3, 0, '停车场在哪里')");
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = outcome });
            insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = asked.UtcDateTime });
            await insert.ExecuteNonQueryAsync();
        }

        // The hour passes as often as it takes until the service waits for one; the young question has some 700 of them.
        await Eventually.TrueAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromHours(1));
                return await CountAsync("text <> ''") == 1;
            },
            TimeSpan.FromSeconds(20),
            "what is old is forgotten");

        Assert.Equal(3, await CountAsync("true"));
        Assert.Equal(1, await CountAsync("text <> '' and outcome = 'handed_on'"));

        async Task<long> CountAsync(string which)
        {
            await using var count = source.CreateCommand($"select count(*) from questions where {which}");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }
}
