using System.Runtime.InteropServices;
using System.Text;

namespace Steward.Benchmarks;

/// <summary>Hyperscan (Debian: libhyperscan5) with literals in block mode: what the matcher is measured against, and used nowhere else.</summary>
internal sealed class Hyperscan : IDisposable
{
    private const string Library = "libhs.so.5";
    private const uint SomNothing = 0;
    private const uint BlockMode = 1;

    private readonly IntPtr _database;
    private readonly IntPtr _scratch;
    private readonly OnHit _onHit;
    private readonly IntPtr _callback;
    private long _hits;

    private Hyperscan(IntPtr database)
    {
        _database = database;
        Succeed(hs_alloc_scratch(database, ref _scratch));
        _onHit = (_, _, _, _, _) =>
        {
            _hits++;
            return 0;
        };
        _callback = Marshal.GetFunctionPointerForDelegate(_onHit);
    }

    private delegate int OnHit(uint id, ulong from, ulong to, uint flags, IntPtr context);

    public static bool IsThere => NativeLibrary.TryLoad(Library, out _);

    public static Hyperscan Of(IReadOnlyList<string> terms)
    {
        IntPtr[] texts = [.. terms.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            nuint[] lengths = [.. terms.Select(term => (nuint)Encoding.UTF8.GetByteCount(term))];
            uint[] ids = [.. Enumerable.Range(0, terms.Count).Select(number => (uint)number)];
            Succeed(hs_compile_lit_multi(texts, new uint[terms.Count], ids, lengths, (uint)terms.Count, BlockMode, IntPtr.Zero, out var database, out _));
            return new Hyperscan(database);
        }
        finally
        {
            foreach (var text in texts) { Marshal.FreeCoTaskMem(text); }
        }
    }

    /// <summary>How many terms end at how many places of some texts, which stand one behind the other.</summary>
    public long Count(byte[] texts, ReadOnlySpan<int> ends, int start)
    {
        _hits = 0;
        foreach (var end in ends)
        {
            Succeed(hs_scan(_database, ref texts[start], (uint)(end - start), SomNothing, _scratch, _callback, IntPtr.Zero));
            start = end;
        }

        GC.KeepAlive(_onHit);
        return _hits;
    }

    public void Dispose()
    {
        Succeed(hs_free_scratch(_scratch));
        Succeed(hs_free_database(_database));
    }

    private static void Succeed(int result)
    {
        if (result != 0) { throw new InvalidOperationException($"Hyperscan returned {result}."); }
    }

    [DllImport(Library)]
    private static extern int hs_compile_lit_multi(IntPtr[] expressions, uint[] flags, uint[] ids, nuint[] lengths, uint elements, uint mode, IntPtr platform, out IntPtr database, out IntPtr error);

    [DllImport(Library)]
    private static extern int hs_alloc_scratch(IntPtr database, ref IntPtr scratch);

    [DllImport(Library)]
    private static extern int hs_scan(IntPtr database, ref byte data, uint length, uint flags, IntPtr scratch, IntPtr onEvent, IntPtr context);

    [DllImport(Library)]
    private static extern int hs_free_scratch(IntPtr scratch);

    [DllImport(Library)]
    private static extern int hs_free_database(IntPtr database);
}
