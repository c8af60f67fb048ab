using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>What can be wrong with a connection request.</summary>
internal static class AccountProblems
{
    public static Problem Unknown(AccountId account) => new("CHN-001", ProblemKind.NotFound, $"There is no account {account} in this brand.", "account_id");

    public static Problem Field(string field, string rule) => Problem.InvalidField("CHN-002", field, $"{field} must be {rule}.");

    public static Problem OtherBrand { get; } = new("CHN-003", ProblemKind.Conflict, "This account_id is taken; choose another UUID.", "account_id");

    public static Problem OtherCorp { get; } = new("CHN-004", ProblemKind.Conflict, "An account stays with its corp, because ids of groups and people derive from it: connect the other corp as another account.", "corp_id");
}
