using Xzact.Tools.Interop;

namespace Xzact.Tools.Commands;

/// <summary>xzless: less, told to read files through xz.</summary>
internal static class LessCommand
{
    /// <summary>Characters that are special to shells, which names given to xz must not bring along.</summary>
    private const string MetaCharacters = " \t\n';*?\"()<>[|&^`#\\$%=~";

    /// <summary>Versions of less: files on standard input; empty output of xz; messages of xz.</summary>
    private const int VersionWithStandardInput = 429;
    private const int VersionWithEmptyOutput = 451;
    private const int VersionWithErrors = 632;

    /// <summary>Runs the command.</summary>
    /// <returns>Comes back only with trouble: otherwise the process becomes less.</returns>
    public static int Run(string name, string[] arguments)
    {
        switch (arguments)
        {
            case ["--help", ..]:
                return ScriptHelp.Print(
                    name, $"Usage: {ScriptHelp.ShortName(name)} [OPTION]... [FILE]...\n" +
                        "Show the content of each FILE, compressed or not, with 'less'.\n\n" +
                        "OPTION is any of 'less'.\n");
            case ["--version", ..]:
                return ScriptHelp.PrintVersion(name, "xzless");
        }

        int version = VersionOfLess();
        string pipe = version >= VersionWithEmptyOutput ? "||-" : version >= VersionWithStandardInput ? "|-" : "|";
        List<string> environment = [.. OsString.Environment().Where(
            variable => !variable.StartsWith("LESSOPEN=", StringComparison.Ordinal))];
        environment.Add($"LESSOPEN={pipe}xz --format=auto -cdfqQ -- %s");
        if (!environment.Exists(variable => variable.StartsWith("LESSMETACHARS=", StringComparison.Ordinal)))
        {
            environment.Add("LESSMETACHARS=" + MetaCharacters);
        }

        string[] extra = version >= VersionWithErrors ? ["--show-preproc-errors"] : [];
        int error = Child.Become("less", ["less", .. extra, .. arguments], environment);
        return ScriptHelp.Complain(name, "less: " + Posix.Describe(error));
    }

    /// <summary>The number behind the first word of "less -V"; zero if there is none.</summary>
    private static int VersionOfLess()
    {
        (int readEnd, int writeEnd) = Child.MakePipe();
        Child? less = Child.Start("less", ["less", "-V"], [(writeEnd, Posix.StandardOutput)], out _);
        _ = Posix.Close(writeEnd);
        string text = OsString.ReadAll(readEnd) ?? "";
        less?.Wait();
        string[] words = text.Split([' ', '.', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && int.TryParse(words[1], out int version) ? version : 0;
    }
}
