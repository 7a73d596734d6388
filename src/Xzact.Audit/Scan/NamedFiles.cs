using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Which files of a tree stand by name in its tests. What a test finds by a pattern, or puts together, is not
/// seen.</summary>
internal sealed class NamedFiles
{
    private const int MaxTextBytes = 8 << 20;

    // A name that is shorter, or a common word, stands in texts that do not mean the file.
    private const int MinName = 4;

    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    /// <summary>Reads the tests of a tree.</summary>
    /// <param name="tree">The tree, its files with accounts.</param>
    /// <param name="files">The files that are looked for.</param>
    /// <param name="except">The path of a list of these files that is no test; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    public NamedFiles(
        ScanTree tree, IEnumerable<ScanFile> files, string? except, CancellationToken cancellation)
    {
        HashSet<string> names =
            [.. files.Select(file => CommandTable.NameOf(file.Path)).Where(name => name.Length >= MinName)];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words = names.GetAlternateLookup<ReadOnlySpan<char>>();
        string[] odd = [.. names.Where(name => !name.All(IsNamed))];
        foreach (ScanFile test in tree.Files.Where(file => IsTest(file) && file.Path != except))
        {
            cancellation.ThrowIfCancellationRequested();
            string text = Encoding.UTF8.GetString(test.Content.Read());
            foreach (Range range in Words(text))
            {
                // "name.bin." at the end of a sentence is name.bin.
                ReadOnlySpan<char> word = text.AsSpan(range).TrimEnd('.');
                if (words.TryGetValue(word, out string? name))
                {
                    _byName.TryAdd(name, test.Path);
                }
            }

            foreach (string name in odd.Where(name => text.Contains(name, StringComparison.Ordinal)))
            {
                _byName.TryAdd(name, test.Path);
            }
        }
    }

    /// <summary>The first test, by path, that names the file; null if none does.</summary>
    public string? TestOf(string path) => _byName.GetValueOrDefault(CommandTable.NameOf(path));

    /// <summary>Whether a text names a file.</summary>
    public static bool Names(ScanFile text, string path)
    {
        string name = CommandTable.NameOf(path);
        if (text.Content.Length > MaxTextBytes)
        {
            return false;
        }

        string content = Encoding.UTF8.GetString(text.Content.Read());
        return name.All(IsNamed)
            ? Words(content).Any(range => content.AsSpan(range).TrimEnd('.').SequenceEqual(name))
            : content.Contains(name, StringComparison.Ordinal);
    }

    private static bool IsTest(ScanFile file) => file is
    {
        IsInTests: true, Role: not FileRole.Documentation, Content.Length: > 0 and <= MaxTextBytes,
        Account.IsText: true,
    };

    private static IEnumerable<Range> Words(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isNamed = i < text.Length && IsNamed(text[i]);
            if (isNamed && start < 0)
            {
                start = i;
            }
            else if (!isNamed && start >= 0)
            {
                yield return start..i;
                start = -1;
            }
        }
    }

    private static bool IsNamed(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '~';
}
