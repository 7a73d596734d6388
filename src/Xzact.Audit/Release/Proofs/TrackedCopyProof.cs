using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A copy of a tracked file under its own name, as gnulib-tool makes them of a project's own modules. The place must
/// not give the content another meaning: source stays source, and what build tools read by folder must lie below a
/// folder of overlays whose rest is the same path.
/// </summary>
internal sealed class TrackedCopyProof : IFileProof
{
    private static readonly HashSet<string> s_notBuilt =
        ["test", "tests", "testing", "testdata", "testsuite", "fixtures", "corpus", "t", "doc", "docs", "examples",
         "example", "samples", "contrib", "attic"];

    public bool Wants(string path) => false;

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.Tracked is not null || subject.File.Size == 0
            || Shadowing.By(subject.Path, context.ArchivedPaths) is not null)
        {
            return null;
        }

        GitTreeEntry? twin = context.Tag.AllWithContent(subject.File.BlobId!)
            .FirstOrDefault(entry => MeansTheSame(subject, entry, context));
        return twin is null ? null
            : new(AccountKind.IdenticalElsewhere, $"byte for byte the tracked file {twin.Path}");
    }

    private static bool MeansTheSame(ProofSubject subject, GitTreeEntry twin, ProofContext context)
    {
        FileRole role = subject.File.Role;
        bool overlay = subject.Folder.Length > 0 && twin.Path.EndsWith("/" + subject.Path, StringComparison.Ordinal);
        return twin.Path[(twin.Path.LastIndexOf('/') + 1)..] == subject.Name
            && twin.IsExecutable == subject.File.IsExecutable
            && KnownPlace.WhyNot(subject.Path, role, twin.Path, context.Tag.Paths) is null
            && FileRoles.Of(twin.Path, twin.IsExecutable, subject.File.Content ?? []) == role
            && role is FileRole.Source or FileRole.Macro or FileRole.Documentation or FileRole.Translation
            && (overlay || !IsBuilt(subject.Path) || IsForPeople(subject.Path, role))
            && (overlay || role != FileRole.Macro)
            && (IsBuilt(twin.Path) || !IsBuilt(subject.Path));
    }

    // Source text becomes a part of what is built by lying where it is looked for, and a .txt may be read there.
    private static bool IsForPeople(string path, FileRole role) => role == FileRole.Translation
        || (role == FileRole.Documentation && !path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));

    // "gnulib-tests" is as much a folder of tests as "tests".
    private static bool IsBuilt(string path) => !path.Split('/').SkipLast(1)
        .Any(folder => s_notBuilt.Contains(folder[(folder.LastIndexOf('-') + 1)..]));
}
