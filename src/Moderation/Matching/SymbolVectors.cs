using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Steward.Moderation.Matching;

/// <summary>Looks eight units at a time up in a table of symbols, and moves the symbols together where some are nothing.</summary>
internal static class SymbolVectors
{
    /// <summary>Units that are looked up at a time.</summary>
    public const int Lanes = 8;

    private const int All = 0xFF;

    /// <summary>For each set of lanes that hold a symbol: which bytes come first.</summary>
    private static readonly byte[] Moves = AllMoves();

    public static bool AreFast => Avx2.IsSupported;

    /// <summary>As <see cref="SymbolTable.OneByOne"/>; what is behind the last symbol is overwritten.</summary>
    /// <param name="text">Eight units at least.</param>
    /// <param name="symbols">Eight places longer than the text.</param>
    public static unsafe int Map(char[] table, ReadOnlySpan<char> text, Span<char> symbols)
    {
        fixed (char* map = &MemoryMarshal.GetArrayDataReference(table))
        fixed (char* from = text, to = symbols)
        fixed (byte* moves = &MemoryMarshal.GetArrayDataReference(Moves))
        {
            var (at, count) = (0, 0);
            for (; at <= text.Length - Lanes; at += Lanes) { count += Put(Symbols(map, Vector128.Load((ushort*)from + at)), to + count, moves, All); }

            // The last eight once more, without those of them that are there already.
            var last = text.Length - Lanes;
            return count + Put(Symbols(map, Vector128.Load((ushort*)from + last)), to + count, moves, All & (All << (at - last)));
        }
    }

    private static unsafe Vector128<ushort> Symbols(char* map, Vector128<ushort> units)
    {
        // Two symbols are read at once, of which the unit's lowest bit chooses one: reading from the unit's own place would go beyond the table's end.
        var wide = Avx2.ConvertToVector256Int32(units);
        var pairs = Avx2.GatherVector256((int*)map, wide >>> 1, sizeof(int));
        var symbols = Avx2.ShiftRightLogicalVariable(pairs, ((wide & Vector256<int>.One) << 4).AsUInt32()) & Vector256.Create(0xFFFF);
        return Sse41.PackUnsignedSaturate(symbols.GetLower(), symbols.GetUpper());
    }

    private static unsafe int Put(Vector128<ushort> symbols, char* to, byte* moves, int lanes)
    {
        var held = ~(int)Vector128.Equals(symbols, Vector128<ushort>.Zero).ExtractMostSignificantBits() & lanes;
        Ssse3.Shuffle(symbols.AsByte(), Vector128.Load(moves + (held * 16))).Store((byte*)to);
        return BitOperations.PopCount((uint)held);
    }

    private static byte[] AllMoves()
    {
        var moves = new byte[(1 << Lanes) * 16];
        for (var held = 0; held < 1 << Lanes; held++)
        {
            var next = held * 16;
            for (var lane = 0; lane < Lanes; lane++)
            {
                if ((held >> lane & 1) != 0) { (moves[next], moves[next + 1], next) = ((byte)(lane * 2), (byte)((lane * 2) + 1), next + 2); }
            }
        }

        return moves;
    }
}
