using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Contents;

/// <summary>Looks into the files of a folder for copies of libraries.</summary>
/// <param name="root">The folder.</param>
/// <param name="maxFileBytes">The largest file that is looked into, in bytes.</param>
internal sealed class FolderContents(FolderRoot root, long maxFileBytes)
{
    private readonly List<Omission> _unread = [];
    private byte[] _buffer = new byte[1 << 20];

    /// <summary>Files that could not be looked into.</summary>
    public IReadOnlyList<Omission> Unread => _unread;

    /// <summary>How many files there were, of which only executables, libraries and archives of objects are read
    /// whole.</summary>
    public int Files { get; private set; }

    /// <summary>The copies, in the order of the files.</summary>
    public IReadOnlyList<LibraryCopy> Find(IProgress<string>? progress, CancellationToken cancellation)
    {
        List<LibraryCopy> copies = [];
        foreach (RootFile file in root.Files((folder, why) => _unread.Add(new($"folder {folder}", why))))
        {
            cancellation.ThrowIfCancellationRequested();
            Files++;
            progress?.Report($"{Files:N0} files, {file.Path}");
            try
            {
                if (LibraryFinder.IsCandidate(root.Head(file, LibraryFinder.HeadLength)))
                {
                    // One buffer serves all files; the largest are hundreds of megabytes.
                    int length = root.Read(file.Path, maxFileBytes, ref _buffer);
                    if (LibraryFinder.Find(file.Path, _buffer.AsMemory(0, length)) is { } copy)
                    {
                        copies.Add(copy);
                    }
                }
            }
            catch (InventoryException e)
            {
                _unread.Add(new($"file {e.Path}", e.Message));
            }
        }

        return copies;
    }
}
