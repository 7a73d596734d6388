using Xzact.Audit.Content;
using Xzact.Audit.Git;

namespace Xzact.Audit.People;

/// <summary>A content that is no text.</summary>
/// <param name="Size">Size in bytes.</param>
/// <param name="Format">The format that its first bytes name; null if they name none.</param>
/// <param name="IsMedia">Whether that is a picture, a sound or a font.</param>
internal sealed record OpaqueContent(long Size, string? Format, bool IsMedia);

/// <summary>Tells which contents of a history are opaque. Each is read once.</summary>
internal sealed class OpaqueContents(GitRepository repository)
{
    private const long MaxBytes = 32 << 20;
    private const int MaxKept = 500_000;

    // Of what is called so, only the first content is read: most of a history is changes to them.
    private static readonly string[] s_textEndings =
    [
        ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".py", ".pl", ".pm", ".sh", ".rb", ".js", ".ts", ".go", ".rs",
        ".java", ".cs", ".tcl", ".lua", ".ac", ".am", ".in", ".m4", ".cmake", ".txt", ".md", ".rst", ".po", ".pot",
        ".html", ".xml", ".css", ".json", ".yml", ".yaml", ".toml", ".1", ".3", ".5", ".8", ".texi", ".def", ".y", ".l",
        ".s", ".asm", ".d", ".pxi", ".pyx", ".conf", ".sgml", ".adoc", ".mk", ".build",
    ];

    private readonly Dictionary<string, OpaqueContent?> _kept = new(StringComparer.Ordinal);

    /// <summary>Contents over the limit, which are taken for opaque without being read.</summary>
    public int TooLarge { get; private set; }

    /// <summary>Contents that the repository lacks.</summary>
    public int Missing { get; private set; }

    /// <summary>What the new content of a changed file is; null for text, and for one that is not looked at: a change
    /// to a file that is called like text.</summary>
    /// <exception cref="GitException">A content is missing or corrupt.</exception>
    public OpaqueContent? Of(GitFileChange file)
    {
        if (file.NewId is not { } blob || (file.OldId is not null && IsCalledText(file.Path)))
        {
            return null;
        }

        if (_kept.TryGetValue(blob, out OpaqueContent? known))
        {
            return known;
        }

        if (_kept.Count == MaxKept)
        {
            _kept.Clear();
        }

        OpaqueContent? content = Read(blob);
        _kept.Add(blob, content);
        return content;
    }

    private OpaqueContent? Read(string blob)
    {
        byte[] bytes;
        try
        {
            bytes = repository.ReadBlob(blob, MaxBytes);
        }
        catch (GitException e) when (e.Failure == GitFailure.OverLimit)
        {
            TooLarge++;
            return new(MaxBytes, null, IsMedia: false);
        }
        catch (GitException e) when (e.Failure == GitFailure.MissingObject)
        {
            Missing++;
            return null;
        }

        // A stray control character makes no text opaque: scripts of configure have some.
        if (ContentClassifier.Classify(bytes) != ContentClass.Opaque || ContentClassifier.IsTextWithControls(bytes))
        {
            return null;
        }

        FormatReader? format = FormatCatalog.Find(bytes);
        return new(bytes.LongLength, format?.Name, format?.Class == ContentClass.Media);
    }

    private static bool IsCalledText(string path)
    {
        int dot = path.LastIndexOf('.');
        return dot >= 0 && s_textEndings.Contains(path[dot..].ToLowerInvariant());
    }
}
