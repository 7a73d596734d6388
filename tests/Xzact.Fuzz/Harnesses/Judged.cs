using Xzact.Coding;
using Xzact.Format;
using Xzact.Fuzz.Engine;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Fuzz.Harnesses;

/// <summary>What a decoder says about a file, whole, in pieces, and beside liblzma.</summary>
internal static class Judged
{
    /// <summary>Most bytes that are decoded; a small file may stand for very many.</summary>
    public const int MostOutput = 1 << 21;

    /// <summary>Largest dictionary, as its base-2 logarithm: the twin's arrays are cleared as they are made.</summary>
    public const int MaxDictionaryLog2 = 22;

    /// <summary>Largest dictionary in bytes.</summary>
    public const long MaxDictionary = 1L << MaxDictionaryLog2;

    /// <summary>Bytes that liblzma may take, so that it refuses no dictionary that is allowed here.</summary>
    public const ulong TheirMemoryLimit = (1UL << MaxDictionaryLog2) + (1 << 21);

    /// <summary>Bytes of memory that a decoder may use beside the dictionary.</summary>
    public const int MemorySlack = 1 << 20;

    private const int FewBytes = 600;
    private const int LargePiece = 1 << 16;

    /// <summary>Makes a decoder.</summary>
    public delegate FormatDecoder Maker(WorkAllocator allocator, long maxDictionary);

    /// <summary>Runs liblzma's.</summary>
    public delegate LiblzmaResult Reference(ReadOnlySpan<byte> file, int maxOutput);

    /// <summary>How a file ended.</summary>
    /// <param name="Failure">Why it failed; null if it did not.</param>
    /// <param name="Output">Every byte that came out.</param>
    /// <param name="HasUnsupportedCheck">Whether there was a check that nobody knows.</param>
    public sealed record Ending(Failure? Failure, byte[] Output, bool HasUnsupportedCheck)
    {
        public Verdict Verdict => Failure is null ? Verdict.Good : Judge.Classify(Failure.Error);

        public Outcome ToOutcome(string what) => new(
            $"{what}: {Verdict} {Failure?.Error} {Labels.WithoutNumbers(Failure?.Rule)} "
            + $"{(HasUnsupportedCheck ? "unknown check " : "")}2^{Labels.Magnitude(Output.Length)}",
            Labels.Digest(Output));
    }

    /// <summary>Decodes; memory must stay within the limit and be given back.</summary>
    public static Ending Run(
        Maker maker, ReadOnlySpan<byte> file, long maxDictionary, int inputSize, int outputSize)
    {
        var allocator = new WorkAllocator();
        Ending ending;
        using (FormatDecoder decoder = maker(allocator, maxDictionary))
        {
            ending = Run(decoder, file, inputSize, outputSize);
        }

        Require.That(
            allocator.Peak <= maxDictionary + MemorySlack,
            $"{allocator.Peak} bytes of memory for a dictionary of at most {maxDictionary}");
        Require.That(allocator.InUse == 0, $"{allocator.InUse} bytes of memory were not given back");
        return ending;
    }

    /// <summary>Decodes with a fresh or reset decoder. Every call makes progress, or that is a fault.</summary>
    public static Ending Run(FormatDecoder decoder, ReadOnlySpan<byte> file, int inputSize, int outputSize)
    {
        CoderStatus status = CoderLoops.Decode(decoder, file, out byte[] output, inputSize, outputSize);
        status = status == CoderStatus.More ? decoder.Finish() : status;
        Require.That(status == CoderStatus.Failed == decoder.Failure is not null, "A failure without a status.");
        Require.That(output.Length <= MostOutput, "More output than allowed.");
        return new Ending(decoder.Failure, output, decoder.HasUnsupportedCheck);
    }

    /// <summary>The same end in pieces of two random sizes, with the decoder that is given and with another.</summary>
    public static void VerifyPieces(Maker maker, FormatDecoder used, byte[] file, Ending whole, Random random)
    {
        for (int run = 0; run < 2; run++)
        {
            bool isFew = Math.Max(file.Length, whole.Output.Length) <= FewBytes;
            int input = isFew && random.Next(2) == 0 ? 1 : 1 + random.Next(isFew ? 40 : 4000);
            int output = isFew && random.Next(2) == 0 ? 1 : 1 + random.Next(isFew ? 40 : LargePiece);
            long dictionary = 1L << (random.Next(3) == 0 ? 12 + random.Next(8) : MaxDictionaryLog2);
            used.Reset();
            Ending ending = run == 0
                ? Run(used, file, input, output)
                : Run(maker, file, dictionary, input, output);
            if (run == 1 && ending.Failure?.Error == XzError.DictionaryLimit)
            {
                continue;
            }

            AssertSame(whole, ending, $"in pieces of {input} and {output}");
        }
    }

    /// <summary>
    /// What is accepted on one side is accepted on the other, with the same bytes; what came out before a failure
    /// begins alike unless a branch converter, which liblzma does not run before damage, may have had it.
    /// </summary>
    public static void VerifyReference(
        Reference reference, ReadOnlySpan<byte> file, Ending ours, bool mayConvert)
    {
        LiblzmaResult theirs = reference(file, MostOutput + 1);
        if (ours.Failure?.Error == XzError.OutputLimit)
        {
            Require.That(theirs.Output.Length > MostOutput, "Over the output limit here, but not for liblzma.");
            Require.Same(theirs.Output.AsSpan(0, MostOutput), ours.Output, "the bytes before the output limit");
            return;
        }

        if (ours.Verdict == Verdict.Limit || theirs.Status == LiblzmaStatus.MemoryLimitError)
        {
            Require.That(ours.Verdict != Verdict.Good, $"liblzma says {theirs.Status}, not {ours.Verdict}");
            return;
        }

        if (MayLackFilter(theirs, file))
        {
            return;
        }

        // liblzma may run into the damage behind the limit without ever giving out so many bytes.
        bool theyAccept = theirs.Status == LiblzmaStatus.StreamEnd;
        Require.That(
            theyAccept == (ours.Verdict == Verdict.Good),
            $"liblzma says {theirs.Status}, here it is {ours.Verdict} {ours.Failure?.Message}");
        if (theyAccept)
        {
            Require.Same(theirs.Output, ours.Output, "the bytes of an accepted file");
        }
        else if (!mayConvert)
        {
            int common = Math.Min(theirs.Output.Length, ours.Output.Length);
            Require.Same(
                theirs.Output.AsSpan(0, common), ours.Output.AsSpan(0, common), "the bytes before the damage");
        }
    }

    /// <summary>Whether the liblzma at hand refuses a file that may have a filter which only newer ones have.</summary>
    public static bool MayLackFilter(LiblzmaResult theirs, ReadOnlySpan<byte> file) => !SystemLiblzma.HasRiscV
        && theirs.Status == LiblzmaStatus.OptionsError && file.Contains((byte)FilterId.RiscV);

    /// <summary>
    /// Fails unless both ended alike, to the byte and to the rule that was broken. Where in the compressed data that
    /// was noticed depends on how much of it there was to look at.
    /// </summary>
    public static void AssertSame(Ending expected, Ending actual, string what)
    {
        Require.That(
            expected.Failure?.Error == actual.Failure?.Error && expected.Failure?.Rule == actual.Failure?.Rule,
            $"{what}: {actual.Failure?.Message ?? "accepted"}, not {expected.Failure?.Message ?? "accepted"}");
        Require.Same(expected.Output, actual.Output, what);
    }
}
