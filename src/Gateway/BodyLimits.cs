namespace Steward.Gateway;

/// <summary>How large request bodies may be, in bytes.</summary>
internal static class BodyLimits
{
    /// <summary>Anything that comes in from outside.</summary>
    public const long Largest = 1024 * 1024;

    /// <summary>The JSON of one order; a real one has a few hundred bytes.</summary>
    public const int Order = 256 * 1024;
}
