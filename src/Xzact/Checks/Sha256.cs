using System.Buffers.Binary;
using Xzact.Kernels;

namespace Xzact.Checks;

/// <summary>
/// SHA-256 (FIPS 180-4): the check with ID 0x0A. Our own, so that no process that loads the codec loads a crypto
/// library for it. It is used against damage, not against an attacker with a clock: it hides no secret.
/// </summary>
/// <remarks>One instance serves one message at a time; no method but the constructor allocates.</remarks>
internal sealed class Sha256
{
    /// <summary>The length of a digest in bytes.</summary>
    public const int DigestSize = 32;

    private const int BlockSize = Sha256Blocks.BlockSize;

    /// <summary>Where the 64-bit length begins in the last block (FIPS 180-4, section 5.1.1).</summary>
    private const int LengthOffset = BlockSize - sizeof(ulong);

    private readonly uint[] _state = new uint[Sha256Blocks.StateWords];
    private readonly byte[] _pending = new byte[BlockSize];
    private int _pendingLength;
    private ulong _totalLength;

    public Sha256() => Reset();

    /// <summary>Takes the next bytes of the message, any number.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        _totalLength += (ulong)data.Length;
        if (_pendingLength > 0)
        {
            int taken = Math.Min(BlockSize - _pendingLength, data.Length);
            data[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            data = data[taken..];
            if (_pendingLength < BlockSize)
                return;
            Sha256Blocks.Append(_state, _pending);
        }

        int whole = data.Length - (data.Length % BlockSize);
        Sha256Blocks.Append(_state, data[..whole]);
        data[whole..].CopyTo(_pending);
        _pendingLength = data.Length - whole;
    }

    /// <summary>Ends the message and writes its digest; then only <see cref="Reset"/> may follow.</summary>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is shorter than 32 bytes.</exception>
    public void Finish(Span<byte> digest)
    {
        if (digest.Length < DigestSize)
            throw new ArgumentException($"A SHA-256 digest needs {DigestSize} bytes.", nameof(digest));

        _pending[_pendingLength++] = 0x80;
        if (_pendingLength > LengthOffset)
        {
            _pending.AsSpan(_pendingLength).Clear();
            Sha256Blocks.Append(_state, _pending);
            _pendingLength = 0;
        }

        _pending.AsSpan(_pendingLength).Clear();
        BinaryPrimitives.WriteUInt64BigEndian(_pending.AsSpan(LengthOffset), _totalLength * 8);
        Sha256Blocks.Append(_state, _pending);
        for (int i = 0; i < _state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], _state[i]);
    }

    /// <summary>Forgets everything and begins a new message.</summary>
    public void Reset()
    {
        Sha256Blocks.InitialState.CopyTo(_state);
        _pendingLength = 0;
        _totalLength = 0;
    }
}
