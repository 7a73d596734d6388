using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Checks;

/// <summary>
/// The running check over the uncompressed bytes of a block, of whichever kind the stream header names
/// (.xz specification 1.2.1, sections 2.1.1.2 and 3.4).
/// </summary>
internal sealed class IntegrityCheck
{
    private readonly CheckId _id;
    private readonly Sha256? _sha256;
    private ulong _crc;

    /// <param name="id">A check that <see cref="CheckIdExtensions.IsSupported"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The ID is reserved: its size is known but not its algorithm, so nothing can be computed or verified.
    /// </exception>
    public IntegrityCheck(CheckId id)
    {
        if (!id.IsSupported())
            throw new ArgumentOutOfRangeException(nameof(id), id, "A reserved check ID has no known algorithm.");
        _id = id;
        _sha256 = id == CheckId.Sha256 ? new Sha256() : null;
    }

    /// <summary>Which check this is.</summary>
    public CheckId Id => _id;

    /// <summary>The number of bytes that <see cref="Finish"/> writes: 0, 4, 8 or 32.</summary>
    public int Size => _id.Size();

    /// <summary>Takes the next bytes of the block, any number.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        switch (_id)
        {
            case CheckId.Crc32:
                _crc = Crc32.Append((uint)_crc, data);
                break;
            case CheckId.Crc64:
                _crc = Crc64.Append(_crc, data);
                break;
            case CheckId.Sha256:
                _sha256!.Append(data);
                break;
        }
    }

    /// <summary>Writes the Check field as it stands in the file; then only <see cref="Reset"/> may follow.</summary>
    /// <param name="field">At least <see cref="Size"/> bytes; exactly that many are written.</param>
    /// <exception cref="ArgumentException"><paramref name="field"/> is too short.</exception>
    public void Finish(Span<byte> field)
    {
        if (field.Length < Size)
            throw new ArgumentException($"The Check field needs {Size} bytes, not {field.Length}.", nameof(field));

        switch (_id)
        {
            case CheckId.Crc32:
                BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)_crc);
                break;
            case CheckId.Crc64:
                BinaryPrimitives.WriteUInt64LittleEndian(field, _crc);
                break;
            case CheckId.Sha256:
                _sha256!.Finish(field);
                break;
        }
    }

    /// <summary>Forgets everything and begins a new block.</summary>
    public void Reset()
    {
        _crc = 0;
        _sha256?.Reset();
    }
}
