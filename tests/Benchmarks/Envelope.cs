using System.Text.Json;
using Steward.Contracts.Events.Channels;

namespace Steward.Benchmarks;

/// <summary>The bytes that a batch of 100 messages has on the wire.</summary>
internal static class Envelope
{
    public const int Messages = 100;

    public static byte[] Bytes()
    {
        var messages = Enumerable.Range(0, Messages).Select(number => new ReceivedMessage
        {
            MessageId = Guid.NewGuid(), GroupId = Guid.NewGuid(), SenderId = Guid.NewGuid(), FromStaff = false, Kind = "text",
            Text = $"今天的会员日套餐真好吃，明天还想去门店再买一份，有没有人一起拼单呀 {number}", SentAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        });
        return JsonSerializer.SerializeToUtf8Bytes(new MessagesReceivedV1
        {
            BatchId = Guid.NewGuid(), BrandId = Guid.NewGuid(), AccountId = Guid.NewGuid(), Partition = 0, AcceptedAt = DateTimeOffset.UnixEpoch, Messages = [.. messages],
        });
    }
}
