namespace Xzact.Audit.Release.Packages;

/// <summary>The files that a recipe names: beside it, or with it in a package.</summary>
internal interface IRecipeFiles
{
    /// <summary>Where they are, as it stands in a message: <c>beside it</c>.</summary>
    string Where { get; }

    /// <summary>Whether a source is there.</summary>
    /// <param name="source">The source; one with a digest must have it.</param>
    /// <returns>False if the recipe may name files that need not be there.</returns>
    /// <exception cref="AuditInputException">It must be there and is not, or has another digest.</exception>
    bool Has(RecipeSource source);

    /// <summary>A file as text, Latin-1; null if it is too large for one.</summary>
    /// <exception cref="AuditInputException">It cannot be read.</exception>
    string? TextOf(string name);

    /// <summary>All files that came with the recipe, where that is known; else none.</summary>
    IReadOnlyList<string> Names { get; }
}
