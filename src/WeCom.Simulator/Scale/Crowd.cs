using System.Globalization;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Scale;

/// <summary>How large a crowd is.</summary>
/// <param name="MembersPerGroup">The owner included.</param>
internal sealed record CrowdSize(int Groups, int MembersPerGroup, int Owners)
{
    public long Memberships => (long)Groups * MembersPerGroup;

    /// <summary>Distinct customers: some are in two groups.</summary>
    public long Customers => Math.Max(MembersPerGroup, (long)Groups * (MembersPerGroup - 1) * 7 / 10);
}

/// <summary>
/// Groups of any number whose names, owners and rosters follow from the seed and the group's number. Nothing is kept of them but what has changed.
/// Guarded by the corp's gate.
/// </summary>
internal sealed class Crowd(ulong seed, string corpId, string corpName, CrowdSize size, IReadOnlyList<string> owners)
{
    private const string GroupMark = "wrC";
    private const string MemberMark = "wmC";
    private const int GroupDigits = 5;
    private const int MemberDigits = 7;

    private static readonly DateTimeOffset Founded = new(2025, 3, 1, 10, 0, 0, SimulatedClock.Shanghai);

    private readonly ulong _seed = Dice.For(seed, "crowd:" + corpId).Next();
    private readonly Dictionary<int, CustomerGroup> _kept = [];

    public CrowdSize Size => size;

    /// <summary>Groups that are no longer as the seed made them, and so held in memory.</summary>
    public int Kept => _kept.Count;

    public string ChatId(int group) => GroupMark + Digits(group, GroupDigits) + Check(group, 1, 22) + "AA";

    public string OwnerOf(int group) => _kept.GetValueOrDefault(group)?.Owner ?? owners[group % owners.Count];

    public CustomerGroup? KeptAt(int group) => _kept.GetValueOrDefault(group);

    /// <returns>The group, kept or made anew, or null when the id is not one of the crowd.</returns>
    public CustomerGroup? Find(string chatId) => NumberOf(chatId, GroupMark, GroupDigits) is { } number && number < size.Groups && ChatId((int)number) == chatId
        ? _kept.GetValueOrDefault((int)number) ?? Make((int)number)
        : null;

    /// <summary>Holds a group that is about to change.</summary>
    public CustomerGroup Keep(CustomerGroup group)
    {
        var number = (int)NumberOf(group.ChatId, GroupMark, GroupDigits)!.Value;
        if (!_kept.TryGetValue(number, out var kept))
        {
            _kept[number] = kept = group;
            kept.IsKept = true;
        }

        return kept;
    }

    public Customer? Customer(string externalId)
    {
        if (NumberOf(externalId, MemberMark, MemberDigits) is not { } number || number >= size.Customers || MemberId(number) != externalId)
        {
            return null;
        }

        var (dice, parts) = (new Dice(_seed ^ (ulong)number ^ 0x6E616D65UL), WorldTexts.Shared.NameParts);
        return new Customer(externalId, dice.Pick(parts["surname"]) + dice.Pick(parts["given"]) + dice.Below(10_000).ToString(CultureInfo.InvariantCulture), "ozyn" + dice.Text(24));
    }

    /// <summary>The employee who knows a customer: the owner of the first group the customer is in.</summary>
    public string? FollowerOf(string externalId) =>
        NumberOf(externalId, MemberMark, MemberDigits) is { } number && number < size.Customers ? owners[(int)(number / (size.MembersPerGroup - 1)) % owners.Count] : null;

    /// <summary>The customers whom an employee knows.</summary>
    public IEnumerable<string> FollowedBy(string userId)
    {
        var owner = owners.Index().FirstOrDefault(o => o.Item == userId, (Index: -1, Item: "")).Index;
        for (long group = owner; owner >= 0 && group * (size.MembersPerGroup - 1) < size.Customers; group += owners.Count)
        {
            for (var seat = 0; seat < size.MembersPerGroup - 1 && Number(group, seat) >= group * (size.MembersPerGroup - 1); seat++)
            {
                yield return MemberId(Number(group, seat));
            }
        }
    }

    /// <summary>The customer in a seat of a group as the seed made it.</summary>
    public string MemberAt(int group, int seat) => MemberId(Number(group, seat));

    public DateTimeOffset FoundedAt(int group) => Founded + TimeSpan.FromMinutes(new Dice(_seed ^ (ulong)group).Below(60 * 24 * 200));

    private string MemberId(long customer) => MemberMark + Digits(customer, MemberDigits) + Check(customer, 2, 22);

    private CustomerGroup Make(int number)
    {
        var dice = new Dice(_seed ^ (ulong)number);
        var created = Founded + TimeSpan.FromMinutes(dice.Below(60 * 24 * 200));
        var owner = owners[number % owners.Count];
        var group = new CustomerGroup(ChatId(number), string.Create(CultureInfo.InvariantCulture, $"{corpName}会员{number + 1:D5}群"), owner, created, "") { IsKept = false };
        group.Seat(new Membership(owner, true, created, 1, null, null));
        for (var seat = 0; seat < size.MembersPerGroup - 1; seat++)
        {
            var scene = (int)(dice.Next() % 10) switch { < 6 => 3, < 8 => 2, _ => 1 };
            group.Seat(new Membership(
                MemberAt(number, seat), false, created + TimeSpan.FromMinutes(dice.Below(60 * 24 * 150)), scene, scene == 3 ? "store_qr" : null, scene == 1 ? owner : null));
        }

        return group;
    }

    private long Number(long group, int seat) => ((group * (size.MembersPerGroup - 1)) + seat) % size.Customers;

    private string Check(long number, ulong kind, int length) => new Dice(_seed ^ ((ulong)number * 0x9E3779B97F4A7C15UL) ^ (kind << 60)).Text(length);

    private static string Digits(long number, int count) => string.Create(count, number, static (digits, rest) =>
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = Dice.Letters[(int)(rest % Dice.Letters.Length)];
            rest /= Dice.Letters.Length;
        }
    });

    private static long? NumberOf(string id, string mark, int digits)
    {
        if (id.Length != 32 || !id.StartsWith(mark, StringComparison.Ordinal))
        {
            return null;
        }

        long number = 0;
        foreach (var letter in id.AsSpan(mark.Length, digits))
        {
            var value = Dice.Letters.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            number = (number * Dice.Letters.Length) + value;
        }

        return number;
    }
}
