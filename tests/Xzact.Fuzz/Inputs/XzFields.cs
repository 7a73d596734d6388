using System.Buffers.Binary;

namespace Xzact.Fuzz.Inputs;

/// <summary>
/// Takes .xz files apart by their sizes alone, whatever else is wrong with them, and without any code of the library
/// under test. What cannot be taken apart is one last field.
/// </summary>
internal sealed class XzFields
{
    private const int LongestInteger = 9;
    private static readonly int[] s_checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

    private readonly byte[] _file;
    private readonly List<XzField> _fields = [];
    private int _at;
    private int _check;

    private XzFields(byte[] file) => _file = file;

    /// <summary>The fields, which together are the file.</summary>
    public static IReadOnlyList<XzField> Of(byte[] file)
    {
        var fields = new XzFields(file);
        while (fields.Stream())
        {
            int zeros = file.AsSpan(fields._at).IndexOfAnyExcept((byte)0);
            fields.Take(XzFieldKind.StreamPadding, zeros < 0 ? file.Length - fields._at : zeros);
        }

        fields.Take(XzFieldKind.Rest, file.Length - fields._at);
        return fields._fields;
    }

    private bool Stream()
    {
        const int HeaderSize = 12;
        if (_file.Length - _at < HeaderSize)
        {
            return false;
        }

        _check = _file[_at + 7] & 0x0F;
        Take(XzFieldKind.StreamMagic, 6);
        Take(XzFieldKind.StreamFlags, 2);
        Take(XzFieldKind.StreamHeaderCrc, 4);
        while (_at < _file.Length && _file[_at] != 0)
        {
            if (!Block())
            {
                return false;
            }
        }

        return Index() && Take(XzFieldKind.FooterCrc, 4) && Take(XzFieldKind.BackwardSize, 4)
            && Take(XzFieldKind.FooterFlags, 2) && Take(XzFieldKind.FooterMagic, 2);
    }

    private bool Block()
    {
        int headerSize = (_file[_at] + 1) * 4;
        if (!Take(XzFieldKind.BlockHeader, headerSize - 4) || !Take(XzFieldKind.BlockHeaderCrc, 4))
        {
            return false;
        }

        int start = _at;
        while (_at < _file.Length && _file[_at] != 0)
        {
            byte control = _file[_at];
            int header = control < 0x80 ? 3 : control < 0xC0 ? 5 : 6;
            if (_file.Length - _at < header)
            {
                return false;
            }

            int size = BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(_at + (control < 0x80 ? 1 : 3))) + 1;
            if (!Take(XzFieldKind.ChunkHeader, header) || !Take(XzFieldKind.ChunkData, size))
            {
                return false;
            }
        }

        return Take(XzFieldKind.EndOfChunks, 1) && Take(XzFieldKind.BlockPadding, (4 - ((_at - start) % 4)) % 4)
            && Take(XzFieldKind.Check, s_checkSizes[_check]);
    }

    private bool Index()
    {
        int end = _at + 1;
        if (!Integer(ref end, out ulong records) || records > (ulong)_file.Length)
        {
            return false;
        }

        for (ulong number = 0; number < 2 * records; number++)
        {
            if (!Integer(ref end, out _))
            {
                return false;
            }
        }

        int length = end - _at;
        return Take(XzFieldKind.Index, (length + 3) / 4 * 4) && Take(XzFieldKind.IndexCrc, 4);
    }

    private bool Integer(ref int at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < LongestInteger && at < _file.Length; i++)
        {
            byte next = _file[at++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private bool Take(XzFieldKind kind, int length)
    {
        if (length > _file.Length - _at)
        {
            return false;
        }

        if (length > 0)
        {
            _fields.Add(new XzField(kind, _at, length));
            _at += length;
        }

        return true;
    }
}
