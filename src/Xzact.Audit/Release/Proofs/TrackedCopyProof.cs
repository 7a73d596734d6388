using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A copy of a tracked file under its own name, as gnulib-tool makes them of a project's own modules. The place must
/// not give the content another meaning: source stays source, and what build tools read by folder must come from the
/// folder of modules that the tag names, with the same path in it.
/// </summary>
internal sealed partial class TrackedCopyProof : IFileProof
{
    // Tests are built and run, beside the source text that they include.
    private static readonly HashSet<string> s_tests =
        ["test", "tests", "testing", "testdata", "testsuite", "fixtures", "corpus", "t"];

    private static readonly HashSet<string> s_notBuilt =
        [.. s_tests, "doc", "docs", "examples", "example", "samples", "contrib", "attic"];

    private const string DefaultModules = "gl";

    // Where a project says which modules it takes, and from where.
    private static readonly string[] s_modules =
        ["bootstrap.conf", "bootstrap", "autogen.sh", "autobuild.sh", "m4/gnulib-cache.m4", "Makefile.am", "cfg.mk"];

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
        bool overlay = IsOverlay(subject, twin, context);
        return twin.Path[(twin.Path.LastIndexOf('/') + 1)..] == subject.Name
            && twin.IsExecutable == subject.File.IsExecutable
            && KnownPlace.WhyNot(subject.Path, role, twin.Path, context.Tag.Paths) is null
            && FileRoles.Of(twin.Path, twin.IsExecutable, subject.File.Content ?? []) == role
            && role is FileRole.Source or FileRole.Macro or FileRole.Documentation or FileRole.Translation
            && (overlay || !IsBuilt(subject.Path) || role.IsForPeople(subject.Path))
            && (overlay || role != FileRole.Macro)
            && (overlay || role != FileRole.Source || !IsIn(s_tests, subject.Path) || IsIn(s_tests, twin.Path))
            && (IsBuilt(twin.Path) || !IsBuilt(subject.Path));
    }

    // gnulib-tool copies a project's own modules from a folder that the project names (GNU gnulib manual, "Invoking
    // gnulib-tool"), or gnulib's from a submodule; bootstrap's own default is gl. The root is no place for modules.
    private static bool IsOverlay(ProofSubject subject, GitTreeEntry twin, ProofContext context)
    {
        if (subject.Folder.Length == 0 || !twin.Path.EndsWith("/" + subject.Path, StringComparison.Ordinal))
        {
            return false;
        }

        string folder = twin.Path[..^(subject.Path.Length + 1)];
        if (folder[(folder.LastIndexOf('/') + 1)..] == "gnulib" && context.Tag.ModuleOf(twin.Path)?.Path == folder)
        {
            return true;
        }

        string[] texts =
            [.. s_modules.Select(context.TrackedContentOf).OfType<byte[]>().Select(Encoding.Latin1.GetString)];
        return texts.Length > 0 && (folder == DefaultModules || texts.Any(text => LocalFolder().Matches(text)
            .Any(match => match.Groups["folder"].Value == folder)));
    }

    [GeneratedRegex(
        @"(--local-dir[= ]|local_gl_dir=)['""]?(?<folder>[A-Za-z0-9_./-]+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LocalFolder();

    private static bool IsBuilt(string path) => !IsIn(s_notBuilt, path);

    // "gnulib-tests" is as much a folder of tests as "tests".
    private static bool IsIn(HashSet<string> folders, string path) => path.Split('/').SkipLast(1)
        .Any(folder => folders.Contains(folder[(folder.LastIndexOf('-') + 1)..]));
}
