using Steward.Kernel;

namespace Steward.Channels.Accounts;

/// <summary>What can be wrong with a connection request.</summary>
internal static class AccountProblems
{
    public static Problem Unknown(AccountId account) => new("CHN-001", ProblemKind.NotFound, $"There is no account {account} in this brand.", "account_id");

    public static Problem Field(string field, string rule) => Problem.InvalidField("CHN-002", field, $"{field} must be {rule}.");

    public static Problem OtherBrand { get; } = new("CHN-003", ProblemKind.Conflict, "This account_id is taken; choose another UUID.", "account_id");

    public static Problem OtherCorp { get; } = new("CHN-004", ProblemKind.Conflict, "An account stays with its channel and corp, because ids of groups and people derive from it: connect the other one as another account.", "corp_id");

    public static Problem AppTaken { get; } = new("CHN-005", ProblemKind.Conflict, "This app is connected already, as another account of the brand: change that one.", "agent_id");

    public static Problem ArchiveTaken { get; } = new("CHN-006", ProblemKind.Conflict, "Another account of the brand reads this corp's archive; a corp has one, whatever its apps.", "archive_mode");

    public static Problem NoGroupList(string channel) => new("CHN-007", ProblemKind.Conflict, $"{channel} does not list groups or rosters: they become known by what happens in them.", "account_id");
}
