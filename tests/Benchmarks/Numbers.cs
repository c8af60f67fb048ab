using System.Globalization;

namespace Steward.Benchmarks;

/// <summary>Arguments that are counts.</summary>
internal static class Numbers
{
    /// <summary>The argument at a place, or what it is when left out.</summary>
    public static int At(this string[] args, int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
}
