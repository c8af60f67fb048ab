using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>The table of contents of <c>/sim/v1</c>.</summary>
internal static class ControlRoutes
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var sim = app.MapGroup("/sim/v1");
        sim.MapPost("/archive/{corpId}/getchatdata", (HttpContext http, string corpId, GetChatData use, CancellationToken ct) => use.Handle(http, corpId, ct));

        sim.MapPost("/archive/{corpId}/getmediadata", (HttpContext http, string corpId, GetMediaData use, CancellationToken ct) => use.Handle(http, corpId, ct));
        sim.MapGet("/corps/{corpId}/archive", (string corpId, ArchiveControl use) => use.Get(corpId));
        sim.MapPut("/corps/{corpId}/archive", (HttpRequest request, string corpId, ArchiveControl use, CancellationToken ct) => use.Set(request, corpId, ct));

        sim.MapGet("/corps", (CorpControl use) => use.List());
        sim.MapPut("/corps/{corpId}/callback", (HttpRequest request, string corpId, CorpControl use, CancellationToken ct) => use.SetCallback(request, corpId, ct));

        sim.MapGet("/corps/{corpId}/apps", (string corpId, AppControl use) => use.List(corpId));
        sim.MapPost("/corps/{corpId}/apps", (HttpRequest request, string corpId, AppControl use, CancellationToken ct) => use.Add(request, corpId, ct));
        sim.MapPut("/corps/{corpId}/ips", (HttpRequest request, string corpId, AppControl use, CancellationToken ct) => use.SetIps(request, corpId, ct));

        sim.MapGet("/world", (WorldControl use) => use.Totals());
        sim.MapGet("/members", (WorldControl use, string corp) => use.Members(corp));
        sim.MapGet("/day", (PlayDay day) => ControlBody.Ok(day.Status()));
        sim.MapGet("/day/plan", (WorldControl use) => use.Plan());
        sim.MapPost("/day/start", (HttpRequest request, WorldControl use, CancellationToken ct) => use.StartDay(request, ct));
        sim.MapPost("/day/stop", (WorldControl use) => use.StopDay());

        sim.MapPost("/messages", (HttpRequest request, bool? create, AcceptMessages use, CancellationToken ct) => use.Handle(request.Body, create ?? false, ct));
        sim.MapPost("/groups", (HttpRequest request, GroupControl use, CancellationToken ct) => use.Create(request, ct));
        sim.MapDelete("/groups/{chatId}", (string chatId, GroupControl use) => use.Dismiss(chatId));
        sim.MapPut("/groups/{chatId}/name", (HttpRequest request, string chatId, GroupControl use, CancellationToken ct) => use.Rename(request, chatId, ct));
        sim.MapPost("/groups/{chatId}/members", (HttpRequest request, string chatId, GroupControl use, CancellationToken ct) => use.Join(request, chatId, ct));
        sim.MapDelete("/groups/{chatId}/members/{id}", (string chatId, string id, int? scene, GroupControl use) => use.Leave(chatId, id, scene ?? 0));

        sim.MapPut("/groups/{chatId}/owner", (HttpRequest request, string chatId, GroupControl use, CancellationToken ct) => use.ChangeOwner(request, chatId, ct));
        sim.MapPut("/groups/{chatId}/notice", (HttpRequest request, string chatId, GroupControl use, CancellationToken ct) => use.ChangeNotice(request, chatId, ct));
        sim.MapPost("/messages/revoke", (HttpRequest request, GroupControl use, CancellationToken ct) => use.Revoke(request, ct));
        sim.MapPost("/contacts", (HttpRequest request, PeopleControl use, CancellationToken ct) => use.Meet(request, ct));
        sim.MapDelete("/contacts", (PeopleControl use, string corp, string user, string id, string? by) => use.Part(corp, user, id, by ?? "employee"));
        sim.MapPost("/ways/{configId}/scan", (HttpRequest request, string configId, PeopleControl use, CancellationToken ct) => use.Scan(request, configId, ct));
        sim.MapGet("/inbox", (PeopleControl use, string corp, string? user) => use.Inbox(corp, user));
        sim.MapGet("/consents", (PeopleControl use, string corp) => use.GetConsent(corp));
        sim.MapPut("/consents", (HttpRequest request, PeopleControl use, CancellationToken ct) => use.RequireConsent(request, ct));
        sim.MapPost("/consents", (HttpRequest request, PeopleControl use, CancellationToken ct) => use.SayConsent(request, ct));
        sim.MapPut("/transfers", (HttpRequest request, PeopleControl use, CancellationToken ct) => use.SetTransfers(request, ct));
        sim.MapPost("/employees/{userId}/resign", (PeopleControl use, string userId, string corp) => use.Resign(corp, userId));

        sim.MapGet("/tasks", (TaskControl use) => use.List());
        sim.MapPost("/tasks/{msgId}/confirm", (HttpRequest request, string msgId, TaskControl use, CancellationToken ct) => use.Confirm(request, msgId, ct));
        sim.MapPut("/tasks/quota", (HttpRequest request, TaskControl use, CancellationToken ct) => use.SetQuota(request, ct));
        sim.MapGet("/employees/mode", (TaskControl use) => use.GetMode());
        sim.MapPut("/employees/mode", (HttpRequest request, TaskControl use, CancellationToken ct) => use.SetMode(request, ct));

        sim.MapGet("/load", (LoadControl use) => use.Status());
        sim.MapPost("/load", (HttpRequest request, LoadControl use, CancellationToken ct) => use.Start(request, ct));
        sim.MapDelete("/load", (LoadControl use) => use.Stop());
        sim.MapGet("/faults", (FaultControl use) => use.Get());
        sim.MapPut("/faults", (HttpRequest request, FaultControl use, CancellationToken ct) => use.Set(request, ct));
        sim.MapDelete("/faults", (FaultControl use) => use.Clear());
        sim.MapGet("/outage", (OutageControl use) => use.Get());
        sim.MapPost("/outage", (HttpRequest request, OutageControl use, CancellationToken ct) => use.Begin(request, ct));
        sim.MapDelete("/outage", (OutageControl use) => use.End());
        sim.MapGet("/limits", (LimitControl use) => use.Get());
        sim.MapPut("/limits", (HttpRequest request, LimitControl use, CancellationToken ct) => use.Set(request, ct));
        sim.MapDelete("/limits/closed", (LimitControl use) => use.Reopen());
        sim.MapGet("/clock", (ClockControl use) => use.Get());
        sim.MapPut("/clock", (HttpRequest request, ClockControl use, CancellationToken ct) => use.Set(request, ct));
        sim.MapGet("/scale", (ScaleControl use) => use.Get());
        sim.MapPut("/scale", (HttpRequest request, ScaleControl use, CancellationToken ct) => use.Set(request, ct));
    }
}
