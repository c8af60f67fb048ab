namespace Steward.Moderation.Classification;

/// <summary>A feature's place in the text.</summary>
/// <param name="Hash">Of one piece, or of two that follow each other.</param>
internal readonly record struct Feature(uint Hash, int Start, int Length);

/// <summary>The features of a text: its pieces and the pairs of neighbours, each counted once. Buffers are kept, so that a stream of messages allocates nothing.</summary>
internal sealed class Features
{
    /// <summary>What comes later in a very long message does not change what it is.</summary>
    private const int MostTokens = 2048;

    private readonly Feature[] _found = new Feature[MostTokens * 2];
    private readonly int[] _slots = new int[MostTokens * 8];
    private int _count;

    /// <summary>Those of the text given last, in its order.</summary>
    public ReadOnlySpan<Feature> Found => _found.AsSpan(0, _count);

    /// <summary>Takes a text apart.</summary>
    public ReadOnlySpan<Feature> Of(ReadOnlySpan<char> text)
    {
        foreach (var feature in Found) { Clear(feature.Hash); }

        _count = 0;
        var tokens = new Tokens(text);
        (uint Token, int At) before = default;
        for (var number = 0; number < MostTokens && tokens.MoveNext(); number++)
        {
            if (tokens.Length > 0) { Add(Mix(tokens.Current), tokens.At, tokens.Length); }

            if (number > 0) { Add(Mix(before.Token * 0x9E3779B1 ^ (tokens.Current + 0x7F4A7C15)), before.At, tokens.At + tokens.Length - before.At); }

            before = (tokens.Current, tokens.At);
        }

        return Found;
    }

    private void Add(uint hash, int start, int length)
    {
        var slot = SlotOf(hash);
        if (_slots[slot] != 0) { return; }

        _found[_count++] = new Feature(hash, start, length);
        _slots[slot] = _count;
    }

    private int SlotOf(uint hash)
    {
        var slot = (int)(hash & (uint)(_slots.Length - 1));
        while (_slots[slot] != 0 && _found[_slots[slot] - 1].Hash != hash) { slot = (slot + 1) & (_slots.Length - 1); }

        return slot;
    }

    /// <summary>All of a text's slots are emptied together, so runs of them need no repair.</summary>
    private void Clear(uint hash)
    {
        for (var slot = (int)(hash & (uint)(_slots.Length - 1)); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1)) { _slots[slot] = 0; }
    }

    /// <summary>MurmurHash3's finalizer: every bit of the input moves about half of the output.</summary>
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
