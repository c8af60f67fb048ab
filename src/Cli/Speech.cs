using System.CommandLine;
using System.Globalization;
using Steward.Contracts.Words;

namespace Steward.Cli;

/// <summary>The language of what is printed about channels: Chinese or English, by <c>--lang</c>, else by the terminal's locale.</summary>
internal sealed class Speech
{
    /// <summary>The option of the whole command line.</summary>
    public static Option<string> Option { get; } = CreateOption();

    private readonly bool _chinese;

    public Speech(bool chinese)
    {
        _chinese = chinese;
        Words = new ReasonWords(chinese, at => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>The words of codes; moments are UTC.</summary>
    public ReasonWords Words { get; }

    public static Speech Of(ParseResult parsed) => new(parsed.GetValue(Option) == "zh");

    public string Say(string chinese, string english) => _chinese ? chinese : english;

    /// <summary>As other programs of a terminal do: the first of these that is set decides.</summary>
    internal static string Default(Func<string, string?> environment) =>
        ((string[])["LC_ALL", "LC_MESSAGES", "LANG"]).Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value))?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";

    private static Option<string> CreateOption()
    {
        var option = new Option<string>("--lang") { Description = "zh or en: the language of reasons and advice; default: the terminal's locale.", Recursive = true, DefaultValueFactory = _ => Default(Environment.GetEnvironmentVariable) };
        option.AcceptOnlyFromAmong("zh", "en");
        return option;
    }
}
