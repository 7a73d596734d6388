using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Binary;

/// <summary>Everything that a program loads when it is started, as ld.so(8) would find it: breadth first through
/// DT_NEEDED, in DT_RPATH, DT_RUNPATH, the folders of ld.so.conf and the default ones. Only files are read; nothing is
/// run, and neither is ldd.</summary>
/// <param name="root">The system.</param>
/// <param name="request">Bounds.</param>
/// <param name="inspector">Looks into each file.</param>
internal sealed class LibraryClosure(FolderRoot root, BinaryRequest request, BinaryInspector inspector)
{
    private const int MaxLibraries = 5_000;
    private const int MaxConfigurations = 200;
    private const long MaxConfigurationBytes = 1 << 20;

    private static readonly string[] s_default = ["lib", "usr/lib", "lib64", "usr/lib64"];

    private readonly List<(string What, string Why)> _unread = [];

    /// <summary>What was looked into, the program first.</summary>
    public List<InspectedBinary> Inspected { get; } = [];

    /// <summary>The files that were looked into, with their lengths and digests.</summary>
    public List<(string Path, long Length, string Sha256)> Files { get; } = [];

    /// <summary>What could not be looked into.</summary>
    public IReadOnlyList<(string What, string Why)> Unread => _unread;

    private sealed record Open(
        string Name, string Path, IReadOnlyList<string> Chain, ElfDynamic? Dynamic, ElfHeader Header,
        IReadOnlyList<string> InheritedRunPaths);

    /// <summary>Finds it.</summary>
    /// <param name="program">The program's path in the root.</param>
    /// <exception cref="AuditInputException">There is no such program, or it is no ELF file.</exception>
    public BinaryClosure Find(string program)
    {
        List<ClosureLibrary> libraries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<Open> open = new();
        (ElfDynamic? Dynamic, ElfHeader Header, BinaryObject Object)? first = Look(program.TrimStart('/'));
        if (first is not var (dynamic, header, _))
        {
            throw new AuditInputException($"{program}: "
                + (_unread.Count > 0 ? _unread[0].Why : "there is no such file in the root"));
        }

        IReadOnlyList<string> configured = Configured();
        open.Enqueue(new(Path.GetFileName(program), program.TrimStart('/'), [], dynamic, header, []));
        while (open.TryDequeue(out Open? asking))
        {
            request.Cancellation.ThrowIfCancellationRequested();
            string[] runPaths = Split(asking.Dynamic?.RunPath, asking.Path);

            // DT_RPATH of all that ask holds too, unless there is a DT_RUNPATH.
            string[] inherited = runPaths.Length > 0 ? []
                : [.. Split(asking.Dynamic?.RunPathOld, asking.Path), .. asking.InheritedRunPaths];
            foreach (string name in asking.Dynamic?.Needed ?? [])
            {
                if (!seen.Add(name))
                {
                    continue;
                }

                string[] chain = [.. asking.Chain, asking.Name];
                if (libraries.Count == MaxLibraries)
                {
                    _unread.Add(("more libraries", $"only {MaxLibraries:N0} are followed"));
                    return new(program, libraries);
                }

                IEnumerable<string> candidates = name.Contains('/', StringComparison.Ordinal) ? [name.TrimStart('/')]
                    : ((IEnumerable<string>)[.. inherited, .. runPaths, .. configured, .. s_default])
                        .Select(folder => $"{folder}/{name}");
                bool isFound = false;
                foreach (string path in candidates)
                {
                    if (Look(path, asking.Header) is var (theirs, head, made))
                    {
                        libraries.Add(new(name, path, chain, chain.Length == 1, made.Resolvers.Count));
                        open.Enqueue(new(name, path, chain, theirs, head, inherited));
                        isFound = true;
                        break;
                    }
                }

                if (!isFound)
                {
                    libraries.Add(new(name, null, chain, chain.Length == 1, 0));
                    _unread.Add(($"library {name}", $"no file was found for it; {asking.Name} asks for it"));
                }
            }
        }

        return new(program, libraries);
    }

    // A library of another class or processor is passed over, as the loader does.
    private (ElfDynamic? Dynamic, ElfHeader Header, BinaryObject Object)? Look(string path, ElfHeader? like = null)
    {
        byte[]? content;
        try
        {
            content = root.Read(path, request.MaxFileBytes);
        }
        catch (InventoryException e)
        {
            _unread.Add(($"file {path}", e.Message));
            return null;
        }

        if (content is null)
        {
            return null;
        }

        try
        {
            ElfFile file = ElfFile.Read(content);
            if (like is not null && (like.Machine != file.Header.Machine
                || (like.Segments.EntryLength != file.Header.Segments.EntryLength)))
            {
                return null;
            }

            InspectedBinary inspected = inspector.Inspect(path, content);
            Inspected.Add(inspected);
            Files.Add((path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            return (ElfDynamic.Read(file), file.Header, inspected.Object);
        }
        catch (ElfException e)
        {
            _unread.Add(($"file {path}", e.Message));
            return null;
        }
    }

    // $LIB is lib or a name of the processor's; both are tried.
    private static string[] Split(string? paths, string path)
    {
        string origin = "/" + (Path.GetDirectoryName(path) ?? "");
        return [.. (paths ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Replace("${ORIGIN}", origin, StringComparison.Ordinal)
                .Replace("$ORIGIN", origin, StringComparison.Ordinal))
            .SelectMany(p => p.Contains("$LIB", StringComparison.Ordinal)
                ? [p.Replace("$LIB", "lib", StringComparison.Ordinal),
                    p.Replace("$LIB", "lib/x86_64-linux-gnu", StringComparison.Ordinal)]
                : (string[])[p])
            .Select(p => p.Trim('/'))];
    }

    // ld.so.conf: a folder a line, "include" with a pattern, # begins a comment.
    private List<string> Configured()
    {
        List<string> folders = [];
        HashSet<string> read = new(StringComparer.Ordinal);
        Stack<string> open = new(["etc/ld.so.conf"]);
        while (open.TryPop(out string? path))
        {
            if (!read.Add(path) || read.Count > MaxConfigurations)
            {
                continue;
            }

            byte[]? content;
            try
            {
                content = root.Read(path, MaxConfigurationBytes);
            }
            catch (InventoryException e)
            {
                _unread.Add(($"file {path}", e.Message));
                continue;
            }

            foreach (string line in Encoding.UTF8.GetString(content ?? []).Split('\n')
                .Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0))
            {
                string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words[0] == "include")
                {
                    foreach (string included in words.Skip(1).SelectMany(w => Included(path, w)).Reverse())
                    {
                        open.Push(included);
                    }
                }
                else if (words[0] != "hwcap")
                {
                    folders.Add(line.Trim('/'));
                }
            }
        }

        return folders;
    }

    // Only the last part of a pattern has a star in practice, and only that is understood.
    private IEnumerable<string> Included(string from, string pattern)
    {
        string whole = pattern.StartsWith('/') ? pattern.TrimStart('/')
            : $"{Path.GetDirectoryName(from)}/{pattern}";
        string folder = Path.GetDirectoryName(whole) ?? "";
        string[] parts = Path.GetFileName(whole).Split('*');
        return parts.Length == 1 ? [whole]
            : root.List(folder).Where(n => n.Length >= parts[0].Length + parts[^1].Length
                && n.StartsWith(parts[0], StringComparison.Ordinal) && n.EndsWith(parts[^1], StringComparison.Ordinal))
                .Select(n => $"{folder}/{n}");
    }
}
