using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Packages;

/// <summary>One source that a recipe names.</summary>
/// <param name="Name">Its file name; what stood there if it could not be expanded.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal, or null if the recipe gives none.</param>
/// <param name="IsPatch">Whether the recipe says that it is a patch.</param>
internal sealed record RecipeSource(string Name, string? Sha256 = null, bool IsPatch = false)
{
    /// <summary>Whether the name could not be expanded.</summary>
    public bool IsUnread => Name.AsSpan().ContainsAny('%', '$', '`');
}

/// <summary>What a recipe (spec, PKGBUILD) names, sorted.</summary>
internal sealed class BuildRecipe
{
    private static readonly string[] s_patchEndings = [".patch", ".diff"];
    private static readonly string[] s_packedEndings = [".gz", ".bz2", ".xz", ".lzma", ".lz", ".zst", ".Z"];

    private readonly IRecipeFiles _files;
    private readonly List<CasePatch> _patches = [];
    private readonly List<string> _others = [];
    private readonly List<Omission> _notLookedAt = [];
    private readonly List<Evidence> _notices = [];

    private BuildRecipe(IRecipeFiles files) => _files = files;

    /// <summary>Takes the first archive among the sources as upstream's, and the patches by the files they touch.
    /// </summary>
    /// <param name="path">The recipe or the package that it is in, for messages.</param>
    /// <param name="kind">What it is, in a few words.</param>
    /// <param name="sources">What it names, in its order.</param>
    /// <param name="files">The files that these names lead to.</param>
    /// <returns>The package; its <see cref="SourcePackage.ArchivePath"/> is the archive's name alone.</returns>
    /// <exception cref="AuditInputException">No archive is named or there, or a file has another digest.</exception>
    public static SourcePackage Read(
        string path, string kind, IReadOnlyList<RecipeSource> sources, IRecipeFiles files)
    {
        BuildRecipe recipe = new(files);
        string archive = recipe.Sort(sources) ?? throw new AuditInputException(
            $"{path}: it names no archive that is {files.Where}");
        return new(archive, new(kind, Path.GetFileName(path), recipe._patches, recipe._others))
        {
            NotLookedAt = recipe._notLookedAt,
            Notices = recipe._notices,
        };
    }

    private static bool IsArchive(string name) => ArchiveName.Read(name) is { SaysContainer: true };

    private string? Sort(IReadOnlyList<RecipeSource> sources)
    {
        string? archive = null;
        RecipeSource? only = OnlyArchive(sources);
        foreach (RecipeSource source in sources)
        {
            bool isPatch = source.IsPatch || s_patchEndings.Any(
                end => source.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
            bool isArchive = !isPatch && IsArchive(source.Name);
            if (source.IsUnread)
            {
                if (isPatch || only is null || archive is not null)
                {
                    Omit($"the source {source.Name}", "its name is made by expressions that are not run here");
                    continue;
                }

                _notices.Add(new(
                    $"the spec names its source by expressions that are not run here, {source.Name}; "
                    + $"{only.Name} was taken, the only archive that is {_files.Where} and that it does not name"));
                archive = only.Name;
            }
            else if (archive is not null && isArchive)
            {
                Omit($"the further archive {source.Name}", "it is audited by itself, with its own tag");
            }
            else if (!isArchive && !isPatch)
            {
                // A recipe names signatures and keys that nobody needs here; archives and patches must be there.
                _others.Add(source.Name);
            }
            else if (!_files.Has(source))
            {
                Omit($"the source {source.Name}", $"the recipe names it, and it is not {_files.Where}");
            }
            else if (isArchive)
            {
                archive = source.Name;
            }
            else
            {
                AddPatch(source.Name);
            }
        }

        AddUnnamed(sources, archive);
        return archive;
    }

    private void AddPatch(string name)
    {
        string? text = _files.TextOf(name);
        string? why = text is null ? "it is too large to be read as text"
            : s_packedEndings.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? "it is compressed"
            : null;
        if (why is not null)
        {
            Omit($"which files the patch {name} touches", why);
        }

        _patches.Add(new(name, text is null ? [] : PatchText.TouchedFiles(text)));
    }

    // Where the files of a package are known, the one archive that no source names must be the one that could not be
    // read, whatever its name is made of.
    private RecipeSource? OnlyArchive(IReadOnlyList<RecipeSource> sources)
    {
        HashSet<string> named = [.. sources.Select(source => source.Name)];
        string[] unnamed = [.. _files.Names.Where(name => IsArchive(name) && !named.Contains(name))];
        return unnamed.Length == 1 ? new(unnamed[0]) : null;
    }

    private void AddUnnamed(IReadOnlyList<RecipeSource> sources, string? archive)
    {
        HashSet<string> named = [.. sources.Select(source => source.Name)];
        foreach (string name in _files.Names.Where(name => name != archive && !named.Contains(name)))
        {
            if (IsArchive(name))
            {
                Omit($"the further archive {name}", "it is audited by itself, with its own tag");
            }

            _others.Add(name);
        }
    }

    private void Omit(string what, string why) => _notLookedAt.Add(new(what, why));
}
