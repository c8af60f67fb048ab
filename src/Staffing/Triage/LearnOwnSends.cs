using System.Security.Cryptography;
using System.Text;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Triage;

/// <summary>
/// Remembers for two days what was sent into groups by command. An employee's confirmed send comes back through WeCom's archive as their own words; without this the knowledge base's answer to one member would
/// pass for an answer to another. Heard from the command itself, because what Channels reports on it comes later than the words may.
/// </summary>
internal sealed class LearnOwnSends(TimeProvider clock) : IHandle<SendToGroupsV1>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task HandleAsync(SendToGroupsV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            """
            with old as (delete from own_sends where brand_id = @brand and noted_at < @before)
            insert into own_sends (brand_id, command_id, text_hash, group_ids, noted_at) values (@brand, @command, @hash, @groups, @now) on conflict do nothing
            """,
            new { brand = message.BrandId, command = message.CommandId, hash = HashOf(message.Text), groups = message.GroupIds.ToArray(), now, before = now - KeptFor },
            ct);
    }

    /// <summary>Of the words without what a client may put around them.</summary>
    public static Guid HashOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim()))[..16]);
}
