using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What people do with groups in the client.</summary>
internal sealed class GroupControl(SimulatedWorld world, ClientActions actions)
{
    private const int LongestName = 100;

    public Task<IResult> Create(HttpRequest request, CancellationToken ct) => ControlBody.Read<NewGroup>(request, body =>
    {
        if (!world.Corps.TryGetValue(body.Corp, out var corp))
        {
            return Task.FromResult(ControlBody.NotFound($"corp: {body.Corp} is not a corp of this world"));
        }

        return Task.FromResult(BadName(body.Name) ?? ControlBody.Ok(Describe(actions.CreateGroup(corp, body.Name))));
    }, ct);

    public Task<IResult> Rename(HttpRequest request, string chatId, CancellationToken ct) => ControlBody.Read<NewName>(request, body =>
        Task.FromResult(BadName(body.Name) ?? In(chatId, (corp, group) =>
        {
            actions.Rename(corp, group, body.Name);
            return ControlBody.Ok(Describe(group));
        })), ct);

    public Task<IResult> ChangeOwner(HttpRequest request, string chatId, CancellationToken ct) => ControlBody.Read<NewOwner>(request, body =>
        Task.FromResult(In(chatId, (corp, group) =>
        {
            if (!corp.Employs(body.Owner))
            {
                return ControlBody.NotFound($"owner: {body.Owner} is not an employee");
            }

            actions.ChangeOwner(corp, group, body.Owner);
            return ControlBody.Ok(Describe(group));
        })), ct);

    public Task<IResult> ChangeNotice(HttpRequest request, string chatId, CancellationToken ct) => ControlBody.Read<NewNotice>(request, body =>
        Task.FromResult(body.Notice.Length > 500 ? ControlBody.Bad("notice: at most 500 characters") : In(chatId, (corp, group) =>
        {
            actions.ChangeNotice(corp, group, body.Notice);
            return ControlBody.Ok(Describe(group));
        })), ct);

    public Task<IResult> Revoke(HttpRequest request, CancellationToken ct) => ControlBody.Read<Revoked>(request, body =>
    {
        if (!world.Corps.TryGetValue(body.Corp, out var corp))
        {
            return Task.FromResult(ControlBody.NotFound($"corp: {body.Corp} is not a corp of this world"));
        }

        return Task.FromResult(actions.Revoke(corp, body.MsgId)
            ? ControlBody.Ok(new { revoked = body.MsgId })
            : ControlBody.NotFound($"msgId: the archive does not hold {body.MsgId}"));
    }, ct);

    public IResult Dismiss(string chatId) => In(chatId, (corp, group) =>
    {
        actions.Dismiss(corp, group);
        return ControlBody.Ok(Describe(group));
    });

    public Task<IResult> Join(HttpRequest request, string chatId, CancellationToken ct) => ControlBody.Read<Joining>(request, body =>
        Task.FromResult(In(chatId, (corp, group) => Join(corp, group, body))), ct);

    public IResult Leave(string chatId, string id, int scene)
    {
        if (scene is not (0 or 1))
        {
            return ControlBody.Bad("scene: 0 (left) or 1 (removed by the owner)");
        }

        return In(chatId, (corp, group) => actions.Leave(corp, group, id, scene)
            ? ControlBody.Ok(Describe(group))
            : ControlBody.NotFound($"id: {id} is not in the group"));
    }

    private static object Describe(CustomerGroup group) => new { group.ChatId, group.Name, group.Owner, members = group.Members.Count, group.Version, group.Dismissed };

    private static IResult? BadName(string name) =>
        name.Length is 0 or > LongestName || name.Any(char.IsControl) ? ControlBody.Bad($"name: 1 to {LongestName} characters without control characters") : null;

    private IResult Join(Corp corp, CustomerGroup group, Joining body)
    {
        if (body.Scene is < 1 or > 3)
        {
            return ControlBody.Bad("scene: 1 (invited), 2 (link) or 3 (QR code)");
        }

        if (body.Id is null == (body.Name is null))
        {
            return ControlBody.Bad("id: either the id of someone known or the name of someone new");
        }

        if (body.Name is not null && BadName(body.Name) is { } bad)
        {
            return bad;
        }

        if (body.Id is not null && corp.FindCustomer(body.Id) is null)
        {
            return ControlBody.NotFound($"id: {body.Id} is not a customer of {corp.Name}");
        }

        var id = body.Id ?? actions.NewCustomer(corp, body.Name!).ExternalUserId;
        return actions.Join(corp, group, [id], body.Scene, body.State).Count == 1
            ? ControlBody.Ok(new { id, group.ChatId, members = group.Members.Count, group.Version })
            : ControlBody.Conflict($"id: {id} is already in the group");
    }

    private IResult In(string chatId, Func<Corp, CustomerGroup, IResult> use)
    {
        foreach (var corp in world.Corps.Values)
        {
            CustomerGroup? group;
            lock (corp.Gate)
            {
                group = corp.FindGroup(chatId) is { } found ? corp.Hold(found) : null;
            }

            if (group is not null)
            {
                return use(corp, group);
            }
        }

        return ControlBody.NotFound($"chatId: {chatId} is not a group of this world");
    }

    internal sealed record NewGroup
    {
        public required string Corp { get; init; }

        public required string Name { get; init; }
    }

    internal sealed record NewName
    {
        public required string Name { get; init; }
    }

    internal sealed record NewOwner
    {
        public required string Owner { get; init; }
    }

    internal sealed record NewNotice
    {
        public required string Notice { get; init; }
    }

    internal sealed record Revoked
    {
        public required string Corp { get; init; }

        public required string MsgId { get; init; }
    }

    internal sealed record Joining
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public int Scene { get; init; } = 3;

        public string? State { get; init; }
    }
}
