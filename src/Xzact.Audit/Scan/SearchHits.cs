using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Which files a search through the contents of the tree finds: what grep -r would print the names of, done
/// in memory.</summary>
/// <param name="tree">The tree, its files with accounts.</param>
internal sealed class SearchHits(ScanTree tree)
{
    // A pattern that finds more than these names no file.
    private const int MostHits = 4;
    private const int MaxFileBytes = 8 << 20;
    private const long MaxBytes = 512L << 20;
    private const int MaxLines = 1 << 20;

    // By pattern and options: scripts repeat themselves.
    private readonly Dictionary<string, IReadOnlyList<ScanFile>> _known = new(StringComparer.Ordinal);

    /// <summary>The data files that the search finds; none if its pattern is not known, or finds many.</summary>
    /// <param name="node">A node of the kind <see cref="FlowKind.Search"/>.</param>
    public IReadOnlyList<ScanFile> Of(FlowNode node)
    {
        if (Plain(node) is not { } arguments)
        {
            return [];
        }

        string key = string.Join('\0', arguments);
        if (!_known.ContainsKey(key))
        {
            Find([node]);
        }

        return _known[key];
    }

    /// <summary>Whether a search prints lines and not the names of files.</summary>
    public static bool PrintsLines(FlowNode node) => node.Name is "grep" or "egrep" or "fgrep"
        && !node.Arguments.Any(argument => argument == "--files-with-matches" || (argument.Length > 1
            && argument[0] == '-' && argument[1] != '-' && argument.Contains('l', StringComparison.Ordinal)));

    /// <summary>The lines that the search prints; null if it finds nothing, or many files.</summary>
    /// <param name="node">A node of the kind <see cref="FlowKind.Search"/> that prints lines.</param>
    public byte[]? Lines(FlowNode node)
    {
        IReadOnlyList<ScanFile> files = Of(node);
        string[] plain = Plain(node) ?? [];
        bool hasNames = !plain.Any(a => a.Length > 1 && a[0] == '-' && a[1] != '-'
            && a.Contains('h', StringComparison.Ordinal));
        StringBuilder text = new();
        foreach (ScanFile file in files)
        {
            string found = Encoding.Latin1.GetString(TextTools.Grep(plain, file.Content.Read()) ?? []);
            foreach (string line in found.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append(hasNames ? file.Path + ":" : "").Append(line).Append('\n');
            }
        }

        return text.Length is > 0 and <= MaxLines ? Encoding.Latin1.GetBytes(text.ToString()) : null;
    }

    /// <summary>Looks for what several searches find, and reads each file once for all of them.</summary>
    public void Find(IEnumerable<FlowNode> nodes)
    {
        List<(string Key, string[] Arguments, List<ScanFile> Hits)> open =
        [
            .. nodes.Select(Plain).OfType<string[]>().Select(plain => (Key: string.Join('\0', plain), plain))
                .Where(pair => !_known.ContainsKey(pair.Key)).DistinctBy(pair => pair.Key)
                .Select(pair => (pair.Key, pair.plain, new List<ScanFile>())),
        ];
        foreach ((string key, _, List<ScanFile> hits) in open)
        {
            _known[key] = hits;
        }

        long left = MaxBytes;
        foreach (ScanFile file in tree.Files.Where(file => file.Source != StorySource.None
            && file is { Content.Length: > 0 and <= MaxFileBytes, Account: { Indicator: null } }))
        {
            left -= file.Content.Length;
            if (left < 0)
            {
                open.ForEach(search => search.Hits.Clear());
                return;
            }

            if (open.Count == 0)
            {
                return;
            }

            byte[] data = file.Content.Read();
            open.RemoveAll(search => Adds(search.Arguments, search.Hits, file, data));
        }
    }

    // Whether the search has found too many.
    private static bool Adds(string[] arguments, List<ScanFile> hits, ScanFile file, byte[] data)
    {
        if (TextTools.Grep(arguments, data) is { Length: > 0 })
        {
            hits.Add(file);
        }

        bool areMany = hits.Count > MostHits;
        if (areMany)
        {
            hits.Clear();
        }

        return areMany;
    }

    // The options that only say where to look, and what to print, taken out; null if lines or files are turned around.
    private static string[]? Plain(FlowNode node)
    {
        if (node.Name is not ("grep" or "egrep" or "fgrep"))
        {
            return null;
        }

        List<string> plain = node.Name == "egrep" ? ["-E"] : [];
        foreach (string argument in node.Arguments)
        {
            bool isOption = argument.Length > 1 && argument[0] == '-' && argument[1] != '-';
            if (isOption && argument.AsSpan(1).IndexOfAny('v', 'L', 'c') >= 0)
            {
                return null;
            }

            string kept = !isOption ? argument
                : "-" + string.Concat(argument[1..].Where(c => c is not ('l' or 'r' or 'R')));
            if (kept is not ("-" or "--recursive" or "--files-with-matches"))
            {
                plain.Add(kept);
            }
        }

        string? pattern = plain.Find(argument => argument.Length > 0 && argument[0] != '-');
        return pattern is null || pattern.Contains(WordValues.Unknown, StringComparison.Ordinal) ? null : [.. plain];
    }
}
