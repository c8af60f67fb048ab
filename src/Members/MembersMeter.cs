using System.Diagnostics.Metrics;

namespace Steward.Members;

/// <summary>The meter of this service; each counter stands in the file that counts.</summary>
internal static class MembersMeter
{
    public static readonly Meter Meter = new("Steward.Members");
}
