using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Steward.Moderation.Matching;

/// <summary>
/// Lets a place of a text pass when one of the windows that it has been told of may stand there, and few others. A window is 2 to 4 symbols. Its pair (of ASCII its
/// first three, because pairs of those are few) chooses a word of 32 bits; in the word the third symbol answers for one of 8 bits, the fourth for one of 8, the pair
/// for one of 16, and all three bits must be set. So a place costs one look-up, and a chance pass needs more than an equal hash of the pair. Filled, then read only.
/// </summary>
internal sealed class WindowGate
{
    /// <summary>Places that one call looks at.</summary>
    public const int Places = 64;

    /// <summary>How many symbols behind the last place are read: they must be there, whatever they are.</summary>
    public const int Beyond = Places + ZerosBeyond;

    /// <summary>How many symbols behind the last place must be 0: no window goes on behind the end.</summary>
    public const int ZerosBeyond = 4;

    private const uint PairFactor = 0x9E3779B1;
    private const ushort SymbolFactor = 0x9E37;
    private const int Third = 0;
    private const int Fourth = 8;
    private const int Pair = 16;

    private readonly uint[] _words;
    private readonly int _shift;
    private readonly int _pairShift;
    private uint[]? _singles;

    /// <summary>An empty gate.</summary>
    /// <param name="windows">How many windows it will be told of, about.</param>
    public WindowGate(int windows)
    {
        // About one window a word: sparse enough that chance passes are few, small enough to stay in the second-level cache.
        var bits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)windows + 1)), 10, 20);
        _words = new uint[1 << bits];
        _shift = 32 - bits;
        _pairShift = _shift - 4;
    }

    public int Buckets => _words.Length;

    /// <summary>Which of the buckets a place belongs to, by its next three symbols (the window may hold rubbish behind them).</summary>
    public int BucketOf(ulong window) => (int)(Hash(window) >> _shift);

    /// <summary>Lets a window pass.</summary>
    /// <param name="window">The symbols, the first in the lowest 16 bits.</param>
    /// <param name="length">How many symbols it has, 2 to 4; any symbols may follow.</param>
    public void Admit(ulong window, int length)
    {
        var hash = Hash(window);
        var third = length > 2 ? 1u << Selector((char)(window >> 32)) : 0xFF;
        var fourth = length > 3 ? 1u << Selector((char)(window >> 48)) : 0xFF;
        _words[hash >> _shift] |= (third << Third) | (fourth << Fourth) | (1u << (int)(((hash >> _pairShift) & 15) + Pair));
    }

    /// <summary>Lets a symbol pass, whatever follows it.</summary>
    public void Admit(char symbol)
    {
        _singles ??= new uint[(char.MaxValue + 1) / 32];
        _singles[symbol >> 5] |= 1u << (symbol & 31);
    }

    /// <summary>Which of the next places pass, the first in the lowest bit.</summary>
    /// <param name="symbols">The first place; there are <see cref="Beyond"/> symbols behind the last one, the first <see cref="ZerosBeyond"/> of them 0.</param>
    /// <param name="count">How many places, 1 to 64.</param>
    public ulong Candidates(ref readonly char symbols, int count)
    {
        var passed = Avx2.IsSupported ? Gathered(in symbols, count) : OneByOne(in symbols, count);
        return count == Places ? passed : passed & ((1UL << count) - 1);
    }

    /// <summary>The same without vectors.</summary>
    internal ulong OneByOne(ref readonly char symbols, int count)
    {
        ulong passed = 0;
        for (var at = 0; at < count; at++)
        {
            var window = WindowAt(in Unsafe.Add(ref Unsafe.AsRef(in symbols), at));
            var hash = Hash(window);
            var word = _words[hash >> _shift];
            var bit = (word >> Selector((char)(window >> 32))) & (word >> (Selector((char)(window >> 48)) + Fourth)) & (word >> (int)(((hash >> _pairShift) & 15) + Pair)) & 1;
            if (_singles is not null) { bit |= (_singles[(ushort)window >> 5] >> ((ushort)window & 31)) & 1; }

            passed |= (ulong)bit << at;
        }

        return passed;
    }

    /// <summary>Four symbols as one number.</summary>
    public static ulong WindowAt(ref readonly char symbols) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.AsRef(in symbols)));

    private unsafe ulong Gathered(ref readonly char symbols, int count)
    {
        ulong passed = 0;
        fixed (char* first = &symbols)
        fixed (uint* words = &MemoryMarshal.GetArrayDataReference(_words))
        fixed (uint* singles = _singles)
        {
            for (var at = 0; at < count; at += 16)
            {
                var places = (ushort*)first + at;
                var (one, two, three, four) = (Vector256.Load(places), Vector256.Load(places + 1), Vector256.Load(places + 2), Vector256.Load(places + 3));

                // Where the first three are ASCII the third has a part in the pair, as in Hash.
                var ascii = Vector256.Equals((one | two | three) & Vector256.Create((ushort)0xFF80), Vector256<ushort>.Zero);
                var low = one | ((three & ascii) << 8);
                three = (three * SymbolFactor) >>> 13;
                four = ((four * SymbolFactor) >>> 13) + Vector256.Create((ushort)Fourth);

                // Unpacking swaps the middle quarters of the places; packing swaps them back.
                var lower = Passed(words, Avx2.UnpackLow(low, two).AsUInt32(), Avx2.UnpackLow(three, Vector256<ushort>.Zero).AsUInt32(), Avx2.UnpackLow(four, Vector256<ushort>.Zero).AsUInt32());
                var upper = Passed(words, Avx2.UnpackHigh(low, two).AsUInt32(), Avx2.UnpackHigh(three, Vector256<ushort>.Zero).AsUInt32(), Avx2.UnpackHigh(four, Vector256<ushort>.Zero).AsUInt32());
                if (singles != null)
                {
                    lower |= Single(singles, Avx2.UnpackLow(one, Vector256<ushort>.Zero).AsUInt32());
                    upper |= Single(singles, Avx2.UnpackHigh(one, Vector256<ushort>.Zero).AsUInt32());
                }

                passed |= (ulong)Avx2.PackSignedSaturate((lower << 31).AsInt32(), (upper << 31).AsInt32()).ExtractMostSignificantBits() << at;
            }
        }

        return passed;
    }

    /// <summary>Eight places: 1 in the lowest bit of those that pass, rubbish above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe Vector256<uint> Passed(uint* words, Vector256<uint> pairs, Vector256<uint> third, Vector256<uint> fourth)
    {
        var hash = pairs * PairFactor;
        var word = Avx2.GatherVector256(words, (hash >>> _shift).AsInt32(), sizeof(uint));
        var pair = ((hash >>> _pairShift) & Vector256.Create(15u)) + Vector256.Create((uint)Pair);
        return Avx2.ShiftRightLogicalVariable(word, third) & Avx2.ShiftRightLogicalVariable(word, fourth) & Avx2.ShiftRightLogicalVariable(word, pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<uint> Single(uint* singles, Vector256<uint> symbols) =>
        Avx2.ShiftRightLogicalVariable(Avx2.GatherVector256(singles, (symbols >>> 5).AsInt32(), sizeof(uint)), symbols & Vector256.Create(31u));

    private static uint Hash(ulong window)
    {
        var pair = (uint)window;
        if ((window & 0xFF80_FF80_FF80) == 0) { pair |= (uint)(window >> 24) & 0x7F00; }

        return pair * PairFactor;
    }

    private static int Selector(char symbol) => (ushort)(symbol * SymbolFactor) >> 13;
}
