using System.Threading.Channels;

namespace Steward.Channels.WeCom;

/// <summary>An app was given an access token, or was refused one. The token itself is no part of it.</summary>
/// <param name="Key">Which account.</param>
/// <param name="Secret">For which of its secrets: apps and archives have tokens of their own.</param>
/// <param name="At">When.</param>
/// <param name="Until">How long it counts; null: it was refused.</param>
internal sealed record TokenSeen(Guid Key, string Secret, DateTimeOffset At, DateTimeOffset? Until)
{
    public override string ToString() => $"{Key} until {Until}";
}

/// <summary>What was heard of tokens, for whoever writes it down: a call to WeCom must not wait for the database. When nobody reads, the oldest news is lost.</summary>
internal sealed class TokenNews
{
    private const int Kept = 1000;

    private readonly Channel<TokenSeen> _news = Channel.CreateBounded<TokenSeen>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<TokenSeen> Reader => _news.Reader;

    public void Tell(TokenSeen seen) => _news.Writer.TryWrite(seen);
}
