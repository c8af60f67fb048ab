namespace Steward.Channels.WeCom;

/// <summary>Whether a call may be made now, for all replicas together.</summary>
internal interface ICallPermits
{
    /// <summary>Waits for the call's turn.</summary>
    /// <param name="app">Who calls.</param>
    /// <param name="api">What is called.</param>
    /// <param name="act">The ledger has counted the call for the corp already; only our address's share is taken.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null: go. Else why the call is not to be made now.</returns>
    Task<WeComFailure?> TakeAsync(WeComApp app, string api, bool act, CancellationToken ct);

    /// <summary>WeCom has refused for too many calls: nobody calls this API for the corp for a while.</summary>
    /// <returns>Until when.</returns>
    Task<DateTimeOffset> CloseAsync(WeComApp app, string api, CancellationToken ct);
}
