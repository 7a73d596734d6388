using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Xzact.Audit.Archives;

/// <summary>What all layers of one reading share: the limits, the clock, and what was observed.</summary>
internal sealed class ArchiveContext(ArchiveLimits limits)
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly List<ArchiveObservation> _observations = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _headers;

    public ArchiveLimits Limits { get; } = limits;

    public IReadOnlyList<ArchiveObservation> Observations => _observations;

    /// <summary>The comment on the whole archive if it is an id of a commit, which is what git writes there.</summary>
    public string? GlobalComment { get; private set; }

    /// <summary>Keeps a comment on the whole archive if it is an id of a commit; other text is observed.</summary>
    public void ReadComment(ReadOnlySpan<byte> comment, long offset)
    {
        if (comment.Length is 40 or 64 && !comment.ContainsAnyExcept(s_hexDigits))
        {
            GlobalComment = Encoding.ASCII.GetString(comment);
        }
        else if (!comment.IsEmpty)
        {
            Observe(
                ArchiveObservationKind.Comment, null, offset, $"a comment of {comment.Length} bytes on the archive");
        }
    }

    public void Observe(
        ArchiveObservationKind kind,
        string? memberName,
        long offset,
        string text,
        ArchiveOffsetBase offsetBase = ArchiveOffsetBase.Container)
    {
        if (_observations.Count >= Limits.MaxObservations)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"more than {Limits.MaxObservations} oddities in one archive; reading on would hide the rest",
                offset,
                offsetBase);
        }

        _observations.Add(new ArchiveObservation(kind, memberName, offset, offsetBase, text));
    }

    /// <summary>Counts one header against <see cref="ArchiveLimits.MaxMembers"/>.</summary>
    public void CountHeader(long offset)
    {
        if (++_headers > Limits.MaxMembers)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit, $"more than {Limits.MaxMembers} members or headers", offset);
        }
    }

    /// <summary>Fails once the time is up.</summary>
    public void CheckTime(long offset, ArchiveOffsetBase offsetBase)
    {
        if (Stopwatch.GetElapsedTime(_start) > Limits.MaxDuration)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"reading took longer than {Limits.MaxDuration.TotalSeconds:0.###} seconds",
                offset,
                offsetBase);
        }
    }

    /// <summary>Fails for a member that says it is larger than allowed.</summary>
    public void CheckMemberSize(string name, long size, long offset)
    {
        if (size > Limits.MaxMemberBytes)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"member {NameText.Quote(name)} has {size} bytes; the limit is {Limits.MaxMemberBytes}",
                offset);
        }
    }

    /// <summary>Fails for a name or link target that is longer than allowed.</summary>
    public void CheckNameLength(long length, long offset)
    {
        if (length > Limits.MaxNameLength)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"a name of {length} bytes; the limit is {Limits.MaxNameLength}",
                offset);
        }
    }

    /// <summary>Fails once unpacked data passes the limits on its size and on its ratio to what it came from.</summary>
    public void CheckUnpacked(long unpacked, long packed, long offset)
    {
        if (unpacked > Limits.MaxTotalBytes)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"the archive unpacks to more than {Limits.MaxTotalBytes} bytes",
                offset);
        }

        if (unpacked > Limits.RatioThreshold && unpacked > (Int128)packed * Limits.MaxRatio)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"{packed} compressed bytes became {unpacked}, more than {Limits.MaxRatio} times as many",
                offset);
        }
    }
}
