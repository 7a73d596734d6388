using Xzact.Attacks.Fixtures;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks.Shell;

/// <summary>A text that says which files there are, in which a search through the tree finds a name.</summary>
internal static class Listing
{
    /// <summary>Writes the text of a case that searches; others need none.</summary>
    public static void Put(FileSet files, Indirection indirection, DecodePlan plan, CaseNames names)
    {
        if (indirection != Indirection.ContentSearch)
            return;
        IEnumerable<string> lines = plan.Files.Select((f, i) => $"record {Key(names, i)} is {f.Operand}\n");
        files.Put(
            $"doc/{names.StepFile}-records.txt",
            $"Records that the reader must know, with their files.\n\n{string.Concat(lines)}");
    }

    /// <summary>A command that writes the path of a file below the root.</summary>
    /// <param name="names">Names of the case.</param>
    /// <param name="file">Number of the file, from 0.</param>
    /// <remarks>The pattern does not match itself, for the text that searches lies in the tree.</remarks>
    public static string Search(CaseNames names, int file)
    {
        string key = Key(names, file);
        string pattern = "[a-z]*" + key[key.IndexOf('-', StringComparison.Ordinal)..];
        return $"grep -rh '^record {pattern} is ' {ShellNode.Root}. | sed 's/.* is //'";
    }

    private static string Key(CaseNames names, int file) => $"{names.Fixture}-{file + 1}";
}
