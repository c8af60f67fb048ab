using System.Globalization;
using System.Text.Json.Nodes;
using Steward.Contracts.Events.Channels;

namespace Steward.Channels.Telegram;

/// <summary>
/// A text with what goes along with it, as one message of Telegram's, or one album: pictures have the text as their caption, links stand below it. Telegram has no mini-programs of WeChat's; what their author put in their place is
/// a link, and without that they are left out.
/// </summary>
/// <param name="Text">With the links.</param>
/// <param name="Pictures">Pictures of ours, in their order.</param>
internal sealed record TelegramPost(string Text, IReadOnlyList<Guid> Pictures)
{
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;

    public static TelegramPost Of(string text, IReadOnlyList<SendAttachment>? attachments) => new(
        string.Join("\n\n", (attachments ?? []).Where(one => one.Url is not null).Select(one => $"{one.Title}\n{one.Url}").Prepend(text)),
        [.. (attachments ?? []).Where(one => one.Kind == AttachmentKind.Image).Select(one => one.PictureId).OfType<Guid>()]);

    /// <summary>Why it cannot be sent; null: it can.</summary>
    public string? Fault => Text.Length == 0 ? $"a text has 1 to {LongestText} characters"
        : Pictures.Count == 0 && Text.Length > LongestText ? $"a text has 1 to {LongestText} characters, its links included"
        : Pictures.Count > 0 && Text.Length > LongestCaption ? $"beside a picture a text has at most {LongestCaption} characters, its links included; shorten it, or leave the picture out"
        : null;

    /// <summary>The method that sends it.</summary>
    public string Method => Pictures.Count switch { 0 => "sendMessage", 1 => "sendPhoto", _ => "sendMediaGroup" };

    /// <summary>Under what name a picture is uploaded.</summary>
    public string NameOf(int at) => Pictures.Count == 1 ? "photo" : string.Create(CultureInfo.InvariantCulture, $"picture{at}");

    /// <summary>The parameters beside the pictures themselves.</summary>
    public JsonObject Parameters(string chat)
    {
        var parameters = new JsonObject { ["chat_id"] = chat };
        switch (Pictures.Count)
        {
            case 0: parameters["text"] = Text; break;
            case 1: parameters["caption"] = Text; break;
            default:
                parameters["media"] = new JsonArray([.. Pictures.Select((_, at) =>
                {
                    var photo = new JsonObject { ["type"] = "photo", ["media"] = $"attach://{NameOf(at)}" };
                    if (at == 0) { photo["caption"] = Text; }

                    return photo;
                })]);
                break;
        }

        return parameters;
    }
}
