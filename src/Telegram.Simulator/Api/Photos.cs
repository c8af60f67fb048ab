using System.Text.Json.Nodes;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>sendPhoto</c>, <c>sendMediaGroup</c>: pictures that come along with the call. Their bytes are looked at and not kept; names of files that are there already and addresses are not known here.</summary>
internal sealed class Photos(Happenings happenings, CallLimits limits)
{
    private const int LongestCaption = 1024;
    private const int Largest = 10 * 1024 * 1024;
    private const string Attached = "attach://";

    public BotReply Send(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        return Fault(scene.Fields.File("photo"), scene.Fields.Text("caption")) ?? May(scene, chat) ?? BotReply.Ok(happenings.Say(chat, scene.Bot.Self, scene.Fields.Text("caption").Trim(), "photo").ToJson(chat));
    }

    public BotReply SendGroup(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        var media = scene.Fields.Objects("media");
        if (scene.Fields.Refusal is { } wrong) { return wrong; }

        if (media is not { Count: >= 2 and <= 10 }) { return BotReply.Bad("media group must include 2-10 items"); }

        foreach (var item in media)
        {
            if (Text(item, "type") != "photo") { return BotReply.Bad("can't parse InputMedia: only photos are known here"); }

            var name = Text(item, "media");
            if (Fault(name.StartsWith(Attached, StringComparison.Ordinal) ? scene.Fields.File(name[Attached.Length..]) : null, Text(item, "caption")) is { } fault) { return fault; }
        }

        return May(scene, chat) ?? BotReply.Ok(new JsonArray([.. media.Select(item => happenings.Say(chat, scene.Bot.Self, Text(item, "caption").Trim(), "photo").ToJson(chat))]));
    }

    private static string Text(JsonObject item, string name) => item[name]?.GetValue<string>() ?? "";

    private static BotReply? Fault(byte[]? photo, string caption) => photo switch
    {
        null => BotReply.Bad("wrong file identifier/HTTP URL specified"),
        { Length: 0 } => BotReply.Bad("file must be non-empty"),
        { Length: > Largest } => BotReply.Bad("file is too big"),
        [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => caption.Trim().Length > LongestCaption ? BotReply.Bad("message caption is too long") : null,
        _ => BotReply.Bad("IMAGE_PROCESS_FAILED"),
    };

    private BotReply? May(Scene scene, Chat chat) =>
        chat.Find(scene.Bot.Self.Id, scene.Now)!.MaySpeak
            ? limits.Take(scene.Bot, chat) is { } seconds ? BotReply.TooMany(seconds) : null
            : BotReply.Bad("not enough rights to send photos to the chat");
}
