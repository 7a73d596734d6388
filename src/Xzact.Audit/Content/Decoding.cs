using System.Buffers;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip.Compression;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Content;

/// <summary>What a decoder made of a compressed stream: all of it, or as far as it went.</summary>
/// <param name="Content">What came out; after damage its end may be wrong.</param>
/// <param name="Consumed">How many compressed bytes were used.</param>
/// <param name="Damage">Why it stopped before the end; offsets count from the beginning of the stream.</param>
internal sealed record Decoding(ReadOnlyMemory<byte> Content, int Consumed, ContentDamage? Damage)
{
    private const int PieceSize = 1 << 16;

    public bool IsComplete => Damage is null;

    /// <summary>Decodes one stream by this project's codec.</summary>
    public static Decoding Run(
        ReadOnlySpan<byte> source, CodecStep step, Func<(XzError Error, string? Message)> failure,
        ContentBudget budget)
    {
        MemoryStream content = new();
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        int at = 0;
        try
        {
            while (true)
            {
                OperationStatus status = step(source[at..], piece, out int consumed, out int written);
                at += consumed;
                budget.TakeRead(consumed);
                content.Write(piece, 0, written);
                budget.TakeDecoded(written);
                if (status == OperationStatus.Done)
                {
                    return End(null);
                }

                if (status == OperationStatus.InvalidData)
                {
                    (XzError error, string? message) = failure();
                    return End(new(KindOf(error), at, message ?? error.ToString()));
                }

                if (budget.Decodable == 0)
                {
                    return End(OverLimit(at));
                }

                if (status == OperationStatus.NeedMoreData && at == source.Length && written == 0)
                {
                    return End(new(DamageKind.Truncated, at, "the data ends too soon"));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        Decoding End(ContentDamage? damage) => new(content.GetBuffer().AsMemory(0, (int)content.Length), at, damage);
    }

    /// <summary>Inflates one stream.</summary>
    /// <param name="source">The stream and what follows it.</param>
    /// <param name="raw">Whether it is deflate alone (RFC 1951), without the header of zlib (RFC 1950).</param>
    /// <param name="budget">What may still be decoded.</param>
    public static Decoding Inflate(ReadOnlyMemory<byte> source, bool raw, ContentBudget budget)
    {
        MemoryStream content = new();
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        byte[] input = new byte[PieceSize];
        int given = 0;
        Inflater inflater = new(raw);
        ContentDamage? damage = null;
        try
        {
            while (!inflater.IsFinished && damage is null)
            {
                if (inflater.IsNeedingInput && given < source.Length)
                {
                    int count = Math.Min(PieceSize, source.Length - given);
                    source.Span.Slice(given, count).CopyTo(input);
                    inflater.SetInput(input, 0, count);
                    given += count;
                    budget.TakeRead(count);
                }

                int written = inflater.Inflate(piece, 0, PieceSize);
                content.Write(piece, 0, written);
                budget.TakeDecoded(written);
                damage = budget.Decodable == 0 ? OverLimit(Used())
                    : written == 0 && inflater.IsNeedingDictionary
                        ? new(DamageKind.Unsupported, Used(), "the stream needs a dictionary")
                    : written == 0 && !inflater.IsFinished && given == source.Length
                        ? new(DamageKind.Truncated, source.Length, "the deflate data ends too soon")
                    : null;
            }
        }
        catch (Exception exception) when (exception is SharpZipBaseException or IndexOutOfRangeException)
        {
            damage = new(DamageKind.CompressedData, Used(), "the deflate data is damaged: " + exception.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return new(content.GetBuffer().AsMemory(0, (int)content.Length), Used(), damage);

        int Used() => given - inflater.RemainingInput;
    }

    /// <summary>The kind of damage that an error of the codec stands for.</summary>
    public static DamageKind KindOf(XzError error) => error switch
    {
        XzError.UnexpectedEnd => DamageKind.Truncated,
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter
            or XzError.UnsupportedCheck => DamageKind.Unsupported,
        XzError.CheckMismatch => DamageKind.ContentCheck,
        XzError.StreamHeaderCorrupt or XzError.BlockHeaderCorrupt or XzError.IndexCorrupt
            or XzError.StreamFooterCorrupt => DamageKind.StructureCheck,
        XzError.DataCorrupt => DamageKind.CompressedData,
        XzError.DictionaryLimit or XzError.MemoryLimit or XzError.OutputLimit or XzError.SearchLimit
            or XzError.RatioLimit => DamageKind.OverLimit,
        _ => DamageKind.Structure,
    };

    private static ContentDamage OverLimit(int at) => new(DamageKind.OverLimit, at, "more is decoded than the limit");
}
