using Steward.Kernel;

namespace Steward.Conversions.Links;

/// <summary>Where a code leads, made ready so that a redirect only joins three strings.</summary>
internal sealed class LinkTarget
{
    /// <summary>The query parameter that carries the visitor to the shop.</summary>
    public const string VisitorParameter = "stw";
    public const int LongestUrl = 2000;

    private readonly string _beforeVisitor;
    private readonly string _afterVisitor;

    /// <param name="brand">Whose link it is.</param>
    /// <param name="url">What <see cref="NormaliseUrl"/> returned.</param>
    public LinkTarget(BrandId brand, string url)
    {
        Brand = brand;
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var page = fragment < 0 ? url : url[..fragment];
        var separator = !page.Contains('?', StringComparison.Ordinal) ? "?" : page[^1] is '?' or '&' ? string.Empty : "&";
        _beforeVisitor = $"{page}{separator}{VisitorParameter}=";
        _afterVisitor = fragment < 0 ? string.Empty : url[fragment..];
    }

    public BrandId Brand { get; }

    /// <summary>The address to send a visitor to.</summary>
    public string LocationFor(string visitor) => string.Concat(_beforeVisitor, visitor, _afterVisitor);

    /// <summary>The address in ASCII, as headers need it; null when it is not one of http or https, or carries a user name or password.</summary>
    public static string? NormaliseUrl(string url)
    {
        if (url.Length is 0 or > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) { return null; }

        if ((uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.UserInfo.Length > 0 || uri.IdnHost.Length == 0) { return null; }

        var ascii = uri.HostNameType == UriHostNameType.Dns && uri.Host != uri.IdnHost ? new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri : uri.AbsoluteUri;
        return ascii.Length <= LongestUrl && ascii.All(char.IsAscii) ? ascii : null;
    }
}

/// <summary>How a code is spelled.</summary>
internal static class LinkCode
{
    public const int Shortest = 4;
    public const int Longest = 32;

    public static bool IsValid(string code) => code.Length is >= Shortest and <= Longest && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
