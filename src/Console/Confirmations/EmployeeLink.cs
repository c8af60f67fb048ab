using Steward.Contracts.Channels.V1;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Confirmations;

/// <summary>Who an operator is, or may be said to be, in one account.</summary>
internal sealed class EmployeeLink
{
    public required string BrandId { get; init; }
    public required string OperatorId { get; init; }
    public required string AccountId { get; init; }

    /// <summary>The operator's name.</summary>
    public required string Name { get; init; }

    /// <summary>The channel's id of the employee; empty: not known.</summary>
    public string UserId { get; set; } = "";

    /// <summary>Every operator in every account of a brand that they work for, whether linked or not: those who are not come first, because that is why somebody looks.</summary>
    public static IReadOnlyList<EmployeeLink> All(IEnumerable<Operator> people, IEnumerable<AccountName> accounts, IEnumerable<ChannelUser> links)
    {
        var known = links.ToDictionary(link => (link.BrandId, link.OperatorId, link.AccountId), link => link.UserId);
        return
        [
            .. from person in people
               from account in accounts
               where person.BrandIds.Contains(account.BrandId)
               let userId = known.GetValueOrDefault((account.BrandId, person.OperatorId, account.AccountId), "")
               orderby userId.Length > 0, person.Name, person.OperatorId, account.BrandId, account.Name, account.AccountId
               select new EmployeeLink { BrandId = account.BrandId, OperatorId = person.OperatorId, AccountId = account.AccountId, Name = person.Name, UserId = userId },
        ];
    }
}
