using System.CommandLine;
using System.Text.Json.Nodes;

namespace Steward.Cli.Sim;

/// <summary><c>sim say</c>, <c>revoke</c>, <c>join</c>, <c>leave</c> and <c>remove</c>: what people do in the client.</summary>
internal static class TalkCommands
{
    public static Command CreateSay()
    {
        var group = new Option<string>("--group") { Description = "Chat id or name of the group.", Required = true };
        var from = new Option<string>("--from") { Description = "userid, external id or nickname.", Required = true };
        var text = new Argument<string>("TEXT") { Description = "What is said." };
        var type = new Option<string>("--type") { Description = "text, image, link or weapp.", DefaultValueFactory = _ => "text" };
        type.AcceptOnlyFromAmong("text", "image", "link", "weapp");
        var create = new Option<bool>("--create") { Description = "Make the group and the person if they are not there." };
        return SimContext.Call(new Command("say", "Somebody says something in a group.") { text, group, from, type, create, SimContext.Corp }, async (parsed, control, ct) =>
        {
            var message = new JsonObject
            {
                ["corp"] = await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct),
                ["group"] = parsed.GetValue(group),
                ["from"] = parsed.GetValue(from),
                ["text"] = parsed.GetValue(text),
                ["time"] = (string)(await control.CallAsync(HttpMethod.Get, "clock", null, ct))["now"]!,
                ["type"] = parsed.GetValue(type),
            };
            var answer = await control.SayAsync(message, parsed.GetValue(create), ct);
            return answer["errors"]!.AsArray() is [var error, ..] ? throw new UserException($"It was not said: {(string)error!["reason"]!}") : answer;
        });
    }

    public static Command CreateRevoke()
    {
        var id = new Argument<string>("MSGID") { Description = "Id of the message, as in the archive." };
        return SimContext.Call(new Command("revoke", "The writer takes a message back.") { id, SimContext.Corp }, async (parsed, control, ct) =>
            await control.CallAsync(HttpMethod.Post, "messages/revoke", SimContext.Body(("corp", await control.CorpAsync(parsed.GetValue(SimContext.Corp), ct)), ("msgId", parsed.GetValue(id))), ct));
    }

    public static Command CreateJoin()
    {
        var chat = new Argument<string>("CHAT") { Description = "Chat id of the group." };
        var name = new Option<string?>("--name") { Description = "Nickname of somebody new." };
        var id = new Option<string?>("--id") { Description = "External id of a customer who is known." };
        var scene = new Option<int>("--scene") { Description = "1 invited, 2 link, 3 QR code.", DefaultValueFactory = _ => 3 };
        var state = new Option<string?>("--state") { Description = "Channel label of the code." };
        scene.AcceptOnlyFromAmong("1", "2", "3");
        var join = new Command("join", "Somebody joins a group.") { chat, name, id, scene, state };
        join.Validators.Add(result =>
        {
            if (result.GetValue(name) is null == result.GetValue(id) is null) { result.AddError("Say who joins: either --name of somebody new or --id of somebody known."); }
        });
        return SimContext.Call(join, (parsed, control, ct) => control.CallAsync(
            HttpMethod.Post, $"groups/{Uri.EscapeDataString(parsed.GetValue(chat)!)}/members",
            SimContext.Body(("name", parsed.GetValue(name)), ("id", parsed.GetValue(id)), ("scene", parsed.GetValue(scene)), ("state", parsed.GetValue(state))), ct));
    }

    public static Command CreateLeave(string name, string description, int scene)
    {
        var chat = new Argument<string>("CHAT") { Description = "Chat id of the group." };
        var id = new Argument<string>("ID") { Description = "External id of the member." };
        return SimContext.Call(new Command(name, description) { chat, id }, (parsed, control, ct) => control.CallAsync(
            HttpMethod.Delete, $"groups/{Uri.EscapeDataString(parsed.GetValue(chat)!)}/members/{Uri.EscapeDataString(parsed.GetValue(id)!)}?scene={scene}", null, ct));
    }
}
