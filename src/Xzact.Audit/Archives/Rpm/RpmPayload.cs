using System.Security.Cryptography;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>The payload of a package: decompressed as it is read, with every digest and size that the package states of
/// it, compressed or not.</summary>
internal sealed class RpmPayload : IDisposable
{
    private readonly ArchiveContext _context;
    private readonly ArchiveInput _input;
    private readonly HashedStream _unpacked;
    private readonly Stream _decoder;
    private readonly List<RpmDigest> _digests = [];
    private readonly List<(ulong Stated, bool IsUnpacked, string What, long Offset)> _sizes = [];
    private readonly long _headerStart;

    /// <summary>Opens the payload behind the header.</summary>
    /// <exception cref="ArchiveException">Its format or compression is not read.</exception>
    public RpmPayload(Stream file, long start, RpmHeader signature, RpmHeader header, ArchiveContext context)
    {
        (_context, _headerStart) = (context, header.Offset);
        string format = header.Text(RpmTag.PayloadFormat) ?? "cpio";
        if (format != "cpio")
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, $"the payload is of the format {NameText.Quote(format)}; cpio is read",
                header.OffsetOf(RpmTag.PayloadFormat), ArchiveOffsetBase.File);
        }

        List<IncrementalHash> packed = [];
        List<IncrementalHash> unpacked = [];
        ulong algorithm = header.Number(RpmTag.PayloadDigestAlgorithm) ?? RpmDigest.Sha256;
        Add(header.Text(RpmTag.PayloadDigest), algorithm, header, RpmTag.PayloadDigest, packed);
        Add(header.Text(RpmTag.PayloadDigestUnpacked), algorithm, header, RpmTag.PayloadDigestUnpacked, unpacked);
        Add(header.Text(RpmTag.PayloadSha3), RpmDigest.Sha3, header, RpmTag.PayloadSha3, packed);
        Add(header.Text(RpmTag.PayloadSha3Unpacked), RpmDigest.Sha3, header, RpmTag.PayloadSha3Unpacked, unpacked);
        if (signature.Has(RpmTag.SignatureMd5))
        {
            string stated = Convert.ToHexStringLower(signature.Bytes(RpmTag.SignatureMd5));
            Add(stated, RpmDigest.Md5, signature, RpmTag.SignatureMd5, packed)?.Hash.AppendData(header.Raw);
        }

        AddSize(signature, RpmTag.SignatureSize, isUnpacked: false);
        AddSize(signature, RpmTag.SignatureLongSize, isUnpacked: false);
        AddSize(signature, RpmTag.SignatureArchiveSize, isUnpacked: true);
        AddSize(signature, RpmTag.SignatureLongArchiveSize, isUnpacked: true);
        AddSize(header, RpmTag.ArchiveSize, isUnpacked: true);

        file.Position = start;
        _input = new ArchiveInput(new HashedStream(file, [.. packed]), context, start);
        (Compression, string name, Stream decoder) = Open(header);
        CompressionName = name;
        _decoder = decoder;
        _unpacked = new HashedStream(decoder, [.. unpacked]);
        Container = new ContainerStream(_unpacked, _input, context);
    }

    /// <summary>The uncompressed cpio archive.</summary>
    public ContainerStream Container { get; }

    /// <summary>The compression if it is one that archives have here; none for lzma.</summary>
    public ArchiveCompression Compression { get; }

    /// <summary>The compression in RPM's words.</summary>
    public string CompressionName { get; }

    /// <summary>Checks digests and sizes once the archive was read to its end.</summary>
    public void Finish()
    {
        Container.Drain();
        foreach (RpmDigest digest in _digests)
        {
            digest.Verify(_context);
        }

        foreach ((ulong stated, bool isUnpacked, string what, long offset) in _sizes)
        {
            long found = isUnpacked ? _unpacked.Count : _input.Offset - _headerStart;
            if (stated != (ulong)found)
            {
                _context.Observe(
                    ArchiveObservationKind.SizesDiffer, null, offset,
                    $"{what} has {found} bytes, the package states {stated}", ArchiveOffsetBase.File);
            }
        }
    }

    public void Dispose()
    {
        _decoder.Dispose();
        foreach (RpmDigest digest in _digests)
        {
            digest.Dispose();
        }
    }

    private RpmDigest? Add(
        string? stated, ulong algorithm, RpmHeader header, uint tag, List<IncrementalHash> hashes)
    {
        if (stated is null)
        {
            return null;
        }

        string what = tag switch
        {
            RpmTag.SignatureMd5 => "what follows the signature",
            RpmTag.PayloadDigest or RpmTag.PayloadSha3 => "the payload",
            _ => "the unpacked payload",
        };
        RpmDigest? digest = RpmDigest.Start(algorithm, what, stated, _context, header.OffsetOf(tag));
        if (digest is not null)
        {
            _digests.Add(digest);
            hashes.Add(digest.Hash);
        }

        return digest;
    }

    private void AddSize(RpmHeader header, uint tag, bool isUnpacked)
    {
        if (header.Number(tag) is { } stated)
        {
            string what = isUnpacked ? "the unpacked payload" : "what follows the signature";
            _sizes.Add((stated, isUnpacked, what, header.OffsetOf(tag)));
        }
    }

    /// <summary>Goes by the content, as tools without RPM do; a header that says otherwise, by which RPM goes, is
    /// observed. Only .lzma has no signature of its own.</summary>
    private (ArchiveCompression Compression, string Name, Stream Decoder) Open(RpmHeader header)
    {
        string stated = header.Text(RpmTag.PayloadCompressor) ?? "gzip";
        ReadOnlySpan<byte> start = _input.Peek(8);
        ArchiveCompression compression = Decompression.Detect(start);
        string found = compression switch
        {
            ArchiveCompression.Gzip => "gzip",
            ArchiveCompression.Bzip2 => "bzip2",
            ArchiveCompression.Xz => "xz",
            ArchiveCompression.Lzip => "lzip",
            ArchiveCompression.Zstandard => "zstd",
            _ => start.StartsWith("07070"u8) ? "none" : "lzma",
        };
        if (found == "lzma" && stated != "lzma")
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt, $"the payload is neither {NameText.Quote(stated)} nor cpio",
                _input.Offset, ArchiveOffsetBase.File);
        }

        // What is stored plainly has other names in other versions, or none.
        bool isStated = found != "none" ? found == stated
            : stated is "none" or "identity" or "uncompressed" or "" || !header.Has(RpmTag.PayloadCompressor);
        if (!isStated)
        {
            _context.Observe(
                ArchiveObservationKind.FormatDiffersFromName, null, header.OffsetOf(RpmTag.PayloadCompressor),
                $"the header says that the payload's compression is {NameText.Quote(stated)}; it is {found}",
                ArchiveOffsetBase.File);
        }

        Stream decoder = found == "lzma"
            ? new LzmaFileDecoder(_input, _context)
            : Decompression.Open(compression, _input, _context);
        return (compression, found, decoder);
    }
}
