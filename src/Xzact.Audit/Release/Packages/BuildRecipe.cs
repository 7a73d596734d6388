using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Packages;

/// <summary>One source that a recipe names.</summary>
/// <param name="Name">Its file name; what stood there if it could not be expanded.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal, or null if the recipe gives none.</param>
/// <param name="IsPatch">Whether the recipe says that it is a patch.</param>
internal sealed record RecipeSource(string Name, string? Sha256 = null, bool IsPatch = false);

/// <summary>A recipe (spec, PKGBUILD) beside the files that it names.</summary>
internal static class BuildRecipe
{
    private static readonly string[] s_patchEndings = [".patch", ".diff"];

    /// <summary>Takes the first archive among the sources as upstream's, and the patches by the files they touch.
    /// </summary>
    /// <exception cref="AuditInputException">No archive is named or beside it, or a file has another digest.
    /// </exception>
    public static SourcePackage Read(string path, string kind, IReadOnlyList<RecipeSource> sources)
    {
        List<CasePatch> patches = [];
        List<string> others = [];
        List<Omission> notLookedAt = [];
        string? archive = null;
        foreach (RecipeSource source in sources)
        {
            bool isPatch = source.IsPatch || s_patchEndings.Any(
                end => source.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
            bool isArchive = !isPatch && ArchiveName.Read(source.Name) is { SaysContainer: true };
            if (source.Name.AsSpan().ContainsAny('%', '$', '`'))
            {
                notLookedAt.Add(new(
                    $"the source {source.Name}", "its name is made by expressions that are not run here"));
                continue;
            }

            if (archive is not null && isArchive)
            {
                notLookedAt.Add(new($"the further archive {source.Name}", "it is audited by itself, with its own tag"));
                continue;
            }

            // A recipe names signatures and keys that nobody needs here; archives and patches must be there.
            string? file = isArchive || isPatch ? Checked(path, source) : null;
            if (isArchive)
            {
                archive = file;
            }
            else if (isPatch)
            {
                patches.Add(new(source.Name, PatchText.TouchedFiles(SourcePackage.Text(file!))));
            }
            else
            {
                others.Add(source.Name);
            }
        }

        return archive is null
            ? throw new AuditInputException($"{path}: it names no archive that is beside it")
            : new(archive, new(kind, Path.GetFileName(path), patches, others)) { NotLookedAt = notLookedAt };
    }

    private static string Checked(string path, RecipeSource source)
    {
        string file = SourcePackage.Beside(path, source.Name);
        if (source.Sha256 is string sha256)
        {
            using FileStream stream = File.OpenRead(file);
            string found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (found != sha256)
            {
                throw new AuditInputException(
                    $"{path}: {source.Name} has the SHA-256 {found}, not {sha256} as it says");
            }
        }

        return file;
    }
}
