using System.Buffers.Binary;

namespace Xzact.Audit.Content.Formats;

/// <summary>Takes LZMA2 up again behind damage: from a chunk that resets the dictionary, the state and the properties
/// and so needs nothing before it, whose headers lead from one to the next up to the end marker.</summary>
internal static class Lzma2Chunks
{
    // The .xz File Format 1.2.1, section 5.3.1, and the LZMA2 chunk header as XZ Embedded describes it.
    private const byte EndMarker = 0;
    private const byte StoredWithReset = 1;
    private const byte Stored = 2;
    private const byte LzmaWithDictionaryReset = 0xE0;
    private const byte LzmaWithProperties = 0xC0;
    private const byte Lzma = 0x80;
    private const int StoredHeader = 3;
    private const int LzmaHeader = 5;
    private const int MaxProperties = (((4 * 5) + 4) * 9) + 8;
    private const int DictionarySize = 1 << 23;

    // A range can be made in which every byte begins a long run of headers.
    private const int MaxHeaders = 1 << 22;

    // The headers of a stored chunk of less turn up by chance.
    private const int MinContent = 8;

    /// <summary>Looks for such chunks in a damaged range, and hands out what they hold.</summary>
    /// <param name="walk">The content.</param>
    /// <param name="offset">Where the range begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="known">What was decoded already.</param>
    public static void Resume(FormatWalk walk, int offset, int length, ReadOnlySpan<byte> known)
    {
        ReadOnlySpan<byte> data = walk.Data.Slice(offset, length);
        int headers = MaxHeaders;
        for (int at = 1; at < data.Length - LzmaHeader && headers > 0; at++)
        {
            if (data[at] is not (StoredWithReset or >= LzmaWithDictionaryReset)
                || Extent(data[at..], ref headers) is not int extent || !walk.Budget.TakeAttempt())
            {
                continue;
            }

            using LzmaDecoder decoder = new(
                new LzmaOptions { DictionarySize = DictionarySize }, LzmaDataFormat.RawLzma2, -1,
                new XzDecompressionOptions { AllowMultipleStreams = false });
            Decoding decoding = Decoding.Run(
                data.Slice(at, extent), decoder.Decompress, () => (decoder.Error, decoder.ErrorMessage), walk.Budget);
            if (decoding.IsComplete && decoding.Content.Length >= MinContent
                && known.IndexOf(decoding.Content.Span) < 0)
            {
                walk.Part($"LZMA2 chunks at {offset + at}", decoding.Content);
                at += extent - 1;
            }
        }
    }

    /// <summary>The length of a run of chunks with its end marker; null if headers do not lead to one.</summary>
    private static int? Extent(ReadOnlySpan<byte> data, ref int headers)
    {
        int at = 0;
        for (int chunk = 0; headers > 0 && at < data.Length; chunk++, headers--)
        {
            byte control = data[at];
            if (control == EndMarker)
            {
                return chunk > 0 ? at + 1 : null;
            }

            int header = control >= LzmaWithProperties ? LzmaHeader + 1 : control >= Lzma ? LzmaHeader : StoredHeader;
            if (control is > Stored and < Lzma || data.Length - at < header
                || (control >= LzmaWithProperties && data[at + LzmaHeader] > MaxProperties))
            {
                return null;
            }

            int sizeAt = control >= Lzma ? StoredHeader : 1;
            at += header + BinaryPrimitives.ReadUInt16BigEndian(data[(at + sizeAt)..]) + 1;
        }

        return null;
    }
}
