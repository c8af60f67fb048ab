using Steward.Moderation.Matching;

namespace Steward.Moderation.Rules;

/// <summary>The ways to be reached that a text tells, one after the other; the text is folded and searched for what announces them once. Reads the calling thread's <see cref="Matches"/>: to be read to the end before anything else is scanned.</summary>
internal ref struct ContactSearch
{
    private static readonly Place NotSought = new(-1, 0);
    private static readonly Place None = new(int.MaxValue, 0);

    private readonly ReadOnlySpan<char> _text;
    private readonly Matches _announced = Matches.OfThread;
    private int _from;
    private (Place Next, int Cue) _wechat = (None, 0);
    private (Place Next, int Cue) _qq = (None, 0);
    private Place _phone = None;
    private Place _mail = None;

    public ContactSearch(ReadOnlySpan<char> text, bool phone, bool wechat, bool qq, bool email)
    {
        _text = text;
        if (phone) { _phone = NotSought; }

        if (wechat) { _wechat = (NotSought, 0); }

        if (qq) { _qq = (NotSought, 0); }

        if (email) { _mail = NotSought; }

        if (wechat || qq) { Contacts.Cues.Find(text, Reporting.Every, _announced); }
    }

    /// <summary>The next one behind those that were told.</summary>
    public bool TryNext(out Place place)
    {
        // What was found already and lies ahead is still the next of its kind.
        if (_phone.Start < _from) { _phone = Contacts.Phone(_text, _from) ?? None; }

        if (_wechat.Next.Start < _from) { _wechat = Announced(_wechat.Cue, wechat: true); }

        if (_qq.Next.Start < _from) { _qq = Announced(_qq.Cue, wechat: false); }

        if (_mail.Start < _from) { _mail = Contacts.Mail(_text, _from) ?? None; }

        place = _phone;
        foreach (var other in (ReadOnlySpan<Place>)[_wechat.Next, _qq.Next, _mail])
        {
            if (other.Start < place.Start) { place = other; }
        }

        _from = place.Start + place.Length;
        return place != None;
    }

    /// <summary>Asks the words that announce an id, those behind which nothing was found not again.</summary>
    private readonly (Place Next, int Cue) Announced(int cue, bool wechat)
    {
        var before = -1;
        for (; cue < _announced.Hits.Length; cue++)
        {
            var hit = _announced.Hits[cue];
            if (Contacts.IsWechat(hit.Term) != wechat) { continue; }

            // Of those that begin together the longest is meant, which comes first.
            var (start, length) = _announced.InText(hit);
            if (start < _from || start == before) { continue; }

            before = start;
            if (Contacts.After(_text, new Place(start, length), wechat) is { } found) { return (found, cue + 1); }
        }

        return (None, cue);
    }
}
