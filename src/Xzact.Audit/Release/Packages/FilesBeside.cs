using System.Security.Cryptography;

namespace Xzact.Audit.Release.Packages;

/// <summary>The files in the folder of a recipe. What is in there besides is no business of the recipe's.</summary>
/// <param name="recipe">Path of the recipe.</param>
internal sealed class FilesBeside(string recipe) : IRecipeFiles
{
    public string Where => "beside it";

    public IReadOnlyList<string> Names => [];

    public bool Has(RecipeSource source)
    {
        string file = SourcePackage.Beside(recipe, source.Name);
        if (source.Sha256 is string sha256)
        {
            using FileStream stream = File.OpenRead(file);
            string found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (found != sha256)
            {
                throw new AuditInputException(
                    $"{recipe}: {source.Name} has the SHA-256 {found}, not {sha256} as it says");
            }
        }

        return true;
    }

    public string? TextOf(string name) => SourcePackage.Text(SourcePackage.Beside(recipe, name));
}
