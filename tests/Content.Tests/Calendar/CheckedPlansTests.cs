using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Content.V1;

namespace Steward.Content.Tests.Calendar;

/// <summary>What the compliance gate lets into the calendar.</summary>
[Collection(ContentTests.Name)]
public sealed class CheckedPlansTests(ContentWorld world)
{
    private const string Review = "老饱家周六见";
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task What_is_against_the_law_is_not_planned_by_anybody_and_the_problem_says_where_and_what_instead()
    {
        var entry = Entry("全网第一，保证瘦十斤");
        foreach (var client in new[] { world.Calendar(_brand), world.LeadsCalendar(_brand) })
        {
            var refused = await RefusedAsync(() => PlanAsync(client, entry, "any-rule"));

            Assert.Equal((StatusCode.InvalidArgument, "STW-010", "entry.text"), (refused.StatusCode, refused.Trailers.GetValue("problem-code"), refused.Trailers.GetValue("problem-field")));
            Assert.Contains("At 0,", refused.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("广告法", refused.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(0, await world.OwnerScalarAsync($"select count(*) from calendar_entries where brand_id = '{_brand}'"));
    }

    [Fact]
    public async Task A_red_line_tells_its_rewording_and_the_mended_text_is_planned()
    {
        await world.DrawRedLineAsync(_brand, "老饱");
        var entry = Entry(Review);

        var refused = await RefusedAsync(() => PlanAsync(world.Calendar(_brand), entry));
        entry.Text = "店里周六见";

        Assert.Contains("Write instead: 店里.", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("scheduled", (await PlanAsync(world.Calendar(_brand), entry)).State);
    }

    [Fact]
    public async Task What_is_for_review_goes_in_by_a_leads_explicit_word_which_is_kept()
    {
        var rule = await world.DrawRedLineAsync(_brand, "老饱", "review");
        var entry = Entry(Review);

        Assert.Equal((StatusCode.PermissionDenied, "STW-011"), Told(await RefusedAsync(() => PlanAsync(world.Calendar(_brand), entry, rule))));
        var unnamed = await RefusedAsync(() => PlanAsync(world.LeadsCalendar(_brand), entry));
        Assert.Equal((StatusCode.InvalidArgument, "STW-012"), Told(unnamed));
        Assert.Contains(rule, unnamed.Status.Detail, StringComparison.Ordinal);

        var planned = await PlanAsync(world.LeadsCalendar(_brand), entry, rule);

        Assert.Equal((rule, 0, 2), (planned.LetGo.Single().RuleId, planned.LetGo.Single().Start, planned.LetGo.Single().Length));
        Assert.Equal(world.Clock.GetUtcNow(), planned.LetGoAt.ToDateTimeOffset());
        Assert.True(Guid.TryParse(planned.LetGoBy, out _));
        // The same call again, by whomever: nothing is asked or written anew.
        Assert.Equal(planned, await PlanAsync(world.LeadsCalendar(_brand), entry, rule));
        Assert.Equal(planned, await PlanAsync(world.Calendar(_brand), entry));
        // The word is about the text: it may be moved, and another text needs another word.
        entry.SendAt = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(4));
        Assert.Equal(planned.LetGoBy, (await PlanAsync(world.Calendar(_brand), entry)).LetGoBy);
        entry.Text = "老饱家周日见";
        Assert.Equal("STW-011", Told(await RefusedAsync(() => PlanAsync(world.Calendar(_brand), entry))).Code);
        entry.Text = "周日见";
        Assert.Empty((await PlanAsync(world.Calendar(_brand), entry)).LetGo);
    }

    [Fact]
    public async Task A_finding_that_the_lead_did_not_see_is_not_let_go()
    {
        var seen = await world.DrawRedLineAsync(_brand, "老饱", "review");
        var entry = Entry(Review);
        await PlanAsync(world.LeadsCalendar(_brand), entry, seen);
        var added = await world.DrawRedLineAsync(_brand, "周六", "review");
        entry.SendAt = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(4));

        var refused = await RefusedAsync(() => PlanAsync(world.LeadsCalendar(_brand), entry, seen));

        Assert.Equal("STW-012", Told(refused).Code);
        Assert.DoesNotContain(seen, refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal([added, seen], (await PlanAsync(world.LeadsCalendar(_brand), entry, added)).LetGo.Select(finding => finding.RuleId));
    }

    [Fact]
    public async Task One_brands_red_line_is_nothing_to_another()
    {
        await world.DrawRedLineAsync(Guid.NewGuid(), "老饱");

        Assert.Equal("scheduled", (await PlanAsync(world.Calendar(_brand), Entry(Review))).State);
    }

    [Fact]
    public async Task Without_an_answer_of_the_gate_nothing_new_is_planned_and_a_retry_is_still_fine()
    {
        var entry = Entry("两点开席");
        var planned = await PlanAsync(world.Calendar(_brand), entry);
        await using var gateless = await ContentWorld.StartAsync(world.Clock, new Uri("http://127.0.0.1:9"), world.Host);
        var client = gateless.Client<CalendarService.CalendarServiceClient>(Testing.ServiceHost.OperatorOf(_brand));

        Assert.Equal(planned, await PlanAsync(client, entry));
        entry.Text = "三点开席";
        Assert.Equal((StatusCode.Unavailable, "STW-013"), Told(await RefusedAsync(() => PlanAsync(client, entry))));
        Assert.Equal("STW-013", Told(await RefusedAsync(() => PlanAsync(client, Entry("四点开席")))).Code);
        Assert.Equal(1, await world.OwnerScalarAsync($"select count(*) from calendar_entries where brand_id = '{_brand}' and text = '两点开席'"));
    }

    private static (StatusCode Status, string? Code) Told(RpcException refused) => (refused.StatusCode, refused.Trailers.GetValue("problem-code"));

    private static Task<RpcException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);

    private static async Task<CalendarEntry> PlanAsync(CalendarService.CalendarServiceClient client, CalendarEntry entry, params string[] letGo) =>
        (await client.ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry, LetGo = { letGo } })).Entry;

    private CalendarEntry Entry(string text) => new()
    {
        EntryId = Guid.NewGuid().ToString(), BrandId = _brand.ToString(), AccountId = Guid.NewGuid().ToString(), Title = "午茶", Text = text, GroupIds = { Guid.NewGuid().ToString() },
        SendAt = Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddHours(2)),
    };
}
