namespace Steward.Channels.WeCom;

/// <summary>What is needed to call WeCom as one app of one corp.</summary>
/// <param name="Key">Which app; tokens are kept by it.</param>
/// <param name="BaseUrl">Where the API is, without <c>/cgi-bin</c>.</param>
/// <param name="CorpId">The corp.</param>
/// <param name="Secret">The app's secret; never logged.</param>
internal sealed record WeComApp(Guid Key, Uri BaseUrl, string CorpId, string Secret)
{
    public override string ToString() => $"{CorpId} at {BaseUrl}";
}
