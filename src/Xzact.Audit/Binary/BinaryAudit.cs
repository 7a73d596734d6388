using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Rules;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Binary;

/// <summary>Says what in binaries their source or the build before does not explain: reads ELF files, compares them and
/// judges. Nothing is run.</summary>
public static class BinaryAudit
{
    /// <summary>Runs an audit.</summary>
    /// <exception cref="AuditInputException">The input cannot be opened, or holds no ELF file.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static CaseReport Run(BinaryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string subject = request.Path ?? request.Daemon
            ?? throw new AuditInputException("a file, a folder, a package or a program must be given");
        List<Omission> unread = [];
        string[] audited = request.Path is string given && Directory.Exists(given) ? [given] : [];
        IReadOnlyList<ByteSignature> signatures = request.SignaturesPath is not string file ? []
            : ByteSignature.Parse(file, UserFile.Read(file, "file of signatures", audited));
        SourceNames? source = request.SourcePath is not string tree ? null : NamesOf(tree, unread);
        BinaryInspector inspector = new(signatures, source, request.ComparePath is not null);
        BinarySummary summary;
        List<CaseInput> inputs = [];
        if (request.Path is string path)
        {
            (List<InspectedBinary> found, int files) = Collect(path, request, inspector, unread);
            AddInput(path, inputs);
            BinaryComparison? comparison = null;
            if (request.ComparePath is string other)
            {
                comparison = BinaryComparer.Compare(
                    Collect(other, request, new([], null, forComparison: true), unread).Found, found, other,
                    request.IsSameSource);
                AddInput(other, inputs);
                if (comparison.Pairs == 0)
                {
                    unread.Add(new(
                        $"the comparison with {other}",
                        "the two sides have no file in common, by path, by the name that others load it by, or by "
                            + "name"));
                }
            }

            summary = new([.. found.Select(f => f.Object)], files) { Comparison = comparison };
        }
        else
        {
            LibraryClosure closure = new(new FolderRoot(request.Root), request, inspector);
            BinaryClosure found = closure.Find(request.Daemon!);
            unread.AddRange(closure.Unread.Select(u => new Omission(u.What, u.Why)));
            inputs.Add(FileListDigest.Of($"{request.Daemon} and what it loads", closure.Files));
            summary = new([.. closure.Inspected.Select(i => i.Object)], closure.Inspected.Count) { Closure = found };
        }

        unread.AddRange(summary.Objects.Where(o => o.ResolversNotExamined is not null)
            .Select(o => new Omission($"resolvers of {o.Path}", o.ResolversNotExamined!)));
        unread.AddRange(summary.Objects.Where(o => o.Faults.Count > 0).Select(o => new Omission(
            $"parts of {o.Path}", $"it breaks the ELF format: {o.Faults[0].What}")));
        return new()
        {
            Command = "binary",
            Subject = subject,
            Inputs = inputs,
            Binary = summary,
            Results = BinaryJudge.Judge(summary, unread),
            Notices = [.. Notices(summary)],
            NotLookedAt = [.. unread, .. OutOfScope(request)],
        };
    }

    private static (List<InspectedBinary> Found, int Files) Collect(
        string path, BinaryRequest request, BinaryInspector inspector, List<Omission> unread)
    {
        List<InspectedBinary> found = [];
        BinaryFiles files = new(
            request,
            (name, content) =>
            {
                try
                {
                    found.Add(inspector.Inspect(name, content));
                }
                catch (ElfException e)
                {
                    unread.Add(new($"file {name}", e.Message));
                }
            },
            (what, why) => unread.Add(new(what, why)));
        try
        {
            files.Read(path);
        }
        catch (ArchiveException e) when (e.Reason == ArchiveErrorReason.NotAnArchive)
        {
            throw new AuditInputException($"{path}: it is no ELF file, no package and no archive: {e.Message}", e)
            {
                NothingToExamine = true,
            };
        }
        catch (ArchiveException e)
        {
            unread.Add(new($"the rest of {path}", e.Message));
        }

        return found.Count > 0 || unread.Count > 0 ? (found, files.Files)
            : throw new AuditInputException($"{path}: of {Counted.Of(files.Files, "file")} none is an ELF file")
            {
                NothingToExamine = true,
            };
    }

    private static SourceNames NamesOf(string tree, List<Omission> unread)
    {
        FolderRoot root = new(tree, isSystem: false);
        return new(root.Files((folder, why) => unread.Add(new($"folder {folder} of the source", why)))
            .Select(f => f.Path));
    }

    private static void AddInput(string path, List<CaseInput> inputs)
    {
        if (File.Exists(path))
        {
            using FileStream stream = BinaryFiles.Open(path);
            inputs.Add(CaseInput.Of(path, stream));
        }
    }

    private static IEnumerable<Evidence> Notices(BinarySummary summary)
    {
        if (summary.Comparison is { Pairs: > 0, Differences: [] } same && same.Equal == same.Pairs)
        {
            yield return new($"both sides of the comparison with {same.Other} have the same bytes in every file");
        }

        int notRead = summary.Objects.Sum(o => o.Resolvers.Count(r => r.NotRead is not null));
        if (notRead > 0)
        {
            yield return new($"the code of {Counted.Of(notRead, "resolver")} was not read: only linked code of x86-64 "
                + "with addresses of 64 bits is decoded, and none is in files of debugging symbols");
        }
    }

    private static IEnumerable<Omission> OutOfScope(BinaryRequest request)
    {
        if (request.SourcePath is null)
        {
            yield return new("names of files that the source lacks", "--source was not given") { IsOutOfScope = true };
        }

        if (request.SignaturesPath is null)
        {
            yield return new("published byte signatures", "--signatures was not given") { IsOutOfScope = true };
        }

        yield return new("what code writes when it runs", "nothing is run; see the limits in docs/binary.md")
        {
            IsOutOfScope = true,
        };
    }
}
