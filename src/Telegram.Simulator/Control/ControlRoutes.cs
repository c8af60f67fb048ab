namespace Steward.Telegram.Simulator.Control;

/// <summary>The table of contents of <c>/sim/v1</c>.</summary>
internal static class ControlRoutes
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var sim = app.MapGroup("/sim/v1");
        sim.MapGet("/bots", (BotControl use) => use.List());
        sim.MapPost("/bots", (HttpRequest request, BotControl use, CancellationToken ct) => use.CreateAsync(request, ct));
        sim.MapPost("/bots/{botId:long}/updates", (HttpRequest request, long botId, BotControl use, CancellationToken ct) => use.TellAsync(request, botId, ct));

        sim.MapPost("/chats", (HttpRequest request, ChatControl use, CancellationToken ct) => use.CreateAsync(request, ct));
        sim.MapGet("/chats/{chatId:long}", (long chatId, ChatControl use) => use.Show(chatId));
        sim.MapPut("/chats/{chatId:long}/title", (HttpRequest request, long chatId, ChatControl use, CancellationToken ct) => use.RenameAsync(request, chatId, ct));
        sim.MapPut("/chats/{chatId:long}/bot", (HttpRequest request, long chatId, ChatControl use, CancellationToken ct) => use.SetBotAsync(request, chatId, ct));
        sim.MapPost("/chats/{chatId:long}/upgrade", (long chatId, ChatControl use) => use.Upgrade(chatId));
        sim.MapPost("/chats/{chatId:long}/members", (HttpRequest request, long chatId, ChatControl use, CancellationToken ct) => use.JoinAsync(request, chatId, ct));
        sim.MapDelete("/chats/{chatId:long}/members/{userId:long}", (long chatId, long userId, long? by, ChatControl use) => use.Leave(chatId, userId, by));

        sim.MapPost("/chats/{chatId:long}/messages", (HttpRequest request, long chatId, TalkControl use, CancellationToken ct) => use.SayAsync(request, chatId, ct));
        sim.MapPut("/chats/{chatId:long}/messages/{messageId:int}", (HttpRequest request, long chatId, int messageId, TalkControl use, CancellationToken ct) => use.EditAsync(request, chatId, messageId, ct));
        sim.MapPost("/users/{userId:long}/start", (HttpRequest request, long userId, TalkControl use, CancellationToken ct) => use.StartAsync(request, userId, ct));

        sim.MapGet("/faults", (BotControl use) => use.GetFaults());
        sim.MapPut("/faults", (HttpRequest request, BotControl use, CancellationToken ct) => use.SetFaultsAsync(request, ct));
        sim.MapGet("/clock", (BotControl use) => use.GetClock());
        sim.MapPut("/clock", (HttpRequest request, BotControl use, CancellationToken ct) => use.AdvanceAsync(request, ct));
    }
}
