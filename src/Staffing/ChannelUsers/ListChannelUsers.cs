using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ChannelUsers;

/// <summary>Who operators are in the accounts of some brands.</summary>
internal sealed class ListChannelUsers(Database database)
{
    /// <param name="brands">Whose accounts.</param>
    /// <param name="person">Only this operator; null: all.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<ChannelUser>> HandleAsync(IReadOnlyList<BrandId> brands, Guid? person, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        return await transaction.QueryAsync<ChannelUser>(
            "select brand_id, operator_id, account_id, user_id from channel_users where @person::uuid is null or operator_id = @person order by brand_id, operator_id, account_id", new { person }, ct);
    }
}
