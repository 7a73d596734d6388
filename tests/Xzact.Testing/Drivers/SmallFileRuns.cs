using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Testing.Drivers;

/// <summary>
/// Small files of every format, cut at every length and with every bit changed, judged here and by liblzma.
/// </summary>
internal static class SmallFileRuns
{
    private const LiblzmaDecoderOptions All = LiblzmaDecoderOptions.Concatenated;

    /// <summary>Compares .xz files.</summary>
    /// <returns>How many were compared.</returns>
    /// <exception cref="RequirementException">A difference is not in the list of accepted ones.</exception>
    public static int VerifyXz()
    {
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        return Run(
            decoder,
            file => SystemLiblzma.StreamDecode(file, All, Judge.TheirMemoryLimit),
            SmallFiles.All(),
            atLeast: 20_000);
    }

    /// <summary>Compares .lzma files; see <see cref="VerifyXz"/>.</summary>
    public static int VerifyLzma()
    {
        // A little more than a power of two, as liblzma's limit by memory is; and it leaves alone what follows.
        DecoderLimits limits = Judge.Limits with { MaxDictionarySize = (1 << 26) + (1 << 20) };
        using var decoder = new LzmaAloneDecoder(new WorkAllocator(), limits, plausibleOnly: false)
        {
            SingleStream = true,
        };
        return Run(
            decoder,
            file => SystemLiblzma.AloneDecode(file, Judge.TheirMemoryLimit),
            SmallLzmaFiles.Lzma(),
            atLeast: 9000);
    }

    /// <summary>Compares .lz files; see <see cref="VerifyXz"/>.</summary>
    public static int VerifyLzip()
    {
        using var decoder = new LzipFileDecoder(new WorkAllocator(), Judge.Limits);
        return Run(
            decoder,
            file => SystemLiblzma.LzipDecode(file, All, Judge.TheirMemoryLimit),
            SmallLzmaFiles.Lzip(),
            atLeast: 5000);
    }

    private static int Run(
        Coding.FormatDecoder decoder,
        FormatDifferential.Reference reference,
        IEnumerable<(string Name, byte[] File)> files,
        int atLeast)
    {
        var differential = new FormatDifferential(decoder, reference);
        foreach ((string name, byte[] file) in files)
        {
            differential.Cut(name, file);
            differential.Flip(name, file);
        }

        differential.AssertSame(atLeast);
        return differential.Compared;
    }
}
