using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Readers;

/// <summary>The build texts of a release as readers: their commands, and which names stand in them at all.</summary>
internal sealed class ReaderTexts
{
    private static readonly SearchValues<char> s_parts =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-+");

    // The table may call its factory twice for two threads.
    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, Lazy<ReaderTexts>> s_read = [];

    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commandWords = new(StringComparer.Ordinal);
    private readonly string[] _patterns;
    private readonly ConcurrentDictionary<string, FileUse[]> _uses =
        new(StringComparer.Ordinal);
    private readonly MakeVariables _variables;
    private readonly ILookup<string, (string, FileRole, BuildCommands)> _callees;

    private ReaderTexts(IReadOnlyDictionary<string, string> texts)
    {
        _texts = texts;
        All = InOrder.Map(
            [.. texts.OrderBy(t => t.Key, StringComparer.Ordinal)], text => Read(text.Key, text.Value));
        _callees = All.Where(t => t.Commands is not null)
            .SelectMany(t => (IEnumerable<(string, (string, FileRole, BuildCommands))>)
            [
                (t.Path[(t.Path.LastIndexOf('/') + 1)..], (t.Path, t.Role, t.Commands!)),
                .. t.Commands!.Functions.Select(f => f.Name).Distinct().Select(f => (f, (t.Path, t.Role, t.Commands!))),
            ]).ToLookup(pair => pair.Item1, pair => pair.Item2);
        _variables = new(All.Where(t => t.Role == FileRole.Make).Select(t => (t.Path, t.Commands!)));
        _patterns =
        [
            .. All.SelectMany(t => t.Commands is null ? [] : t.Commands.Patterns
                .Concat(t.Commands.Rules.SelectMany(r => r.Needs).Where(FileMention.IsPatternOfMake))).Distinct(),
        ];
        foreach (string text in texts.Values.Concat(All.SelectMany(t => t.Commands?.Pasted ?? [])))
        {
            AddWords(text, _words);
        }

        foreach ((_, string text, _, BuildCommands? commands) in All)
        {
            IEnumerable<string> words = commands is null ? [text] : commands.Groups.SelectMany(g => g)
                .SelectMany(c => c.Words.Concat(c.Reads).Concat(c.Writes))
                .Concat(commands.Rules.SelectMany(rule => rule.Needs.Concat(rule.Targets)));
            foreach (string word in words.Distinct(StringComparer.Ordinal))
            {
                AddWords(word, _commandWords);
            }
        }
    }

    /// <summary>The texts in the order of their paths; CMake's and Meson's have no commands here.</summary>
    public IReadOnlyList<(string Path, string Text, FileRole Role, BuildCommands? Commands)> All { get; }

    /// <summary>The scripts of a name, and those that have a function of it.</summary>
    public IEnumerable<(string Path, FileRole Role, BuildCommands Commands)> Callees(string name) => _callees[name];

    /// <summary>Those of a release; read once for each dictionary, which must not change.</summary>
    public static ReaderTexts Of(IReadOnlyDictionary<string, string> texts) =>
        s_read.GetValue(texts, t => new(() => new ReaderTexts(t))).Value;

    /// <summary>How words of these texts mean the file.</summary>
    public FileMention MentionOf(string path) => new(path, _variables) { IsText = _callees.Contains };

    /// <summary>What is said of a file, found once for all files that these texts mean by the same words: by
    /// variables and patterns alone, not by their names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mention">How words mean it.</param>
    /// <param name="find">Finds what is said.</param>
    public IEnumerable<FileUse> Uses(
        string path, FileMention mention, Func<IEnumerable<FileUse>> find)
    {
        // A text is no reader of itself.
        bool isByItself =
            !IsPlain(mention.Name) || _commandWords.Contains(mention.Name) || _texts.ContainsKey(path);
        return isByItself ? find() : _uses.GetOrAdd(mention.KeyAmong(_patterns), _ => [.. find()]);
    }

    /// <summary>Whether the name stands in one of the texts as a word; true if that is not known.</summary>
    public bool HasName(string name) => !IsPlain(name) || _words.Contains(name);

    private static (string Path, string Text, FileRole Role, BuildCommands? Commands) Read(string path, string text)
    {
        FileRole role = FileRoles.Of(path, executable: false, default);
        return (path, text, role,
            role is FileRole.CMake or FileRole.Meson ? null : BuildCommands.Of(text, path, role));
    }

    // A point at the end is one of a sentence.
    private static void AddWords(string text, HashSet<string> words)
    {
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup =
            words.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAny(s_parts) is >= 0 and int start)
        {
            rest = rest[start..];
            int length = rest.IndexOfAnyExcept(s_parts) is >= 0 and int end ? end : rest.Length;
            lookup.Add(rest[..length]);
            if (rest[length - 1] == '.')
            {
                lookup.Add(rest[..length].TrimEnd('.'));
            }

            rest = rest[length..];
        }
    }

    private static bool IsPlain(string name) => !name.AsSpan().ContainsAnyExcept(s_parts);
}
