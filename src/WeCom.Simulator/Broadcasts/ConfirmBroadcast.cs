using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Media;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>The employee's tap in the client: text and attachments then stand in the groups, each as a message of its own, and so in the archive; of what goes to single customers the text.</summary>
internal sealed class ConfirmBroadcast(BroadcastBook book, ClientActions actions, MediaLibrary media, SimulatedClock clock)
{
    /// <param name="broadcast">Which.</param>
    /// <param name="only">The recipients to send to; null = all that still wait.</param>
    /// <returns>How many were sent now.</returns>
    public int Handle(Broadcast broadcast, IReadOnlyCollection<string>? only)
    {
        var at = clock.GetUtcNow();
        lock (book.Gate)
        {
            var due = broadcast.Recipients.Values.Where(r => r.Delivery is Delivery.Unsent && (only is null || only.Contains(r.Id))).ToList();
            foreach (var recipient in due)
            {
                broadcast.Recipients[recipient.Id] = recipient with { Delivery = Delivery.Sent, SentAt = at };
                Deliver(broadcast, recipient.Id, at);
            }

            return due.Count;
        }
    }

    private void Deliver(Broadcast broadcast, string recipient, DateTimeOffset at)
    {
        if (!broadcast.ToGroups)
        {
            if (broadcast.Text.Length > 0)
            {
                actions.SayPrivately(broadcast.Corp, broadcast.Sender, recipient, broadcast.Text, at);
            }

            return;
        }

        var group = Group(broadcast.Corp, recipient);
        if (broadcast.Text.Length > 0)
        {
            actions.SayText(broadcast.Corp, group, broadcast.Sender, broadcast.Text, at);
        }

        foreach (var attachment in broadcast.Attachments.OfType<JsonObject>())
        {
            if (Body(broadcast.Corp, attachment, at) is var (type, body))
            {
                actions.Say(broadcast.Corp, group, broadcast.Sender, at, null, "send", type, body);
            }
        }
    }

    /// <summary>An attachment as the archive has it; null: this archive has none of its kind (videos, files).</summary>
    private (string Type, string Body)? Body(Corp corp, JsonObject attachment, DateTimeOffset at)
    {
        var content = attachment[attachment["msgtype"]!.GetValue<string>()]!.AsObject();
        switch (attachment["msgtype"]!.GetValue<string>())
        {
            case "image" when media.PictureOf(corp, Text(content, "media_id")) is { } picture:
                return ("image", ArchiveMedia.Image(Text(content, "media_id"), picture, at));
            case "link":
                return ("link", "\"link\":" + JsonSerializer.Serialize(
                    new { title = Text(content, "title"), description = Text(content, "desc"), link_url = Text(content, "url"), image_url = Text(content, "picurl") }, WireJson.Relaxed));
            case "miniprogram":
                return ("weapp", "\"weapp\":" + JsonSerializer.Serialize(
                    new { title = Text(content, "title"), description = "", username = Text(content, "appid"), displayname = Text(content, "title") }, WireJson.Relaxed));
            default:
                return null;
        }
    }

    private static string Text(JsonObject content, string name) => content[name]?.GetValue<string>() ?? "";

    private static CustomerGroup Group(Corp corp, string chatId)
    {
        lock (corp.Gate)
        {
            return corp.FindGroup(chatId)!;
        }
    }
}
