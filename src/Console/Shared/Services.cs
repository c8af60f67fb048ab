namespace Steward.Console.Shared;

/// <summary>The services that the Console calls, by their names in discovery.</summary>
internal static class Services
{
    public const string Members = "members";
    public const string Channels = "channels";
    public const string Staffing = "staffing";
    public const string Content = "content";
    public const string Moderation = "moderation";
    public const string Conversions = "conversions";
}
