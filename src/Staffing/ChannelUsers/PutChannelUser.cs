using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ChannelUsers;

/// <summary>Links an operator with an employee of a channel account, or takes the link away; the same call again changes nothing.</summary>
internal sealed class PutChannelUser(Database database)
{
    public async Task<Result<ChannelUser>> HandleAsync(ChannelUser user, CancellationToken ct)
    {
        if (user.UserId.Length > ChannelUser.LongestUserId || user.UserId.Any(char.IsControl))
        {
            return Problem.InvalidField("STF-013", "user.user_id", $"user.user_id must have at most {ChannelUser.LongestUserId} characters, none of them a control character.");
        }

        await using var transaction = await database.BeginAsync(new BrandId(user.BrandId), ct);
        var works = await transaction.SingleOrDefaultAsync<Guid?>("select operator_id from operator_brands where operator_id = @OperatorId and brand_id = @BrandId", user, ct);
        if (works is null) { return ChannelUserProblems.UnknownOperator(user.OperatorId); }

        await transaction.ExecuteAsync(
            user.UserId.Length == 0
                ? "delete from channel_users where brand_id = @BrandId and operator_id = @OperatorId and account_id = @AccountId"
                : """
                  insert into channel_users (brand_id, operator_id, account_id, user_id) values (@BrandId, @OperatorId, @AccountId, @UserId)
                  on conflict (brand_id, operator_id, account_id) do update set user_id = excluded.user_id
                  """,
            user,
            ct);
        await transaction.CommitAsync(ct);
        return user;
    }
}
