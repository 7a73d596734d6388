namespace Xzact.Testing.Interop;

/// <summary>
/// The C liblzma of the system, or the one that the environment variable LIBLZMA names: the reference of the
/// differential tests. Every call runs a coder over the whole input at once and never throws for what the data is.
/// </summary>
public static unsafe partial class SystemLiblzma
{
    /// <summary>The flag beside a preset's level that asks for the slower, smaller variant.</summary>
    public const uint Extreme = 0x80000000;

    private const int LzmaOptionsSize = 112;
    private const int SmallestOutput = 4096;

    private delegate LiblzmaStatus CoderInit(LiblzmaNative.CoderStream* stream);

    /// <summary>The version as liblzma numbers it: 50080032 is 5.8.3 stable.</summary>
    public static uint VersionNumber => LiblzmaNative.VersionNumber();

    /// <summary>Whether it has the RISC-V filter, which came with 5.6.0.</summary>
    public static bool HasRiscV => VersionNumber >= 50060000;

    public static uint Crc32(uint crc, ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data)
            return LiblzmaNative.Crc32(pointer, (nuint)data.Length, crc);
    }

    public static ulong Crc64(ulong crc, ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data)
            return LiblzmaNative.Crc64(pointer, (nuint)data.Length, crc);
    }

    /// <summary>Encodes without a container through a chain whose last filter is LZMA1 or LZMA2.</summary>
    public static LiblzmaResult RawEncode(ReadOnlySpan<byte> data, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        using var native = new LiblzmaFilterChain(chain);
        return Run(data, stream => LiblzmaNative.RawEncoder(stream, native.Pointer), int.MaxValue);
    }

    /// <summary>Decodes without a container; <paramref name="chain"/> in the encoder's order.</summary>
    public static LiblzmaResult RawDecode(ReadOnlySpan<byte> data, params ReadOnlySpan<LiblzmaFilter> chain) =>
        RawDecode(data, int.MaxValue, chain);

    /// <summary>Likewise, and stops with <see cref="LiblzmaStatus.BufferError"/> after so many bytes.</summary>
    public static LiblzmaResult RawDecode(
        ReadOnlySpan<byte> data, int maxOutput, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        using var native = new LiblzmaFilterChain(chain);
        return Run(data, stream => LiblzmaNative.RawDecoder(stream, native.Pointer), maxOutput);
    }

    /// <summary>Encodes a .xz stream of one block.</summary>
    /// <param name="data">What to encode.</param>
    /// <param name="check">The check's ID in the file: 0, 1, 4 or 10.</param>
    /// <param name="chain">One to four filters, LZMA2 last.</param>
    public static LiblzmaResult StreamEncode(
        ReadOnlySpan<byte> data, uint check, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        using var native = new LiblzmaFilterChain(chain);
        return Run(data, stream => LiblzmaNative.StreamEncoder(stream, native.Pointer, check), int.MaxValue);
    }

    /// <summary>Encodes a .lzma file of unknown size with an end marker.</summary>
    public static LiblzmaResult AloneEncode(ReadOnlySpan<byte> data, LiblzmaFilter lzma1)
    {
        using var native = new LiblzmaFilterChain([lzma1]);
        return Run(data, stream => LiblzmaNative.AloneEncoder(stream, native.Pointer->Options), int.MaxValue);
    }

    /// <summary>Decodes a .xz stream, or several with <see cref="LiblzmaDecoderOptions.Concatenated"/>.</summary>
    /// <param name="data">The stream.</param>
    /// <param name="options">How to decode.</param>
    /// <param name="memoryLimit">In bytes.</param>
    /// <param name="maxOutput">Where to stop with <see cref="LiblzmaStatus.BufferError"/>, in bytes.</param>
    public static LiblzmaResult StreamDecode(
        ReadOnlySpan<byte> data,
        LiblzmaDecoderOptions options = LiblzmaDecoderOptions.None,
        ulong memoryLimit = ulong.MaxValue,
        int maxOutput = int.MaxValue) =>
        Run(data, stream => LiblzmaNative.StreamDecoder(stream, memoryLimit, (uint)options), maxOutput);

    /// <summary>Decodes .xz, .lzma or, where the library can, .lz.</summary>
    public static LiblzmaResult AutoDecode(
        ReadOnlySpan<byte> data,
        LiblzmaDecoderOptions options = LiblzmaDecoderOptions.None,
        ulong memoryLimit = ulong.MaxValue,
        int maxOutput = int.MaxValue) =>
        Run(data, stream => LiblzmaNative.AutoDecoder(stream, memoryLimit, (uint)options), maxOutput);

    /// <summary>Decodes .lzma.</summary>
    public static LiblzmaResult AloneDecode(
        ReadOnlySpan<byte> data, ulong memoryLimit = ulong.MaxValue, int maxOutput = int.MaxValue) =>
        Run(data, stream => LiblzmaNative.AloneDecoder(stream, memoryLimit), maxOutput);

    /// <summary>Decodes .lz.</summary>
    public static LiblzmaResult LzipDecode(
        ReadOnlySpan<byte> data,
        LiblzmaDecoderOptions options = LiblzmaDecoderOptions.None,
        ulong memoryLimit = ulong.MaxValue,
        int maxOutput = int.MaxValue) =>
        Run(data, stream => LiblzmaNative.LzipDecoder(stream, memoryLimit, (uint)options), maxOutput);

    /// <summary>The option structure of a preset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preset.</exception>
    internal static byte[] PresetOptions(uint preset)
    {
        byte[] options = new byte[LzmaOptionsSize];
        fixed (byte* pointer = options)
            return LiblzmaNative.LzmaPreset(pointer, preset) == 0
                ? options
                : throw new ArgumentOutOfRangeException(nameof(preset), preset, "liblzma has no such preset.");
    }

    private static LiblzmaResult Run(ReadOnlySpan<byte> data, CoderInit init, int maxOutput)
    {
        LiblzmaNative.CoderStream stream = default;
        try
        {
            LiblzmaStatus status = init(&stream);
            byte[] output = new byte[Math.Min(maxOutput, Math.Max(SmallestOutput, data.Length))];
            int written = 0;
            fixed (byte* input = data)
            {
                byte none;
                stream.NextIn = input is null ? &none : input;
                stream.AvailableIn = (nuint)data.Length;
                while (status is LiblzmaStatus.Ok or LiblzmaStatus.NoCheck or LiblzmaStatus.UnsupportedCheck
                    or LiblzmaStatus.GetCheck)
                {
                    if (written == output.Length && output.Length < maxOutput)
                        Array.Resize(ref output, (int)Math.Min(maxOutput, Math.Min(Array.MaxLength, 2L * written)));
                    fixed (byte* target = output)
                    {
                        stream.NextOut = target + written;
                        stream.AvailableOut = (nuint)(output.Length - written);
                        status = LiblzmaNative.Code(&stream, LiblzmaNative.CoderAction.Finish);
                        written = output.Length - (int)stream.AvailableOut;
                    }
                }
            }

            Array.Resize(ref output, written);
            return new LiblzmaResult(status, output, (int)stream.TotalIn);
        }
        finally
        {
            LiblzmaNative.End(&stream);
        }
    }
}
