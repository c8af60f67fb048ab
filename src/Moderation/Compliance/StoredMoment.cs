using Google.Protobuf.WellKnownTypes;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Moderation.Compliance;

/// <summary>Moments as PostgreSQL keeps them, to the microsecond: the first answer says what later ones will, and a retry is compared with what was kept.</summary>
internal static class StoredMoment
{
    public static DateTimeOffset Of(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>A moment of a request; null: it has none.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is no moment between the years 1 and 9999: the problem says so.</exception>
    public static DateTimeOffset? Read(Timestamp? moment, Problem wrong)
    {
        if (moment is null) { return null; }

        if (moment.Nanos is < 0 or > 999_999_999 || moment.Seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || moment.Seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) { throw wrong.ToRpc(); }

        return Of(moment.ToDateTimeOffset());
    }

    public static Timestamp? Write(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
