namespace Steward.Moderation.Tests.Normalisation;

/// <summary>Texts of everything: ideographs, Latin, digits, signs, emoji, marks, any unit at all and halves of pairs.</summary>
internal static class RandomText
{
    private const string Signs = " ,.。！!-*_~\n\t·、@#（）\u200B\u200D\uFE0F\u20E3\u0301";

    public static string Of(Random random, int length)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++)
        {
            switch (random.Next(9))
            {
                case 0 or 1 or 2: text[i] = (char)random.Next(0x4E00, 0x9FA6); break;
                case 3: text[i] = (char)('a' + random.Next(26)); break;
                case 4: text[i] = (char)('0' + random.Next(10)); break;
                case 5: text[i] = Signs[random.Next(Signs.Length)]; break;
                case 6 when i + 1 < length:
                    var pair = char.ConvertFromUtf32(random.Next(4) switch { 0 => random.Next(0x1D400, 0x1D800), 1 => random.Next(0x1F100, 0x1F700), 2 => random.Next(0x2_0000, 0x2_A000), _ => random.Next(0xE_0000, 0xE_0200) });
                    (text[i], text[i + 1]) = (pair[0], pair[1]);
                    i++;
                    break;
                case 7: text[i] = (char)random.Next(0xD800, 0xE000); break;
                default: text[i] = (char)random.Next(0x1_0000); break;
            }
        }

        return new string(text);
    }
}
