using System.Text;
using System.Text.RegularExpressions;

namespace Steward.Channels.Tests.Words;

/// <summary>A text in a source, with <c>{}</c> for each hole, and the code of its statement before it.</summary>
internal readonly record struct Sentence(string Text, string Before);

/// <summary>
/// The texts of a C# source that are sentences of English: two words with a space between. Raw and verbatim strings are left out, which hold SQL and JSON here.
/// </summary>
internal sealed partial class Sentences
{
    private readonly string _source;
    private readonly StringBuilder _statement = new();
    private readonly List<Sentence> _found = [];
    private int _at;

    private Sentences(string source) => _source = source;

    public static IReadOnlyList<Sentence> Of(string source)
    {
        var reader = new Sentences(source);
        reader.Code(inHole: false);
        return [.. reader._found.Where(one => English().IsMatch(one.Text))];
    }

    private char Here => _at < _source.Length ? _source[_at] : '\0';

    private void Code(bool inHole)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (inHole && depth == 0 && (Here is '}' || (Here is ':' && _source[_at + 1] != ':'))) { return; }

            if (Match("//")) { SkipTo("\n"); }
            else if (Here == '\'') { SkipCharacter(); }
            else if (Here is '"' or '$' or '@' && Literal()) { }
            else
            {
                depth += Here switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
                if (!inHole && Here is ';' or '{' or '}') { _statement.Clear(); }
                else { _statement.Append(Here); }

                _at++;
            }
        }
    }

    private bool Literal()
    {
        var start = _at;
        while (start < _source.Length && _source[start] is '$' or '@') { start++; }

        if (start == _source.Length || _source[start] != '"') { return false; }

        var prefix = _source[_at..start];
        _at = start;
        if (Match("\"\"\""))
        {
            var quotes = 3;
            while (_source[_at + quotes] == '"') { quotes++; }

            _at += quotes;
            SkipTo(new string('"', quotes));
            return true;
        }

        _at++;
        Text(prefix.Contains('$'), prefix.Contains('@'));
        return true;
    }

    private void Text(bool interpolated, bool verbatim)
    {
        var before = _statement.ToString();
        var text = new StringBuilder();
        while (Here is not ('"' or '\0'))
        {
            switch (Here)
            {
                case '\\' when !verbatim: _at += 2; text.Append('x'); break;
                case '{' when interpolated && _source[_at + 1] == '{': _at += 2; break;
                case '{' when interpolated:
                    _at++;
                    Code(inHole: true);
                    SkipTo("}");
                    text.Append("{}");
                    break;
                case var letter: text.Append(letter); _at++; break;
            }
        }

        _at++;
        if (!verbatim) { _found.Add(new Sentence(text.ToString(), before)); }
    }

    private bool Match(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private void SkipTo(string end)
    {
        var found = _source.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _source.Length : found + end.Length;
    }

    private void SkipCharacter()
    {
        _at += _source[_at + 1] == '\\' ? 3 : 2;
        SkipTo("'");
    }

    [GeneratedRegex(@"[A-Za-z'] [A-Za-z]|[a-z]{3,} \{|\} [a-z]{4,}")]
    private static partial Regex English();
}
