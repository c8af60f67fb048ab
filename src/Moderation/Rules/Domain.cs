using System.Globalization;

namespace Steward.Moderation.Rules;

/// <summary>Domain names in one spelling: lower case, punycode, no dot at the end.</summary>
internal static class Domain
{
    public const int Longest = 253;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The one spelling of a domain that a person typed, or null when it is none.</summary>
    public static string? Normalise(string typed)
    {
        if (typed.Length is 0 or > Longest || ToAscii(typed) is not { } ascii) { return null; }

        var labels = ascii.Split('.');
        return labels.Length >= 2 && ascii.Length <= Longest && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
    }

    /// <summary>Lower case and punycode, or null where the name cannot be spelled so.</summary>
    public static string? ToAscii(string name)
    {
        try
        {
            return Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // What IDNA refuses (empty or overlong labels, unassigned characters) is no domain name.
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>A set of domains, each covering its subdomains. What is no domain is left out.</summary>
internal sealed class DomainList(IEnumerable<string> domains)
{
    private readonly HashSet<string> _domains = [.. domains.Select(Domain.Normalise).OfType<string>()];

        /// <summary>The last labels of the domains, each of which makes a bare name a link.</summary>
    public IEnumerable<string> TopLevels => _domains.Select(domain => domain[(domain.LastIndexOf('.') + 1)..]).Distinct();

    /// <summary>Whether a host in the one spelling is listed or lies below a listed domain.</summary>
    public bool Covers(ReadOnlySpan<char> host)
    {
        if (_domains.Count == 0) { return false; }

        var lookup = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
        while (true)
        {
            if (lookup.Contains(host)) { return true; }

            var dot = host.IndexOf('.');
            if (dot < 0) { return false; }

            host = host[(dot + 1)..];
        }
    }
}
