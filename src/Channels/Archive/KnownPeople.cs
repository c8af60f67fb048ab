using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Roster;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Who speaks, as far as the message needs it.</summary>
internal readonly record struct Sender(Guid Id, bool IsStaff);

/// <summary>Where they speak.</summary>
internal readonly record struct Room(Guid Id, int Lane);

/// <summary>One account's senders and groups, remembered for a while, so that most pages of the archive ask the database nothing. Used by one reader at a time.</summary>
internal sealed class KnownPeople(Account account, Database database, RosterQueue rosters, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    private const int CustomerIdLength = 20;
    private const int Most = 200_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Sender> _senders = [];
    private readonly Dictionary<string, Room> _rooms = [];
    private HashSet<(string ChatId, string Person)>? _refusals;
    private DateTimeOffset _since = clock.GetUtcNow();

    public Sender SenderOf(string externalId) => _senders[externalId];

    public Room RoomOf(string chatId) => _rooms[chatId];

    /// <summary>Whether somebody disagreed that their messages of this group are archived. WeCom gives none of them out; should one come, it is not kept.</summary>
    public bool Refuses(string chatId, string person) => _refusals!.Count > 0 && _refusals.Contains((chatId, person));

    /// <summary>Takes somebody's word, from here on.</summary>
    public void Consent(string chatId, string person, bool agreed) => _ = agreed ? _refusals!.Remove((chatId, person)) : _refusals!.Add((chatId, person));

    /// <summary>
    /// Makes sure that these messages' senders and groups are known. A sender whom no roster names is judged by the id's form; a group that is not
    /// known yet gets its derived id, and its roster is asked for.
    /// </summary>
    public async Task LearnAsync(IReadOnlyList<ArchiveMessage> messages, CancellationToken ct)
    {
        if (clock.GetUtcNow() - _since > Fresh || _senders.Count > Most) { Forget(); }

        var strangers = messages.Select(message => message.From).Where(id => !_senders.ContainsKey(id)).Distinct().ToArray();
        var newRooms = messages.Select(message => message.RoomId).Where(id => id.Length > 0 && !_rooms.ContainsKey(id)).Distinct().ToArray();
        if (strangers.Length == 0 && newRooms.Length == 0 && _refusals is not null) { return; }

        await using var transaction = await database.BeginAsync(account.Brand, ct);
        await LearnSendersAsync(strangers, transaction, ct);
        await LearnRoomsAsync(newRooms, transaction, ct);
        _refusals ??= await ArchiveConsents.RefusalsAsync(account, transaction, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>External ids begin with wo or wm and are long; userids are chosen by the corp, robots (wb) speak for it.</summary>
    internal static bool LooksLikeStaff(string id) => id.Length < CustomerIdLength || !(id.StartsWith("wm", StringComparison.Ordinal) || id.StartsWith("wo", StringComparison.Ordinal));

    private void Forget()
    {
        _senders.Clear();
        _rooms.Clear();
        _refusals = null;
        _since = clock.GetUtcNow();
    }

    private async Task LearnSendersAsync(string[] externalIds, BrandTransaction transaction, CancellationToken ct)
    {
        if (externalIds.Length == 0) { return; }

        foreach (var id in externalIds) { _senders[id] = new Sender(MemberId.From(account.Id, id).Value, LooksLikeStaff(id)); }

        await using var query = transaction.Command("select external_id, is_staff from people where brand_id = $1 and member_id = any ($2)");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. externalIds.Select(id => _senders[id].Id)] });
        await using var reader = await query.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetString(0);
            _senders[id] = _senders[id] with { IsStaff = reader.GetBoolean(1) };
        }
    }

    private async Task LearnRoomsAsync(string[] chatIds, BrandTransaction transaction, CancellationToken ct)
    {
        if (chatIds.Length == 0) { return; }

        foreach (var id in chatIds)
        {
            var group = GroupId.From(account.Id, id);
            _rooms[id] = new Room(group.Value, Partition.Of(group, messaging.Value.Partitions));
        }

        var known = await transaction.QueryAsync<string>(
            "select chat_id from groups where brand_id = @brand and group_id = any (@ids)", new { brand = account.Brand, ids = chatIds.Select(id => _rooms[id].Id).ToArray() }, ct);
        foreach (var chatId in chatIds.Except(known)) { await rosters.AddAsync(transaction.Connection, account.Id, account.Brand, chatId, clock.GetUtcNow(), ct); }
    }
}
