namespace Steward.Contracts.Events;

/// <summary>Everything that travels belongs to one brand; consumers work under that brand's row-level security.</summary>
public interface IBrandEvent
{
    /// <summary>The brand whose data this is.</summary>
    Guid BrandId { get; }
}

/// <summary>Events whose order matters within a group: they travel in one of N lanes (routing key <c>p0</c>…), one consumer at a time per lane.</summary>
public interface IPartitionedEvent : IBrandEvent
{
    /// <summary>The lane, 0 to N-1: <c>Partition.Of(group, N)</c>.</summary>
    int Partition { get; }
}
