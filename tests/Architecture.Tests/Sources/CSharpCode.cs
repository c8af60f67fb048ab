using System.Text;

namespace Steward.Architecture.Tests.Sources;

/// <summary>C# without what is no code: comments and the text of literals are left out. Line ends and the holes of interpolated strings stay.</summary>
internal sealed class CSharpCode
{
    private readonly string _source;
    private readonly StringBuilder _code;
    private int _at;

    private CSharpCode(string source) => (_source, _code) = (source, new StringBuilder(source.Length));

    public static string Of(string source)
    {
        var reader = new CSharpCode(source);
        reader.Code(inHole: false);
        return reader._code.ToString();
    }

    private void Code(bool inHole)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            switch (_source[_at])
            {
                case '/' when Next(1) == '/': Skip(End("\n", keep: true)); break;
                case '/' when Next(1) == '*': Skip(End("*/", keep: false)); break;
                case '\'': Character(); break;
                case '"' or '$' or '@' when Literal(): break;
                case '}' when inHole && depth == 0: return;
                case var letter:
                    depth += letter switch { '{' => 1, '}' => -1, _ => 0 };
                    _code.Append(letter);
                    _at++;
                    break;
            }
        }
    }

    private void Character()
    {
        var end = _at + 1;
        while (end < _source.Length && _source[end] is not ('\'' or '\n')) { end += _source[end] == '\\' ? 2 : 1; }

        Skip(end + 1);
    }

    /// <returns>Whether a string literal began here and was read.</returns>
    private bool Literal()
    {
        var start = _at;
        while (start < _source.Length && _source[start] is '$' or '@') { start++; }

        if (start == _source.Length || _source[start] != '"') { return false; }

        var prefix = _source.AsSpan(_at, start - _at);
        var (dollars, verbatim) = (prefix.Count('$'), prefix.Contains('@'));
        var quotes = Run(start, '"');
        if (!verbatim && quotes == 2)
        {
            Skip(start + 2);
            return true;
        }

        var raw = !verbatim && quotes >= 3;
        Skip(start + (raw ? quotes : 1));
        Text(raw ? quotes : 0, verbatim, dollars);
        return true;
    }

    /// <summary>The text after the opening quotes; raw strings end with as many quotes as they begin with.</summary>
    private void Text(int rawQuotes, bool verbatim, int dollars)
    {
        while (_at < _source.Length)
        {
            switch (_source[_at])
            {
                case '"' when rawQuotes > 0:
                    var quotes = Run(_at, '"');
                    Skip(_at + quotes);
                    if (quotes >= rawQuotes) { return; }

                    break;
                case '"' when verbatim && Next(1) == '"': Skip(_at + 2); break;
                case '"':
                    Skip(_at + 1);
                    return;
                case '\\' when rawQuotes == 0 && !verbatim: Skip(_at + 2); break;
                case '{' when dollars > 0: Hole(rawQuotes > 0, dollars); break;
                default: Skip(_at + 1); break;
            }
        }
    }

    private void Hole(bool raw, int dollars)
    {
        var braces = Run(_at, '{');
        var opens = raw ? braces >= dollars : braces % 2 == 1;
        Skip(_at + braces);
        if (!opens) { return; }

        _code.Append('{');
        Code(inHole: true);
        _code.Append('}');
        Skip(_at + (raw ? dollars : 1));
    }

    private int Run(int from, char letter)
    {
        var end = from;
        while (end < _source.Length && _source[end] == letter) { end++; }

        return end - from;
    }

    private char Next(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private int End(string mark, bool keep) => _source.IndexOf(mark, _at + 2, StringComparison.Ordinal) is >= 0 and var end ? keep ? end : end + mark.Length : _source.Length;

    private void Skip(int to)
    {
        to = Math.Min(to, _source.Length);
        _code.Append('\n', _source.AsSpan(_at, to - _at).Count('\n'));
        _at = to;
    }
}
