using System.CommandLine;

namespace Xzact.ScanBench;

/// <summary>A command line as results keep it: without the folders of the machine it was run on.</summary>
internal static class CommandText
{
    public static string Of(ParseResult arguments) =>
        "Xzact.ScanBench " + string.Join(' ', arguments.Tokens.Select(t => Quoted(Bare(t.Value))));

    /// <summary>Words that are paths from the root become names.</summary>
    public static string Bare(string text) => string.Join(' ', text.Split(' ')
        .Select(word => Path.IsPathRooted(word) ? Path.GetFileName(word.TrimEnd('/')) : word));

    /// <summary>Runs a command; what keeps it from being done is said in one line, with exit code 2.</summary>
    public static int Explained(Action command)
    {
        try
        {
            command();
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
}
