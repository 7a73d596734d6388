using Xzact.Coding;
using Xzact.Container;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Judging;

/// <summary>Files, whole, cut and damaged, judged by a decoder under test and by liblzma's decoder.</summary>
internal sealed class FormatDifferential(FormatDecoder decoder, FormatDifferential.Reference reference)
{
    /// <summary>Pieces of input and room for output, in bytes.</summary>
    private static readonly (int Input, int Output)[] s_pieces = [(int.MaxValue, 1 << 16), (1, 1 << 16), (17, 5)];

    private readonly SortedDictionary<string, string> _differences = new(StringComparer.Ordinal);

    /// <summary>The call of liblzma.</summary>
    public delegate LiblzmaResult Reference(ReadOnlySpan<byte> file);

    /// <summary>How many files were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Compares the file cut at every length.</summary>
    public void Cut(string name, byte[] file)
    {
        for (int length = 0; length <= file.Length; length++)
        {
            Compare($"{name}, {length} bytes", file.AsSpan(0, length));
        }
    }

    /// <summary>Compares the file with each of its bits changed.</summary>
    public void Flip(string name, byte[] file)
    {
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Compare($"{name}, bit {bit % 8} of byte {bit / 8}", damaged);
        }
    }

    /// <summary>Compares one file.</summary>
    public void Compare(string what, ReadOnlySpan<byte> file)
    {
        (Verdict, byte[]) theirs = Judge.TheirsOf(reference(file));
        IReadOnlyList<FilterFlags> chain = Judge.ChainOf(file);
        Compared++;
        foreach ((int input, int output) in s_pieces)
        {
            decoder.Reset();
            (Verdict, byte[]) ours = Judge.Ours(decoder, file, input, output);
            if (AcceptedDifferences.Compare(ours, theirs, chain) is { } difference)
            {
                _differences.TryAdd(difference, $"{what}, in pieces of {input} and {output}: {decoder.Failure?.Rule}");
            }
        }
    }

    /// <summary>Fails if there was a difference, or nothing to find one in.</summary>
    public void AssertSame(int atLeast)
    {
        Require.That(Compared >= atLeast, $"{Compared} files were compared, which should have been {atLeast}.");
        Require.That(
            _differences.Count == 0, string.Join('\n', _differences.Select(pair => $"{pair.Key}: {pair.Value}")));
    }
}
