using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Contacts;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Transfers;

/// <summary>As <c>transfer_result</c> numbers it.</summary>
internal enum TransferStatus
{
    Done = 1,
    Waiting = 2,
    Refused = 3,
    TakerFull = 4,
}

/// <summary>One customer on the way from one employee to another.</summary>
internal sealed class Transfer(string giver, string taker, string externalId, bool resigned, DateTimeOffset startedAt)
{
    public string Giver { get; } = giver;

    public string Taker { get; } = taker;

    public string ExternalUserId { get; } = externalId;

    public bool Resigned { get; } = resigned;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public TransferStatus Status { get; set; } = TransferStatus.Waiting;

    public DateTimeOffset? TakenAt { get; set; }
}

/// <summary>What customers make of a hand-over, in percent; by the seed.</summary>
internal sealed record TransferHabits(double RefusedPercent, double TakerFullPercent);

/// <summary>
/// <c>transfer_customer</c> and <c>transfer_result</c>, for serving and for resigned employees: started at once, decided after 24 hours of the world's time,
/// and only then told by callbacks.
/// </summary>
internal sealed class CustomerTransfers(SimulatedWorld world, ContactActions actions, Agenda agenda, SimulatedClock clock)
{
    private const int MostPerCall = 100;
    private const int MostOfCustomer = 2;
    private const int PageSize = 1000;
    private static readonly TimeSpan Takes = TimeSpan.FromHours(24);
    private static readonly TimeSpan CustomerWindow = TimeSpan.FromDays(90);

    private readonly PerCorp<List<Transfer>> _transfers = new();

    public TransferHabits Habits { get; set; } = new(10, 2);

    public WeComReply OnJob(Caller caller, JsonElement body) => Start(caller, body, resigned: false);

    public WeComReply Resigned(Caller caller, JsonElement body) => Start(caller, body, resigned: true);

    public WeComReply OnJobResult(Caller caller, JsonElement body) => Result(caller, body, resigned: false);

    public WeComReply ResignedResult(Caller caller, JsonElement body) => Result(caller, body, resigned: true);

    /// <summary><c>get_unassigned_list</c>.</summary>
    public WeComReply Unassigned(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var size = fields.Number("page_size", 1, PageSize, PageSize);
        var offset = Cursor.Read(fields.Text("cursor", false));
        if ((fields.Refusal ?? (offset is null ? WeComReply.BadParameter("invalid cursor") : null)) is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        lock (corp.Gate)
        {
            var left = from employee in corp.Employees.Values
                       where employee.Resigned is not null && caller.App.Sees(employee.UserId)
                       from customer in corp.Follows.CustomersOf(employee.UserId)
                       where !IsUnderWay(corp, customer)
                       select new JsonObject
                       {
                           ["handover_userid"] = employee.UserId,
                           ["external_userid"] = customer,
                           ["dimission_time"] = employee.Resigned!.Value.ToUnixTimeSeconds(),
                       };
            var (page, next) = Cursor.Page([.. left], offset!.Value, size);
            return WeComReply.Ok(new JsonObject { ["info"] = new JsonArray([.. page]), ["is_last"] = next.Length == 0, ["next_cursor"] = next });
        }
    }

    private WeComReply Start(Caller caller, JsonElement body, bool resigned)
    {
        var fields = new RequestFields(body);
        var (giver, taker) = (fields.Text("handover_userid", true), fields.Text("takeover_userid", true));
        var customers = fields.Texts("external_userid", true, MostPerCall);
        fields.Label("transfer_success_msg", false, 200);
        if ((fields.Refusal ?? Person.Check(caller, giver) ?? Person.Check(caller, taker)) is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        if (giver == taker)
        {
            return WeComReply.Refuse(WeComCodes.SameTaker);
        }

        if (resigned && corp.Employs(giver))
        {
            return WeComReply.Refuse(WeComCodes.NotResigned);
        }

        if (!corp.Employs(taker) || (!resigned && !corp.Employs(giver)))
        {
            return WeComReply.Refuse(WeComCodes.UnknownUser, "userid not found: resigned");
        }

        lock (corp.Gate)
        {
            return WeComReply.Ok(new JsonObject
            {
                ["customer"] = new JsonArray([.. customers.Distinct().Select(id => new JsonObject { ["external_userid"] = id, ["errcode"] = Start(corp, giver, taker, id, resigned) })]),
            });
        }
    }

    private int Start(Corp corp, string giver, string taker, string customer, bool resigned)
    {
        var now = clock.GetUtcNow();
        if (corp.FindCustomer(customer) is null)
        {
            return WeComCodes.BadExternalUser;
        }

        if (corp.Follows.Find(giver, customer) is null)
        {
            return WeComCodes.HandoverNotFollower;
        }

        if (IsUnderWay(corp, customer))
        {
            return WeComCodes.CustomerInTransfer;
        }

        if (!resigned && _transfers.Of(corp).Count(t => t.ExternalUserId == customer && t.StartedAt > now - CustomerWindow && t.Status is TransferStatus.Done) >= MostOfCustomer)
        {
            return WeComCodes.TransferTooOften;
        }

        var transfer = new Transfer(giver, taker, customer, resigned, now);
        _transfers.Of(corp).Add(transfer);
        agenda.AfterInWorld(Takes, () => Decide(corp, transfer));
        return 0;
    }

    private void Decide(Corp corp, Transfer transfer)
    {
        var chance = Dice.For(world.Seed, $"transfer:{transfer.ExternalUserId}:{transfer.Taker}:{transfer.StartedAt.ToUnixTimeSeconds()}").Fraction() * 100;
        lock (corp.Gate)
        {
            transfer.Status = chance < Habits.RefusedPercent ? TransferStatus.Refused
                : chance < Habits.RefusedPercent + Habits.TakerFullPercent ? TransferStatus.TakerFull
                : TransferStatus.Done;
            if (transfer.Status is not TransferStatus.Done)
            {
                actions.FailTransfer(corp, transfer.Taker, transfer.ExternalUserId, transfer.Status is TransferStatus.Refused ? "customer_refused" : "customer_limit_exceed");
                return;
            }

            transfer.TakenAt = clock.GetUtcNow();
            actions.HandOver(corp, transfer.Giver, transfer.Taker, transfer.ExternalUserId);
        }
    }

    private WeComReply Result(Caller caller, JsonElement body, bool resigned)
    {
        var fields = new RequestFields(body);
        var (giver, taker) = (fields.Text("handover_userid", true), fields.Text("takeover_userid", true));
        var offset = Cursor.Read(fields.Text("cursor", false));
        if ((fields.Refusal ?? (offset is null ? WeComReply.BadParameter("invalid cursor") : null)) is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            var found = _transfers.Of(caller.Corp).Where(t => t.Resigned == resigned && t.Giver == giver && t.Taker == taker).ToList();
            var (page, next) = Cursor.Page(found, offset!.Value, PageSize);
            return WeComReply.Ok(new JsonObject { ["customer"] = new JsonArray([.. page.Select(Describe)]), ["next_cursor"] = next });
        }
    }

    private static JsonObject Describe(Transfer transfer) => new()
    {
        ["external_userid"] = transfer.ExternalUserId,
        ["status"] = (int)transfer.Status,
        ["takeover_time"] = transfer.TakenAt?.ToUnixTimeSeconds() ?? 0,
    };

    private bool IsUnderWay(Corp corp, string customer) => _transfers.Of(corp).Any(t => t.ExternalUserId == customer && t.Status is TransferStatus.Waiting);
}
