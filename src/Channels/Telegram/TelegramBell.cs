namespace Steward.Channels.Telegram;

/// <summary>Rings when updates were kept.</summary>
internal sealed class TelegramBell : Bell;
