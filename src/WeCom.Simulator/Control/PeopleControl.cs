using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Staff;
using Steward.WeCom.Simulator.Transfers;
using Steward.WeCom.Simulator.Ways;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What people do beside writing: meet, part, resign, scan codes, agree to the archive.</summary>
internal sealed class PeopleControl(
    SimulatedWorld world, ClientActions clients, ContactActions contacts, Consents consents, SendToStaff staff, CustomerTransfers transfers, WayBook ways,
    Clock.SimulatedClock clock)
{
    public Task<IResult> Meet(HttpRequest request, CancellationToken ct) => ControlBody.Read<Meeting>(request, body => Task.FromResult(With(body.Corp, corp =>
    {
        if (!corp.Employs(body.User))
        {
            return ControlBody.NotFound($"user: {body.User} is not an employee");
        }

        if (body.Id is null == (body.Name is null))
        {
            return ControlBody.Bad("id: either the id of someone known or the name of someone new");
        }

        if (body.Id is not null && corp.FindCustomer(body.Id) is null)
        {
            return ControlBody.NotFound($"id: {body.Id} is not a customer of {corp.Name}");
        }

        var id = body.Id ?? clients.NewCustomer(corp, body.Name!).ExternalUserId;
        return ControlBody.Ok(new { id, welcomeCode = contacts.Add(corp, body.User, id, body.State, body.Chatting, body.Half) });
    })), ct);

    public IResult Part(string corp, string user, string id, string by) => With(corp, found => by is not ("employee" or "customer")
        ? ControlBody.Bad("by: employee or customer")
        : contacts.End(found, user, id, by == "customer")
            ? ControlBody.Ok(new { user, id })
            : ControlBody.NotFound($"id: {id} is not a contact of {user}"));

    public IResult Resign(string corp, string userId) => With(corp, found =>
    {
        if (!found.Employees.TryGetValue(userId, out var employee))
        {
            return ControlBody.NotFound($"userId: {userId} is not an employee");
        }

        lock (found.Gate)
        {
            found.Employees[userId] = employee with { Resigned = employee.Resigned ?? clock.GetUtcNow() };
        }

        return ControlBody.Ok(found.Employees[userId]);
    });

    public IResult Inbox(string corp, string? user) => With(corp, found => ControlBody.Ok(new { messages = staff.Inbox(found, user) }));

    public IResult GetConsent(string corp) => With(corp, found => ControlBody.Ok(consents.Figures(found)));

    public Task<IResult> RequireConsent(HttpRequest request, CancellationToken ct) => ControlBody.Read<ConsentRule>(request, body => Task.FromResult(With(body.Corp, corp =>
    {
        if (!(body.DisagreePercent is >= 0 and <= 100))
        {
            return ControlBody.Bad("disagreePercent: 0 to 100");
        }

        consents.Require(corp, body.Required ? body.DisagreePercent : null);
        return ControlBody.Ok(consents.Figures(corp));
    })), ct);

    public Task<IResult> SayConsent(HttpRequest request, CancellationToken ct) => ControlBody.Read<Said>(request, body => Task.FromResult(With(body.Corp, corp =>
    {
        if (corp.FindCustomer(body.Id) is null)
        {
            return ControlBody.NotFound($"id: {body.Id} is not a customer of {corp.Name}");
        }

        clients.SayConsent(corp, body.Where, body.Id, body.Agrees);
        return ControlBody.Ok(new { body.Where, body.Id, body.Agrees });
    })), ct);

    public Task<IResult> SetTransfers(HttpRequest request, CancellationToken ct) => ControlBody.Read<TransferHabits>(request, body =>
    {
        if (!(body.RefusedPercent >= 0 && body.TakerFullPercent >= 0 && body.RefusedPercent + body.TakerFullPercent <= 100))
        {
            return Task.FromResult(ControlBody.Bad("refusedPercent, takerFullPercent: 0 to 100 together"));
        }

        transfers.Habits = body;
        return Task.FromResult(ControlBody.Ok(body));
    }, ct);

    /// <summary>Somebody scans a code: into one of its groups, or to one of its employees.</summary>
    public Task<IResult> Scan(HttpRequest request, string configId, CancellationToken ct) => ControlBody.Read<Scanned>(request, body => Task.FromResult(With(body.Corp, corp =>
    {
        if (ways.Find(corp, configId) is not { } way)
        {
            return ControlBody.NotFound($"configId: {configId} is no code of {corp.Name}");
        }

        if (!way.ToGroup)
        {
            if (way.List("user").FirstOrDefault(corp.Employs) is not { } userId)
            {
                return ControlBody.Conflict("configId: nobody of this code works here any more");
            }

            var contact = clients.NewCustomer(corp, body.Name).ExternalUserId;
            return ControlBody.Ok(new { id = contact, user = userId, welcomeCode = contacts.Add(corp, userId, contact, way.State, false, false) });
        }

        return JoinGroup(corp, way, body.Name);
    })), ct);

    private IResult JoinGroup(Corp corp, Way way, string name)
    {
        CustomerGroup? group;
        lock (corp.Gate)
        {
            group = way.List("chat_id_list").Select(corp.FindGroup).FirstOrDefault(g => g is { Dismissed: false } && g.Members.Count < CustomerGroup.MostMembers);
        }

        if (group is null && (int?)way.Fields["auto_create_room"] == 0)
        {
            return ControlBody.Conflict("configId: all groups of this code are full");
        }

        group ??= clients.CreateGroup(corp, $"{(string?)way.Fields["room_base_name"]}{(int?)way.Fields["room_base_id"]}");
        var id = clients.NewCustomer(corp, name).ExternalUserId;
        clients.Join(corp, group, [id], 3, way.State);
        return ControlBody.Ok(new { id, group.ChatId });
    }

    private IResult With(string corpId, Func<Corp, IResult> use) =>
        world.Corps.TryGetValue(corpId, out var corp) ? use(corp) : ControlBody.NotFound($"corp: {corpId} is not a corp of this world");

    internal sealed record Meeting
    {
        public required string Corp { get; init; }

        public required string User { get; init; }

        public string? Id { get; init; }

        public string? Name { get; init; }

        public string State { get; init; } = "";

        public bool Chatting { get; init; }

        public bool Half { get; init; }
    }

    internal sealed record ConsentRule
    {
        public required string Corp { get; init; }

        public required bool Required { get; init; }

        public double DisagreePercent { get; init; } = 10;
    }

    internal sealed record Said
    {
        public required string Corp { get; init; }

        /// <summary>Room, or userid of the employee.</summary>
        public required string Where { get; init; }

        public required string Id { get; init; }

        public required bool Agrees { get; init; }
    }

    internal sealed record Scanned
    {
        public required string Corp { get; init; }

        public required string Name { get; init; }
    }
}
