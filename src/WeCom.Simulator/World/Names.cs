namespace Steward.WeCom.Simulator.World;

/// <summary>Nicknames as people really choose them; no two alike within one sequence.</summary>
internal sealed class Names(Dice dice, IReadOnlyDictionary<string, string[]> parts)
{
    private readonly HashSet<string> _taken = [];

    public string Next()
    {
        while (true)
        {
            var name = Compose();
            if (_taken.Add(name))
            {
                return name;
            }
        }
    }

    private string Compose() => dice.Below(100) switch
    {
        < 26 => P("surname") + P("given"),
        < 38 => P("adjective") + "的" + P("thing"),
        < 48 => P("food") + P("creature"),
        < 56 => P("call") + P("given")[..1] + P("decoration"),
        < 63 => P("given") + P("kin"),
        < 72 => P("english") + P("decoration"),
        < 80 => P("mood") + P("decoration"),
        < 88 => P("surname") + P("title"),
        < 94 => P("place") + P("call") + P("given")[..1],
        _ => P("thing") + P("decoration") + dice.Below(1000),
    };

    private string P(string part) => dice.Pick(parts[part]);
}
