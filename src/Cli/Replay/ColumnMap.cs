using System.CommandLine.Parsing;

namespace Steward.Cli.Replay;

/// <summary>Which columns (or JSON fields) of an export hold what. By default they have these names themselves.</summary>
/// <param name="Time">When it was said.</param>
/// <param name="Group">Where.</param>
/// <param name="Sender">By whom.</param>
/// <param name="Text">What.</param>
internal sealed record ColumnMap(string Time, string Group, string Sender, string Text)
{
    public static readonly ColumnMap Default = new("time", "group", "sender", "text");

    /// <summary>Reads <c>time=ts,group=room,sender=user,text=body</c>; what is not named keeps its default.</summary>
    public static ColumnMap? Parse(ArgumentResult result)
    {
        var map = Default;
        foreach (var pair in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var (key, column) = pair.Split('=', 2) is [var left, { Length: > 0 } right] ? (left, right) : (string.Empty, string.Empty);
            switch (key)
            {
                case "time": map = map with { Time = column }; break;
                case "group": map = map with { Group = column }; break;
                case "sender": map = map with { Sender = column }; break;
                case "text": map = map with { Text = column }; break;
                default:
                    result.AddError($"'{pair}': --map-columns takes time=…, group=…, sender=…, text=….");
                    return null;
            }
        }

        return map;
    }
}
