using Steward.WeCom.Simulator.Api;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary>Whether a caller may name an employee.</summary>
internal static class Person
{
    /// <returns>Null when it may.</returns>
    public static WeComReply? Check(Caller caller, string userId)
    {
        if (!caller.Corp.Employees.ContainsKey(userId))
        {
            return WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {userId}");
        }

        return caller.App.Sees(userId) ? null : WeComReply.Refuse(WeComCodes.OutOfRange);
    }
}
