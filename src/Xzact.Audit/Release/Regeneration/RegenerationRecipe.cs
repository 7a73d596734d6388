using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>How a tag's own build system is started: which of its programs, with which arguments.</summary>
/// <param name="Bootstrap">A command line for sh, of our own words only.</param>
/// <param name="NeedsGnulib">Whether it needs gnulib's files beside it.</param>
internal sealed record RegenerationRecipe(string Bootstrap, bool NeedsGnulib)
{
    private const string Gnulib = "/build/gnulib";

    // Of gnulib's bootstrap, with what older ones lack left out. Files are copied, for a link proves nothing.
    private static readonly string[] s_bootstrapOptions =
        ["--no-git", "--skip-po", "--copy", "--force", "--no-bootstrap-sync"];

    private static readonly string[] s_scripts = ["autogen.sh", "bootstrap", "bootstrap.sh", "build/autogen.sh"];

    /// <summary>The recipe for a tag, or null if it has nothing that this knows how to run.</summary>
    /// <param name="find">The tag's entry of a path.</param>
    /// <param name="read">The text of an entry.</param>
    public static RegenerationRecipe? For(Func<string, GitTreeEntry?> find, Func<GitTreeEntry, string> read)
    {
        if (IsFile(find("bootstrap.conf")) && find("bootstrap") is { Type: GitEntryType.Blob } bootstrap)
        {
            string text = read(bootstrap);
            IEnumerable<string> options = s_bootstrapOptions
                .Where(option => text.Contains(option + ")", StringComparison.Ordinal)
                    || text.Contains(option + " ", StringComparison.Ordinal));
            return new($"./bootstrap --gnulib-srcdir={Gnulib} {string.Join(' ', options)}", NeedsGnulib: true);
        }

        // What may be executed says itself which shell it is written for.
        foreach (string script in s_scripts.Where(script => IsFile(find(script))))
        {
            return new(find(script)!.IsExecutable ? $"./{script}" : $"sh ./{script}", NeedsGnulib: false);
        }

        return IsFile(find("configure.ac")) || IsFile(find("configure.in"))
            ? new("autoreconf --force --install", NeedsGnulib: false)
            : null;
    }

    private static bool IsFile(GitTreeEntry? entry) => entry is { Type: GitEntryType.Blob };
}
