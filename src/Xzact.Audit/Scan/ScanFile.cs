using System.Security.Cryptography;
using Xzact.Audit.Case;
using Xzact.Audit.Content;
using Xzact.Audit.Release;

namespace Xzact.Audit.Scan;

/// <summary>A file of the tree that is scanned.</summary>
internal sealed class ScanFile(ContentFile content, bool isExecutable)
{
    private const int HeadSize = 512;

    private static readonly HashSet<string> s_testFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "test", "tests", "testing", "testdata", "test-data", "test_data", "testsuite", "fixtures", "fixture", "corpus",
        "corpora", "t", "samples", "regress", "regression", "fuzz", "fuzzing", "examples", "vectors",
    };

    public ContentFile Content { get; } = content;

    public string Path => Content.Path;

    public bool IsExecutable { get; } = isExecutable;

    /// <summary>What it is for, by its path and first bytes.</summary>
    public FileRole Role { get; private set; }

    /// <summary>Whether a folder of its path is one for tests.</summary>
    public bool IsInTests { get; } = content.Path.Split('/').SkipLast(1).Any(s_testFolders.Contains);

    /// <summary>The account of its content; null before it was made.</summary>
    public ContentAccount? Account { get; set; }

    /// <summary>Whether its data would be an unexpected source of code, and which.</summary>
    public StorySource Source => Account switch
    {
        null => StorySource.None,
        { Class: ContentClass.Empty } => StorySource.None,
        { IsText: false, Format: not ContentClassifier.TextWithControls } => StorySource.OpaqueFile,
        _ when Role.IsBuildText() || Account.Class == ContentClass.Script => StorySource.None,
        { Parts.Count: > 0 } => StorySource.OpaqueFile,
        _ when Role is FileRole.Source => StorySource.None,
        _ when Role == FileRole.Documentation && !IsInTests => StorySource.Document,
        _ when IsInTests => StorySource.TestText,
        _ => StorySource.TextData,
    };

    /// <summary>What it is written in, if it is a build script.</summary>
    public ScriptLanguage Language { get; private set; }

    /// <summary>Reads it once for its digest, its role and its language.</summary>
    /// <param name="maxScript">A larger file is a script only if its name says so.</param>
    /// <param name="buffer">Lent for reading.</param>
    public void Look(int maxScript, ref byte[] buffer)
    {
        ReadOnlySpan<byte> bytes = Content.ReadInto(ref buffer).Span;
        Content.Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (bytes.Length > 0 && (bytes.Length <= maxScript || ScriptLanguages.ByName(Path) != ScriptLanguage.None))
        {
            SetRole(bytes);
            Language = ScriptLanguages.Of(Path, IsExecutable, bytes);
        }
    }

    /// <summary>Looks at the first bytes.</summary>
    public void SetRole(ReadOnlySpan<byte> bytes) =>
        Role = FileRoles.Of(Path, IsExecutable, bytes[..Math.Min(HeadSize, bytes.Length)]);
}
