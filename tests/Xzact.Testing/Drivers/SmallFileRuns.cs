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

    /// <summary>Compares all of them.</summary>
    /// <returns>How many were compared.</returns>
    /// <exception cref="RequirementException">A difference is not in the list of accepted ones.</exception>
    public static int Verify()
    {
        using var xz = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        using var lzma = new LzmaAloneDecoder(new WorkAllocator(), Judge.Limits, plausibleOnly: false);
        using var lzip = new LzipFileDecoder(new WorkAllocator(), Judge.Limits);
        return Run(xz, file => SystemLiblzma.StreamDecode(file, All, Judge.TheirMemoryLimit), SmallFiles.All())
            + Run(lzma, file => SystemLiblzma.AloneDecode(file, Judge.TheirMemoryLimit), SmallLzmaFiles.Lzma())
            + Run(lzip, file => SystemLiblzma.LzipDecode(file, All, Judge.TheirMemoryLimit), SmallLzmaFiles.Lzip());
    }

    private static int Run(
        Coding.FormatDecoder decoder,
        FormatDifferential.Reference reference,
        IEnumerable<(string Name, byte[] File)> files)
    {
        var differential = new FormatDifferential(decoder, reference);
        foreach ((string name, byte[] file) in files)
        {
            differential.Cut(name, file);
            differential.Flip(name, file);
        }

        differential.AssertSame(1000);
        return differential.Compared;
    }
}
