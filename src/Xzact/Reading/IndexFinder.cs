using Xzact.Format;

namespace Xzact.Reading;

/// <summary>An intact Index that was found by the Stream Footer behind it.</summary>
/// <param name="Footer">Offset of the footer.</param>
/// <param name="Start">Where its Stream begins if no byte of it is missing or was added; may be negative.</param>
/// <param name="Check">The check of the Stream.</param>
/// <param name="HasHeader">Whether an intact Stream Header is at <paramref name="Start"/>.</param>
internal readonly record struct FoundIndex(long Footer, long Start, CheckId Check, bool HasHeader)
{
    /// <summary>Where the Stream ends.</summary>
    public long End => Footer + StreamFormat.FooterSize;
}

/// <summary>
/// Finds the Indexes that lie ahead in a damaged file. Whatever number of Streams asks, the file is searched for them
/// once.
/// </summary>
/// <param name="source">The damaged file.</param>
/// <param name="memoryLimit">Most bytes for the Blocks of an Index; zero for any.</param>
/// <param name="budget">What searching costs is taken from it.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class IndexFinder(
    Stream source, long memoryLimit, SalvageBudget budget, CancellationToken cancellation)
{
    /// <summary>
    /// So many are looked at for that of one Stream: those of other .xz files that were stored in it come before it.
    /// </summary>
    private const int MaxAhead = 16;

    private readonly List<FoundIndex> _ahead = [];
    private readonly StructureFinder _footers = new(source.Length);
    private readonly StructureFinder _headers = new(source.Length);
    private long _searched;

    /// <summary>The next Indexes whose footers begin from here on, as long as the budget lasts.</summary>
    /// <param name="position">Never before the one of an earlier call.</param>
    public IEnumerable<FoundIndex> From(long position)
    {
        _ahead.RemoveAll(found => found.Footer < position);
        _searched = Math.Max(_searched, position);
        for (int i = 0; i < MaxAhead; i++)
        {
            while (i == _ahead.Count)
            {
                if (budget.IsExhausted || !Search())
                {
                    yield break;
                }
            }

            yield return _ahead[i];
        }
    }

    /// <summary>Reads the Index of a Stream that would end here; null if there is none that is intact.</summary>
    public XzIndex? Read(long end)
    {
        FileIndexReader reader = FileIndexReader.OfStream(end, memoryLimit);
        reader.Run(source, cancellation);
        budget.Spend(reader.Requested);
        return reader.Index;
    }

    /// <summary>Goes on to the next Stream Footer; false if there is none.</summary>
    private bool Search()
    {
        if (Find(_footers, Structures.StreamFooter, _searched, source.Length) is not { } footer)
        {
            _searched = source.Length;
            return false;
        }

        _searched = footer.Offset + 1;
        if (Read(footer.End) is { } index)
        {
            XzIndexStream stream = index.Streams[0];
            long start = stream.CompressedOffset;
            bool hasHeader = start >= 0 && Find(_headers, Structures.StreamHeader, start, start + 1) is not null;
            _ahead.Add(new FoundIndex(footer.Offset, start, stream.Check, hasHeader));
        }

        return true;
    }

    private Structure? Find(StructureFinder finder, Structures kind, long from, long end)
    {
        long before = finder.Requested;
        finder.Find(kind, from, end);
        finder.Run(source, cancellation);
        budget.Spend(finder.Requested - before);
        return finder.Found;
    }
}
