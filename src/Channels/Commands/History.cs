using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Every change of a command's or a call's state, written in the transaction of the change: what explains later why something was sent, or was not.</summary>
internal static class History
{
    /// <summary>One change: of a call, or (null) of the command as a whole. The reason is for people, and empty where the state says it all.</summary>
    public static Task AddAsync(BrandTransaction transaction, BrandId brand, CommandId command, int? call, string state, string reason, DateTimeOffset at, CancellationToken ct) =>
        transaction.ExecuteAsync(
            "insert into command_history (brand_id, command_id, at, call_no, state, reason) values (@brand, @command, @at, @call, @state, @reason)", new { brand, command, at, call, state, reason }, ct);
}
