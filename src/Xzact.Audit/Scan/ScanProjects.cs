using System.Buffers;
using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>Divides a tree into builds that have nothing to do with one another, as projects that lie side by side in
/// one folder. A name in a script of one then means no file of another, and work grows with their number and not with
/// its square.</summary>
/// <remarks>A folder inside a project never is a build of its own: whoever hides something could make one. Projects
/// whose scripts name another one by a path that leaves their folder are one build with it.</remarks>
internal static class ScanProjects
{
    private static readonly HashSet<string> s_roots = new(StringComparer.Ordinal)
    {
        "configure", "configure.ac", "configure.in", "CMakeLists.txt", "meson.build", "Makefile", "GNUmakefile",
        "makefile", "Makefile.am", "setup.py", "pyproject.toml", "package.json", "Cargo.toml",
    };

    // What is published has one of these beside its build.
    private static readonly string[] s_documents =
        ["README", "COPYING", "LICENSE", "LICENCE", "NEWS", "AUTHORS", "ChangeLog"];

    /// <summary>The builds, in the order of their paths; the tree itself if it is one. Files that belong to none are
    /// the last.</summary>
    /// <param name="tree">The tree, each of its files looked at once.</param>
    public static IReadOnlyList<ScanTree> Of(ScanTree tree)
    {
        List<string> roots = [];
        if (!Divide(Folder.Of(tree.Files), roots) || roots.Count < 2)
        {
            return [tree];
        }

        int[] owner = Owners(tree, roots);
        int[] joined = Joined(tree, roots, owner);
        return [.. Enumerable.Range(0, tree.Files.Count).GroupBy(i => joined[owner[i]]).OrderBy(group => group.Key)
            .Select(group => new ScanTree(
                [.. group.Select(i => tree.Files[i])],
                group.Key < roots.Count && joined.Count(one => one == group.Key) == 1 ? roots[group.Key] : ""))];
    }

    // Whether every script lies in a project.
    private static bool Divide(Folder folder, List<string> roots)
    {
        if (folder.HasDocument && (folder.HasRoot || folder.Folders.Values.Any(inner => inner.HasRoot)))
        {
            roots.Add(folder.Path);
            return true;
        }

        return !folder.HasScript && folder.Folders.Values.All(inner => Divide(inner, roots));
    }

    // For each file the number of its project; that behind the last if it is in none.
    private static int[] Owners(ScanTree tree, List<string> roots)
    {
        Dictionary<string, int> numbers = roots.Select((root, i) => (root, i))
            .ToDictionary(pair => pair.root, pair => pair.i, StringComparer.Ordinal);
        int[] owners = new int[tree.Files.Count];
        for (int i = 0; i < owners.Length; i++)
        {
            owners[i] = roots.Count;
            string path = tree.Files[i].Path;
            for (int slash = path.IndexOf('/'); slash >= 0 && owners[i] == roots.Count;
                slash = path.IndexOf('/', slash + 1))
            {
                owners[i] = numbers.GetValueOrDefault(path[..(slash + 1)], roots.Count);
            }
        }

        return owners;
    }

    // For each project the first of those that it is one build with.
    private static int[] Joined(ScanTree tree, List<string> roots, int[] owner)
    {
        int[] joined = [.. Enumerable.Range(0, roots.Count + 1)];
        ILookup<string, int> outside = roots.Select((root, i) => ($"../{Last(root)}", i))
            .Concat(Enumerable.Range(0, tree.Files.Count).Where(i => owner[i] == roots.Count)
                .SelectMany(i => tree.Files[i].Path.Split('/').Select(part => $"../{part}")).Distinct()
                .Select(name => (name, roots.Count)))
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        SearchValues<string> names = SearchValues.Create(
            [.. outside.Select(one => one.Key)], StringComparison.Ordinal);
        for (int i = 0; i < owner.Length; i++)
        {
            if (tree.Files[i].Language == ScriptLanguage.None)
            {
                continue;
            }

            string text = Encoding.Latin1.GetString(tree.Files[i].Content.Read());
            for (int at = text.AsSpan().IndexOfAny(names); at >= 0;)
            {
                int end = text.AsSpan(at + 3).IndexOfAnyExcept(s_named);
                string name = end < 0 ? text[at..] : text[at..(at + 3 + end)];
                foreach (int other in outside[name].Where(other => other != owner[i]))
                {
                    Join(joined, owner[i], other);
                }

                int next = text.AsSpan(at + 3).IndexOfAny(names);
                at = next < 0 ? -1 : at + 3 + next;
            }
        }

        return joined;
    }

    private static readonly SearchValues<char> s_named =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+~@");

    private static void Join(int[] joined, int one, int other)
    {
        (int first, int second) = (Math.Min(joined[one], joined[other]), Math.Max(joined[one], joined[other]));
        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = joined[i] == second ? first : joined[i];
        }
    }

    private static string Last(string root) => CommandTable.NameOf(root.TrimEnd('/'));

    private sealed class Folder(string path)
    {
        public string Path => path;

        public bool HasScript { get; private set; }

        public bool HasRoot { get; private set; }

        public bool HasDocument { get; private set; }

        public SortedDictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

        public static Folder Of(IEnumerable<ScanFile> files)
        {
            Folder top = new("");
            foreach (ScanFile file in files)
            {
                Folder folder = top;
                string[] parts = file.Path.Split('/');
                foreach (string part in parts[..^1])
                {
                    if (!folder.Folders.TryGetValue(part, out Folder? inner))
                    {
                        folder.Folders[part] = inner = new($"{folder.Path}{part}/");
                    }

                    folder = inner;
                }

                folder.HasScript |= file.Language != ScriptLanguage.None;
                folder.HasRoot |= s_roots.Contains(parts[^1]);
                folder.HasDocument |= Array.Exists(s_documents,
                    name => parts[^1].StartsWith(name, StringComparison.OrdinalIgnoreCase));
            }

            return top;
        }
    }
}
