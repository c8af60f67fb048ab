namespace Pipelines.Sockets.Unofficial;

/// <summary>The peer reset the connection.</summary>
public class ConnectionResetException : IOException
{
    /// <summary>A reset with a text for people.</summary>
    public ConnectionResetException(string message)
        : base(message)
    {
    }

    /// <summary>A reset with its cause.</summary>
    public ConnectionResetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
