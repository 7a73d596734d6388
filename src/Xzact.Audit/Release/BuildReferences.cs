using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>
/// Who refers to which file of a release: a first, text-based answer to "can the build reach it". It follows names in
/// build text from the files that tools read by convention, aclocal's folders, and macros that are expanded. It knows
/// no variables and no wildcards, so "no reference" means "not shown", never "cannot".
/// </summary>
internal sealed class BuildReferences
{
    // A reader wants the first few; a base name that many files share says nothing about one of them.
    private const int MaxShown = 4;
    private const int MaxSameName = 8;

    // What continued lines make one command of, in characters.
    private const int MaxCommand = 8192;

    // How build text takes a file in, and goes on without it: -include, m4_sinclude, if exist, test -f, [ -f.
    private static readonly string[] s_optional = ["include", "exist", "test -", "[ -", "EXISTS", "||", "find_package"];

    // What make and automake make of what, by rules that no makefile has to have (GNU make, 10.2).
    private static readonly (string[] Named, string[] Made)[] s_made =
    [
        ([".o", ".lo", ".obj"], [".c", ".cc", ".cpp", ".cxx", ".C", ".s", ".S"]),
        ([".y", ".l"], [".c", ".h"]),
        ([".yy", ".ll", ".ypp", ".lpp"], [".cc", ".cpp", ".hh", ".hpp"]),
    ];

    private readonly Dictionary<string, string> _texts;
    private readonly HashSet<string> _paths;
    private readonly ILookup<string, string> _byName;
    private readonly ILookup<string, string> _buildFilesByFolder;
    private readonly Dictionary<string, List<BuildReference>> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileRole> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    private readonly Queue<string> _toRead = new();
    private readonly HashSet<(string Ending, string Folder)> _foldersSeen = [];
    private readonly HashSet<string> _unclear;
    private readonly HashSet<string> _missing;
    private readonly HashSet<string> _missingNames;
    private readonly SortedDictionary<string, Evidence> _absent = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Evidence> _namedAbsent = new(StringComparer.Ordinal);

    private BuildReferences(
        IReadOnlyCollection<string> paths, Dictionary<string, string> texts, IEnumerable<string> missing)
    {
        _texts = texts;
        _unclear = [.. paths.Where(p => NamedUse.CanBe(FileRoles.Of(p, executable: false, default))).Select(NameOf)];
        _missing = [.. missing];
        _missingNames = [.. _missing.Select(NameOf)];
        _paths = paths.ToHashSet(StringComparer.Ordinal);
        _byName = paths.ToLookup(NameOf, StringComparer.Ordinal);
        _buildFilesByFolder = paths.Where(p => BuildConventions.InFolder.Contains(NameOf(p)))
            .ToLookup(FolderOf, StringComparer.Ordinal);
    }

    /// <summary>Follows the references among the files of an archive.</summary>
    /// <param name="paths">Every path of the archive.</param>
    /// <param name="texts">The build text among them, by path.</param>
    /// <param name="missing">Paths that the archive does not have; who names them?</param>
    public static BuildReferences Follow(
        IReadOnlyCollection<string> paths, Dictionary<string, string> texts, params IEnumerable<string> missing)
    {
        BuildReferences references = new(paths, texts, missing);
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            if (BuildConventions.ReaderOf(path) is string convention)
            {
                references.Reach(path, new(BuildReferenceKind.Convention, null, 0, convention));
            }
        }

        references.Run();
        references.AddMacroUses();
        references.Run();
        return references;
    }

    /// <summary>Whether a reference was seen by which the build reads or runs the file.</summary>
    public bool IsReached(string path) => _reached.Contains(path);

    /// <summary>What the first line that says so takes a file for; null if none does.</summary>
    public FileRole? UseOf(string path) => _uses.TryGetValue(path, out FileRole role) ? role : null;

    /// <summary>The missing paths that build text would take in if they were there, each with the first line that
    /// says so.</summary>
    public IEnumerable<(string Path, Evidence Evidence)> Absent => _absent.Select(a => (a.Key, a.Value));

    /// <summary>The missing paths that build text names, whether it would do without them or not.</summary>
    public IEnumerable<(string Path, Evidence Evidence)> NamedAbsent => _namedAbsent.Select(a => (a.Key, a.Value));

    /// <summary>The references to a file, as evidence; at most a handful.</summary>
    public IReadOnlyList<Evidence> EvidenceFor(string path) =>
    [
        .. _references.GetValueOrDefault(path, []).OrderBy(r => r.Kind).Select(r => r.Kind switch
        {
            BuildReferenceKind.Convention => new Evidence(r.Text, path),
            BuildReferenceKind.MacroFolder =>
                new Evidence("macros and modules are searched in its folder", r.From, r.Line, Excerpt: r.Text),
            BuildReferenceKind.MacroUse =>
                new Evidence("a macro that it defines is used", r.From, r.Line, Excerpt: r.Text),
            BuildReferenceKind.DistributionList =>
                new Evidence("listed for distribution", r.From, r.Line, Excerpt: r.Text),
            _ => new Evidence("named by build text", r.From, r.Line, Excerpt: r.Text),
        }).Distinct().Take(MaxShown),
    ];

    private void Run()
    {
        while (_toRead.TryDequeue(out string? path))
        {
            Scan(path, _texts[path]);
        }
    }

    private void Scan(string path, string text)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string folder = FolderOf(path);
        byte[] head = Encoding.Latin1.GetBytes(text[..Math.Min(text.Length, 2)]);
        FileRole role = FileRoles.Of(path, executable: false, head);
        bool distribution = false;
        bool continued = false;
        bool isCommand = false;
        string command = "";
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = BuildTextLine.WithoutRemarks(line.Trim());
            if (IsComment(trimmed))
            {
                continue;
            }

            distribution = (continued && distribution) || IsDistributionList(path, trimmed);
            isCommand = continued ? isCommand
                : role is FileRole.Script or FileRole.ConfigureScript
                    || (role == FileRole.Make && line.StartsWith('\t'));
            command = continued && command.Length < MaxCommand ? $"{command[..^1]} {trimmed}" : trimmed;
            continued = trimmed.EndsWith('\\');
            int start = command.Length - trimmed.Length;
            HashSet<string> asked = new(StringComparer.Ordinal);
            AddFolders(path, number, trimmed);
            foreach (string word in Words(trimmed))
            {
                if (!distribution && _missingNames.Count > 0)
                {
                    NoteAbsent(folder, word, role, new(BuildReferenceKind.Named, path, number, trimmed));
                }

                bool isFirst = seen.Add(distribution ? "d:" + word : word);
                if (!isFirst && (distribution || !_unclear.Contains(NameOf(word))))
                {
                    continue;
                }

                BuildReferenceKind kind = distribution ? BuildReferenceKind.DistributionList : BuildReferenceKind.Named;
                BuildReference reference = new(kind, path, number, trimmed);
                FileRole? use = distribution || !asked.Add(word) ? null
                    : NamedUse.Of(command, start, word, role, isCommand);
                foreach (string target in Resolve(folder, word).Where(t => t != path))
                {
                    Note(target, use);
                    if (isFirst)
                    {
                        Reach(target, reference);
                    }
                }
            }
        }
    }

    private void Note(string path, FileRole? use)
    {
        if (use is FileRole role && _unclear.Contains(NameOf(path)))
        {
            _uses.TryAdd(path, role);
        }
    }

    private void NoteAbsent(string folder, string word, FileRole role, BuildReference reference)
    {
        // include(X) and find_package(X) of CMake read X.cmake and FindX.cmake, wherever modules are searched.
        IEnumerable<string> modules = role != FileRole.CMake || word.Contains('/', StringComparison.Ordinal) ? []
            : _missing.Where(path => NameOf(path) is var name
                && (name == word + ".cmake" || name == $"Find{word}.cmake"));
        bool isNamed = _missingNames.Contains(NameOf(word));
        string clean = word.TrimStart('/');
        foreach (string path in modules.Concat(isNamed ? [folder + clean, clean] : []).Where(_missing.Contains))
        {
            _namedAbsent.TryAdd(path, new(
                "named by build text, and not there", reference.From, reference.Line, Excerpt: reference.Text));

            // Source text is searched in several folders.
            string? other = FileRoles.Of(path, executable: false, default) == FileRole.Source
                ? _byName[NameOf(path)].Order(StringComparer.Ordinal).FirstOrDefault() : null;
            if (other is not null
                || Array.Exists(s_optional, o => reference.Text.Contains(o, StringComparison.Ordinal)))
            {
                _absent.TryAdd(path, new(
                    "named by build text, and not there" + (other is null ? "" : $"; {other} has its name"),
                    reference.From, reference.Line, Excerpt: reference.Text));
            }
        }
    }

    private void Reach(string path, BuildReference reference)
    {
        if (!_references.TryGetValue(path, out List<BuildReference>? known))
        {
            _references.Add(path, known = []);
        }

        if (known.Count < MaxShown * 2)
        {
            known.Add(reference);
        }

        if (reference.Kind != BuildReferenceKind.DistributionList && _reached.Add(path) && _texts.ContainsKey(path))
        {
            _toRead.Enqueue(path);
        }
    }

    // AC_CONFIG_MACRO_DIR([m4]), AC_CONFIG_MACRO_DIRS([m4 lib/m4]), ACLOCAL_AMFLAGS = -I m4, aclocal -I m4;
    // AC_CONFIG_AUX_DIR([build-aux]); for CMake, list(APPEND CMAKE_MODULE_PATH "${PROJECT_SOURCE_DIR}/cmake"); for
    // Perl, perl -I$(srcdir)/tools and PERL5LIB.
    private void AddFolders(string path, int number, string line)
    {
        bool names = line.Contains("AC_CONFIG_MACRO_DIR", StringComparison.Ordinal);
        bool flags = line.Contains("ACLOCAL", StringComparison.OrdinalIgnoreCase)
            && line.Contains("-I", StringComparison.Ordinal);
        bool auxiliary = line.Contains("AC_CONFIG_AUX_DIR", StringComparison.Ordinal);
        bool modules = line.Contains("CMAKE_MODULE_PATH", StringComparison.Ordinal);
        bool perl = line.Contains("PERL5LIB", StringComparison.Ordinal)
            || (line.Contains("perl", StringComparison.OrdinalIgnoreCase)
                && line.Contains("-I", StringComparison.Ordinal));
        if (!names && !flags && !auxiliary && !modules && !perl)
        {
            return;
        }

        string ending = auxiliary ? "" : modules ? ".cmake" : perl ? ".pm" : ".m4";
        foreach (string word in Words(line.Replace("-I", "-I ", StringComparison.Ordinal)))
        {
            string inside = word.Trim('/') + "/";
            if (!_foldersSeen.Add((ending, inside)))
            {
                continue;
            }

            foreach (string target in _paths.Where(p => p.StartsWith(inside, StringComparison.Ordinal)))
            {
                bool macro = !auxiliary && (perl || FolderOf(target) == inside)
                    && target.EndsWith(ending, StringComparison.Ordinal);
                bool helper = auxiliary && BuildConventions.Auxiliary.Contains(NameOf(target));
                if (macro || helper)
                {
                    BuildReferenceKind kind = macro ? BuildReferenceKind.MacroFolder : BuildReferenceKind.Named;
                    Reach(target, new(kind, path, number, line));
                }
            }
        }
    }

    // Evidence that says more than "its folder is searched": who expands a macro that the file defines.
    private void AddMacroUses()
    {
        Dictionary<string, string> definedIn = new(StringComparer.Ordinal);
        foreach ((string path, string text) in _texts.Where(t => t.Key.EndsWith(".m4", StringComparison.Ordinal)))
        {
            foreach (string name in DefinedMacros(text))
            {
                definedIn.TryAdd(name, path);
            }
        }

        string[] readers =
        [
            .. _texts.Keys.Where(p => _reached.Contains(p)
                && (p.EndsWith(".m4", StringComparison.Ordinal) || NameOf(p) is "configure.ac" or "configure.in"))
                .Order(StringComparer.Ordinal),
        ];
        foreach (string reader in readers)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            int number = 0;
            foreach (string line in _texts[reader].Split('\n').Select(l => l.Trim()))
            {
                number++;
                foreach (string word in IsComment(line) || line.Contains("_DEFUN", StringComparison.Ordinal) ? []
                    : Words(line))
                {
                    if (definedIn.TryGetValue(word, out string? target) && target != reader && seen.Add(word))
                    {
                        Reach(target, new(BuildReferenceKind.MacroUse, reader, number, line));
                    }
                }
            }
        }
    }

    private static IEnumerable<string> DefinedMacros(string text)
    {
        foreach (string definer in (string[])["AC_DEFUN", "AU_DEFUN", "m4_define", "define", "AU_ALIAS"])
        {
            for (int at = text.IndexOf(definer, StringComparison.Ordinal); at >= 0;
                at = text.IndexOf(definer, at + definer.Length, StringComparison.Ordinal))
            {
                int open = text.AsSpan(at, Math.Min(definer.Length + 8, text.Length - at)).IndexOf('(');
                if (open > 0)
                {
                    ReadOnlySpan<char> rest = text.AsSpan(at + open + 1).TrimStart(" [\t\r\n");
                    int end = 0;
                    while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] == '_'))
                    {
                        end++;
                    }

                    // Names of macros have an underscore; a shorter word would match prose.
                    if (rest[..end].Contains('_'))
                    {
                        yield return rest[..end].ToString();
                    }
                }
            }
        }
    }

    private IEnumerable<string> Resolve(string folder, string word)
    {
        string clean = word.TrimStart('/');
        while (clean.StartsWith("./", StringComparison.Ordinal) || clean.StartsWith("../", StringComparison.Ordinal))
        {
            clean = clean[(clean.IndexOf('/', StringComparison.Ordinal) + 1)..];
        }

        clean = clean.TrimEnd('/', '.');
        if (clean.Length == 0)
        {
            yield break;
        }

        bool exact = false;
        foreach (string candidate in (string[])[folder + clean, clean])
        {
            foreach (string suffix in (string[])["", ".in", ".am", ".ac"])
            {
                if (_paths.Contains(candidate + suffix))
                {
                    exact = true;
                    yield return candidate + suffix;
                }
            }

            foreach (string inFolder in _buildFilesByFolder[candidate + "/"])
            {
                yield return inFolder;
            }

            foreach (string made in MadeOf(candidate).Where(_paths.Contains))
            {
                yield return made;
            }
        }

        // A variable may have stood for the folder: fall back to the name, if it is one of a file.
        string name = NameOf(clean);
        if (!exact && name.Contains('.', StringComparison.Ordinal)
            && _byName[name].Take(MaxSameName + 1).Count() <= MaxSameName)
        {
            foreach (string candidate in _byName[name].Where(p => p.EndsWith("/" + clean, StringComparison.Ordinal)))
            {
                yield return candidate;
            }
        }
    }

    // parse.c for parse.o, and for parse.y.
    private static IEnumerable<string> MadeOf(string path)
    {
        int dot = path.LastIndexOf('.');
        string ending = dot < 0 ? "" : path[dot..];
        return ending.Length == 0 ? []
            : s_made.Where(rule => rule.Named.Contains(ending)).SelectMany(rule => rule.Made)
                .Select(e => path[..dot] + e);
    }

    private static IEnumerable<string> Words(string line)
    {
        const int OptionLength = 2;
        int start = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            bool part = i < line.Length
                && (char.IsAsciiLetterOrDigit(line[i]) || line[i] is '_' or '.' or '/' or '-' or '+'
                    || line[i] > '\x7F');
            if (part && start < 0)
            {
                start = i;
            }
            else if (!part && start >= 0)
            {
                yield return line[start..i];
                if (i - start > OptionLength && line[start] == '-' && line[start + 1] is 'f' or 'T' or 'S'
                    && line[start + OptionLength] != '-')
                {
                    yield return line[(start + OptionLength)..i]; // sed -fx, ld -Tx
                }

                start = -1;
            }
        }
    }

    private static bool IsComment(string line) =>
        (line.StartsWith('#') && !line.StartsWith("#!", StringComparison.Ordinal))
        || line.StartsWith("dnl ", StringComparison.Ordinal) || line == "dnl";

    private static bool IsDistributionList(string path, string line)
    {
        // What a package carries beside its programs; %( runs a command.
        if (path.EndsWith(".spec", StringComparison.Ordinal)
            && (line.StartsWith("%doc ", StringComparison.Ordinal)
                || line.StartsWith("%license ", StringComparison.Ordinal)))
        {
            return !line.Contains("%(", StringComparison.Ordinal);
        }

        int equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && (line.StartsWith("EXTRA_DIST", StringComparison.Ordinal)
            || line.StartsWith("DISTFILES", StringComparison.Ordinal)
            || line.StartsWith("am__DIST_COMMON", StringComparison.Ordinal));
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    // With its slash; empty at the root.
    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}
