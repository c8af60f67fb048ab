using Npgsql;
using Steward.Contracts.Content.V1;
using Steward.Testing;

namespace Steward.Content.Tests.Knowledge.Settings;

[Collection(ContentTests.Name)]
public sealed class PreviewSettingsTests(ContentWorld world)
{
    [Fact]
    public async Task The_questions_of_seven_days_are_counted_by_what_would_have_become_of_them()
    {
        var (brand, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        await AskedAsync(brand, 0.9, null, TimeSpan.Zero);
        await AskedAsync(brand, 0.9, 0.88, TimeSpan.FromDays(1));
        await AskedAsync(brand, 0.6, 0.1, TimeSpan.FromDays(7));
        await AskedAsync(brand, 0.5, 0.375, TimeSpan.FromDays(2));
        await AskedAsync(brand, 0.3, 0.1, TimeSpan.FromDays(2));
        await AskedAsync(brand, 0, null, TimeSpan.FromDays(2));
        await AskedAsync(brand, 0.9, null, TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await AskedAsync(foreign, 0.9, null, TimeSpan.Zero);

        Assert.Equal((6, 2, 3, 1), await PreviewAsync(brand, 0.6, 0.3, 0.05));
        Assert.Equal((6, 3, 1, 2), await PreviewAsync(brand, 0.5, 0.5, 0.1));
        Assert.Equal((6, 4, 1, 1), await PreviewAsync(brand, 0.5, 0.3, 0));
        Assert.Equal((1, 1, 0, 0), await PreviewAsync(foreign, 0.6, 0.3, 0.05));
        Assert.Equal((0, 0, 0, 0), await PreviewAsync(Guid.NewGuid(), 0.6, 0.3, 0.05));
    }

    // What is counted is what the service itself writes down of a question.
    [Fact]
    public async Task At_the_settings_in_force_it_says_what_really_became_of_them()
    {
        var brand = await world.BrandWithKnowledgeAsync();
        var group = Guid.NewGuid();
        await world.Host.PublishAsync(world.Screened(brand, group, world.Message(group, "茶馆几点开门"), world.Message(group, "包间怎么预订"), world.Message(group, "茶杯有个豁口,谁来处理?")));
        await Eventually.TrueAsync(async () => (await world.TotalsAsync(brand)).Questions == 3, TimeSpan.FromSeconds(20), "all are counted");

        var (questions, answered, _, _) = await PreviewAsync(brand, 0.45, 0.1, 0.05);

        Assert.Equal((3, 2), (questions, answered));
        Assert.Equal((3, 0), ((await PreviewAsync(brand, 0.45, 0.1, 1)).Questions, (await PreviewAsync(brand, 0.45, 0.1, 1)).Answered));
    }

    private async Task<(long Questions, long Answered, long Suggested, long Silent)> PreviewAsync(Guid brand, double answer, double suggest, double margin)
    {
        var preview = await world.Settings(brand).PreviewKnowledgeSettingsAsync(new PreviewKnowledgeSettingsRequest { BrandId = brand.ToString(), Settings = new KnowledgeSettings { AnswerFrom = answer, SuggestFrom = suggest, Margin = margin } });
        return (preview.Questions, preview.Answered, preview.Suggested, preview.Silent);
    }

    private async Task AskedAsync(Guid brand, double score, double? second, TimeSpan ago)
    {
        await using var source = NpgsqlDataSource.Create(world.Host.OwnerConnectionString);
        await using var insert = source.CreateCommand("insert into questions (brand_id, message_id, outcome, group_id, member_id, asked_at, score, second) values ($1, $2, 'handed_on', $2, $2, $3, $4, $5)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (world.Clock.GetUtcNow() - ago).UtcDateTime });
        insert.Parameters.Add(new NpgsqlParameter<double> { TypedValue = score });
        insert.Parameters.Add(new NpgsqlParameter<double?> { TypedValue = second });
        await insert.ExecuteNonQueryAsync();
    }
}
