namespace Steward.Channels.Callbacks;

/// <summary>Rings when a callback was kept.</summary>
internal sealed class CallbackBell : Bell;
