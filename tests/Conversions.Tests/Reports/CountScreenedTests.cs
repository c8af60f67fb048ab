using Steward.Contracts.Conversions.V1;
using Steward.Contracts.Events.Moderation;
using Steward.Testing;

namespace Steward.Conversions.Tests.Reports;

[Collection(nameof(ConversionsBench))]
public sealed class CountScreenedTests(ConversionsBench bench)
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Messages_count_on_their_local_day_once_even_if_the_event_comes_twice()
    {
        var first = Envelope(0, (Midnight.AddMinutes(-1), false, ScreeningLabel.Question), (Midnight, false, ScreeningLabel.Chatter), (Midnight, true, ScreeningLabel.Chatter), (Midnight, false, ScreeningLabel.Offence));
        var id = Guid.CreateVersion7();
        await bench.Host.PublishAsync(first, id);
        await bench.Host.PublishAsync(first, id);
        await bench.Host.PublishAsync(Envelope(1, (Midnight.AddHours(1), false, ScreeningLabel.Question)));

        // The last of lane 0: when it is counted, so is what came before.
        await bench.Host.PublishAsync(Envelope(0, (Midnight.AddHours(30), true, ScreeningLabel.Chatter)));
        var summary = await Eventually.ValueAsync(
            async () => await SummaryAsync() is { Total: { StaffMessages: 2, Messages: 4 } } found ? found : null, TimeSpan.FromSeconds(20), "both lanes are counted");
        Assert.Equal([(1, 0, 1, 0), (3, 1, 1, 1), (0, 1, 0, 0)], summary.Days.Select(day => ((int)day.Messages, (int)day.StaffMessages, (int)day.Questions, (int)day.Offences)));
    }

    private async Task<GetSummaryResponse> SummaryAsync() => await bench.Host.Client<ReportService.ReportServiceClient>(ServiceHost.OperatorOf(_brand))
        .GetSummaryAsync(new GetSummaryRequest { BrandId = _brand.ToString(), FromDay = "2026-03-01", ToDay = "2026-03-03" });

    private MessagesScreenedV1 Envelope(int lane, params (DateTimeOffset At, bool Staff, string Label)[] messages) => new()
    {
        BatchId = Guid.NewGuid(),
        BrandId = _brand,
        AccountId = Guid.NewGuid(),
        Partition = lane,
        AcceptedAt = Midnight,
        ScreenedAt = Midnight,
        Messages =
        [
            .. messages.Select(message => new ScreenedMessage
            {
                MessageId = Guid.NewGuid(),
                GroupId = Guid.NewGuid(),
                SenderId = Guid.NewGuid(),
                FromStaff = message.Staff,
                Kind = "text",
                Text = "早",
                SentAt = message.At,
                Label = message.Label,
            }),
        ],
    };
}
