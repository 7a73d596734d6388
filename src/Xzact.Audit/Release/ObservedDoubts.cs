using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>Sorts what a reader observes while it moves from member to member: doubts about the member that it has
/// come to, and doubts about the container.</summary>
internal sealed class ObservedDoubts(ArchiveReader reader)
{
    private const int Read = 4;

    private readonly List<ArchiveDoubt> _ofContainer = [];
    private ArchiveDoubt? _ofAllAfter;
    private int _seen;

    /// <summary>Gives a member the doubts that were observed since the member before it.</summary>
    public void AddTo(ArchivedFile file)
    {
        foreach (ArchiveObservation observation in Fresh())
        {
            if (ContainerDoubts.Of(observation, reader.Format) is not { } doubt)
            {
                continue;
            }

            if (ContainerDoubts.IsOfContainer(doubt.Kind))
            {
                _ofContainer.Add(doubt);
                continue;
            }

            if (observation.Kind == ArchiveObservationKind.GlobalOverride)
            {
                // A global header holds for every member behind it.
                _ofAllAfter = doubt;
                continue;
            }

            file.Doubts.Add(doubt);
        }

        if (_ofAllAfter is not null)
        {
            file.Doubts.Add(_ofAllAfter);
        }

        if (file.Type == ArchiveMemberType.File && IsOdd(file.Mode))
        {
            string mode = Convert.ToString(file.Mode, 8);
            file.Doubts.Add(new(
                ArchiveDoubtKind.OddMode,
                new($"the mode {mode} lets others do what the owner may not, or is sticky", file.StoredName)));
        }
    }

    /// <summary>All doubts about the container; call it at the end.</summary>
    public IReadOnlyList<ArchiveDoubt> OfContainer()
    {
        _ofContainer.AddRange(
            Fresh().Select(o => ContainerDoubts.Of(o, reader.Format)).OfType<ArchiveDoubt>());
        return _ofContainer;
    }

    private IEnumerable<ArchiveObservation> Fresh()
    {
        IReadOnlyList<ArchiveObservation> all = reader.Observations;
        for (; _seen < all.Count; _seen++)
        {
            yield return all[_seen];
        }
    }

    // Every umask takes from group and others; none gives them what the owner lacks. A file the owner cannot read, or
    // a sticky one, comes from no build tool.
    private static bool IsOdd(int mode)
    {
        int owner = (mode >> 6) & 7;
        int others = ((mode >> 3) | mode) & 7;
        bool sticky = (mode & 0x200) != 0;
        return sticky || (others & ~owner) != 0 || (owner & Read) == 0;
    }
}
