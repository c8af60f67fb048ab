namespace Steward.Channels.WeCom;

/// <summary>What is needed to call WeCom as one app of one corp.</summary>
/// <param name="Key">Which app; tokens are kept by it.</param>
/// <param name="BaseUrl">Where the API is, without <c>/cgi-bin</c>.</param>
/// <param name="CorpId">The corp.</param>
/// <param name="Secret">The app's secret; never logged.</param>
internal sealed record WeComApp(Guid Key, Uri BaseUrl, string CorpId, string Secret)
{
    /// <summary>Nobody waits for what it calls: it leaves room to those for whom somebody does.</summary>
    public bool IsBulk { get; init; }

    /// <summary>When an act has left at the latest, or is not made: after a time of grace others may take it for never made. Null: whenever.</summary>
    public DateTimeOffset? LeavesBy { get; init; }

    public override string ToString() => $"{CorpId} at {BaseUrl}";
}
