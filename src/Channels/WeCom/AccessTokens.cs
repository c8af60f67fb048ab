using System.Collections.Concurrent;

namespace Steward.Channels.WeCom;

/// <summary>
/// One access token per app, kept until WeCom stops accepting it. Whoever finds it stale asks for a new one; all who wait at the same time get that
/// same one. Refused credentials are remembered for a minute: WeCom blocks an address that keeps trying a wrong secret.
/// </summary>
internal sealed class AccessTokens(TimeProvider clock, TokenNews? news = null)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Guid Key, string Secret), Slot> _slots = new();

    /// <summary>A token, other than the stale one if that is named.</summary>
    /// <param name="app">Whose.</param>
    /// <param name="stale">The token that WeCom did not accept; null when there is no complaint.</param>
    /// <param name="fetch">Asks WeCom.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<WeComReply<string>> GetAsync(WeComApp app, string? stale, Func<Task<WeComReply<TokenReply>>> fetch, CancellationToken ct)
    {
        var slot = _slots.GetOrAdd((app.Key, app.Secret), _ => new Slot());
        if (slot.Usable(stale, clock.GetUtcNow()) is { } known) { return known; }

        await slot.Gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (slot.Usable(stale, now) is { } meanwhile) { return meanwhile; }

            if (slot.Failure is { } refused && slot.Until > now) { return refused; }

            var reply = await fetch();
            if (reply.Failure is { } failure)
            {
                if (failure.Class is FailureClass.Credentials) { news?.Tell(new TokenSeen(app.Key, app.Secret, now, null)); }

                slot.Forget(failure.Class is FailureClass.Credentials or FailureClass.Frequency ? failure : null, now + Refused);
                return failure;
            }

            // A very short life (tests, stand-ins) must not make every call ask again.
            var life = TimeSpan.FromSeconds(reply.Value!.ExpiresIn);
            news?.Tell(new TokenSeen(app.Key, app.Secret, now, now + life));
            slot.Keep(reply.Value.AccessToken, now + (life > 2 * Early ? life - Early : life / 2));
            return reply.Value.AccessToken;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private sealed class Slot
    {
        private volatile Token? _token;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public WeComFailure? Failure { get; private set; }

        public DateTimeOffset Until { get; private set; }

        public string? Usable(string? stale, DateTimeOffset now) => _token is { } token && token.Value != stale && token.Until > now ? token.Value : null;

        public void Keep(string token, DateTimeOffset until)
        {
            Failure = null;
            _token = new Token(token, until);
        }

        public void Forget(WeComFailure? failure, DateTimeOffset until)
        {
            _token = null;
            (Failure, Until) = (failure, until);
        }
    }

    private sealed record Token(string Value, DateTimeOffset Until);
}
