using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>Whom the torture's commands are for: accounts, owners with their groups, and the commands themselves, all by their number.</summary>
internal sealed class TortureWorld(ServiceHost host, int count, Uri wecom)
{
    private const int GroupsOfOwner = 5;
    private readonly AccountId _account = new(Guid.NewGuid());
    private readonly AccountId _other = new(Guid.NewGuid());
    private readonly AccountId _late = new(Guid.NewGuid());
    private long _apps;

    public BrandId Brand { get; } = new(Guid.NewGuid());

    private int Owners { get; } = Math.Max(4, count / 10 / GroupsOfOwner);

    public async Task PrepareAsync(string otherChannel)
    {
        await ConnectAsync(_account, "wecom");
        await ConnectAsync(_other, otherChannel);
        await using var connection = await OpenAsync();
        await using var groups = new NpgsqlCommand(
            "insert into groups (brand_id, account_id, group_id, chat_id, owner, name, member_version, created_at, synced_at) select $1, $2, *, 'g', '', now(), now() from unnest($3, $4, $5)", connection);
        var chats = Enumerable.Range(0, Owners * GroupsOfOwner).Select(n => $"wr{n}").ToArray();
        groups.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Brand.Value });
        groups.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _account.Value });
        groups.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. chats.Select(chat => GroupId.From(_account, chat).Value)] });
        groups.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = chats });
        groups.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. chats.Select((_, n) => $"owner{n / GroupsOfOwner}")] });
        await groups.ExecuteNonQueryAsync();
    }

    /// <summary>The account that some acts are for before anybody knows it.</summary>
    public Task ConnectLateAsync(string channel) => ConnectAsync(_late, channel);

    /// <summary>Nine of ten commands are sends to a few groups of one owner, one in twenty with the words of the one before.</summary>
    public static bool IsAct(int n) => n % 10 == 9;

    public SendToGroupsV1 Send(int n)
    {
        // A few owners get far more than their groups' month has room for. Twins: the same words of the same owner to other groups at the same time.
        var (twin, hot) = (n % 20 is 0 or 1, n % 50 == 7);
        var owner = twin ? n / 20 % Owners : hot ? n % 4 : (n * 2654435761L >> 7) % Owners;
        var first = twin ? n % 2 * 2 : n % 3;
        return new SendToGroupsV1
        {
            CommandId = Id(n), BrandId = Brand.Value, AccountId = _account.Value, Origin = (n % 3) switch { 0 => "inbox", 1 => "knowledge", _ => "calendar" }, RequestedBy = "",
            GroupIds = [.. Enumerable.Range(first, 2).Select(k => GroupId.From(_account, $"wr{(owner * GroupsOfOwner) + k}").Value)],
            Text = twin ? $"同{n / 20}" : $"第{n}条",
        };
    }

    /// <summary>One act in a hundred is for the account that is connected late.</summary>
    public ActV1 Act(int n)
    {
        var account = n % 1000 == 9 ? _late : _other;
        return new ActV1
        {
            CommandId = Id(n), BrandId = Brand.Value, AccountId = account.Value, Kind = "warn", Origin = "moderation", MemberId = MemberId.From(account, "wm1").Value, Text = "w", Arguments = [], Evidence = "e", RequestedBy = "",
        };
    }

    /// <summary>Asks the database as its owner.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var query = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await query.ExecuteScalarAsync())!;
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static Guid Id(int n) => DerivedId.Of(Guid.Empty, "torture", n.ToString(CultureInfo.InvariantCulture));

    private async Task ConnectAsync(AccountId account, string channel)
    {
        var secrets = host.Services.GetRequiredService<SecretBox>().Close(new AccountSecrets { Secret = "s", CallbackToken = "", EncodingAesKey = "", ArchiveSecret = "" });
        await using var connection = await OpenAsync();
        await using var insert = new NpgsqlCommand(
            """
            with route as (insert into account_routes (account_id, brand_id) values ($2, $1)),
            person as (insert into people (brand_id, account_id, member_id, external_id, name, is_staff) values ($1, $2, $6, 'wm1', 'a', false))
            insert into accounts (brand_id, account_id, name, base_url, corp_id, agent_id, secrets, reads, created_at, channel) values ($1, $2, 'a', $5, 'ww', $7, $3, false, now(), $4)
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Value });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secrets });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wecom.ToString() });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = MemberId.From(account, "wm1").Value });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ++_apps });
        await insert.ExecuteNonQueryAsync();
    }
}
