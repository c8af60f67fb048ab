using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Corps;

/// <summary>How long <c>groupchat/get</c> shows a roster as it was before its last change; WeCom's own takes about two seconds.</summary>
internal sealed class RosterLag(TechnicalClock clock)
{
    public TimeSpan Length { get; set; }

    /// <summary>To be called before a change, under the corp's gate.</summary>
    public CustomerGroup Before(CustomerGroup group)
    {
        if (Length > TimeSpan.Zero)
        {
            var now = clock.GetUtcNow();
            group.ShowAsNow(now, now + Length);
        }

        return group;
    }
}
