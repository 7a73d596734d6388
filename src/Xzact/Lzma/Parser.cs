using System.Runtime.CompilerServices;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Lzma;

/// <summary>Chooses the symbols that the data is written as.</summary>
internal abstract class Parser(EncoderWindow window, MatchFinder finder)
{
    /// <summary>The window.</summary>
    protected EncoderWindow Window { get; } = window;

    /// <summary>The match finder.</summary>
    protected MatchFinder Finder { get; } = finder;

    /// <summary>Whether the next symbol is already chosen, so that no more of the data need be there.</summary>
    public virtual bool HasNext => false;

    /// <summary>Forgets symbols that were chosen but not taken.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>The next symbol.</summary>
    /// <param name="state">The state at the position that the symbol starts at.</param>
    public abstract Symbol Next(in SymbolState state);

    /// <summary>
    /// How many bytes at <paramref name="index"/> repeat those at distance <paramref name="rep"/> + 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int RepLength(long index, uint rep, int limit)
    {
        long source = index - rep - 1;
        return source < 0 ? 0 : MatchFinderKernel.RepeatLength(Window.Memory, source, index, limit);
    }

    /// <summary>The position of the newest byte that the finder read.</summary>
    protected long NewestIndex => Finder.Index - 1;

    /// <summary>Bytes from the newest position on, as far as a match may reach.</summary>
    protected int MatchRoom => (int)Math.Min(Finder.Available + 1, LzmaFormat.MaxMatch);
}
