namespace Steward.Cli;

/// <summary>Something the person at the keyboard can mend; its message is all they see.</summary>
internal sealed class UserException(string message) : Exception(message);
