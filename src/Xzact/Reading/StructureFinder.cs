using Xzact.Container;
using Xzact.Format;

namespace Xzact.Reading;

/// <summary>What a damaged file is searched for: structures with a checksum of their own.</summary>
[Flags]
internal enum Structures
{
    None = 0,
    StreamHeader = 1,
    BlockHeader = 2,
    StreamFooter = 4,
}

/// <summary>A structure that was found.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Check">The check of the Stream, from its header or footer.</param>
/// <param name="Header">The Block Header, if it is one.</param>
internal sealed record Structure(Structures Kind, long Offset, long End, CheckId Check, BlockHeader? Header);

/// <summary>
/// Searches a file for the next intact structure, at every offset: where bytes are missing nothing is aligned.
/// </summary>
/// <param name="fileSize">Bytes of the file.</param>
internal sealed class StructureFinder(long fileSize) : FileCoder
{
    private Structures _kinds;
    private long _position;
    private long _end;
    private long _ahead;

    /// <summary>What was found; null if there is none.</summary>
    public Structure? Found { get; private set; }

    /// <summary>Begins to search.</summary>
    /// <param name="kinds">What for.</param>
    /// <param name="from">The first offset at which it may begin.</param>
    /// <param name="end">Behind the last such offset.</param>
    public void Find(Structures kinds, long from, long end)
    {
        _kinds = kinds;
        _position = from;
        _end = Math.Min(end, fileSize);
        Found = null;
        Begin();
    }

    protected override void Advance()
    {
        while (!IsDone)
        {
            // Near the end of what is at hand there must be room for the largest structure, or the file must end.
            long safeEnd = WindowEnd == fileSize ? fileSize : WindowEnd - BlockFormat.MaxHeaderSize;
            if (_position >= _end)
            {
                Complete();
            }
            else if (_position < WindowStart || _position >= safeEnd)
            {
                // One look at a place asks for little; where looks follow each other, each would read the same again.
                bool goesOn = _position >= WindowStart && _position <= WindowEnd;
                _ahead = goesOn ? 2 * Math.Max(_ahead, BlockFormat.MaxHeaderSize) : 0;
                long needed = Math.Max(_ahead, _end - _position + BlockFormat.MaxHeaderSize);
                _ahead = Math.Min(WindowSize, needed);
                Request(_position, Math.Min(fileSize, _position + _ahead));
                return;
            }
            else
            {
                Search(Math.Min(safeEnd, _end));
            }
        }
    }

    private void Search(long end)
    {
        ReadOnlySpan<byte> rest = Window(_position, WindowEnd);
        for (; _position < end && Found is null; _position++)
        {
            Found = Read(rest);
            rest = rest[1..];
        }

        if (Found is not null)
        {
            Complete();
        }
    }

    private Structure? Read(ReadOnlySpan<byte> at)
    {
        CheckId check = CheckId.None;
        if ((_kinds & Structures.BlockHeader) != Structures.None && at.Length >= BlockFormat.MinHeaderSize
            && at[BlockFormat.HeaderSizeOffset] != IndexFormat.Indicator
            && (at[BlockFormat.FlagsOffset] & BlockFormat.ReservedFlagsMask) == 0)
        {
            int size = (at[BlockFormat.HeaderSizeOffset] + 1) * BlockFormat.HeaderSizeUnit;
            if (size <= at.Length && BlockHeader.Read(at[..size], out BlockHeader? header) is null)
            {
                return new Structure(Structures.BlockHeader, _position, _position + size, check, header);
            }
        }

        if ((_kinds & Structures.StreamHeader) != Structures.None && at.Length >= StreamFormat.HeaderSize
            && at[0] == StreamFormat.HeaderMagic[0]
            && StreamFlags.ReadHeader(at[..StreamFormat.HeaderSize], out check) is null)
        {
            return new Structure(
                Structures.StreamHeader, _position, _position + StreamFormat.HeaderSize, check, null);
        }

        if ((_kinds & Structures.StreamFooter) != Structures.None && at.Length >= StreamFormat.FooterSize
            && at[StreamFormat.FooterMagicOffset] == StreamFormat.FooterMagic[0]
            && StreamFlags.ReadFooter(at[..StreamFormat.FooterSize], out check, out _) is null)
        {
            return new Structure(
                Structures.StreamFooter, _position, _position + StreamFormat.FooterSize, check, null);
        }

        return null;
    }
}
