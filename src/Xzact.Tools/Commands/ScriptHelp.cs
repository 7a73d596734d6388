using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Commands;

/// <summary>What the commands around other programs have in common: help, version, complaints.</summary>
internal static class ScriptHelp
{
    /// <summary>The exit status of trouble.</summary>
    public const int Trouble = 2;

    /// <summary>The last component of the name a command was called by.</summary>
    public static string ShortName(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Prints a text.</summary>
    /// <returns>The exit status.</returns>
    public static int Print(string name, string text)
    {
        var reporter = new Reporter(name);
        reporter.Print(text);
        return reporter.EndReport() == Reporter.Success ? Reporter.Success : Trouble;
    }

    /// <summary>Prints the version of a command.</summary>
    /// <returns>The exit status.</returns>
    public static int PrintVersion(string name, string program) =>
        Print(name, Reports.VersionOf(program, hasLibrary: false));

    /// <summary>Says what is wrong.</summary>
    /// <returns>The exit status.</returns>
    public static int Complain(string name, string message)
    {
        new Reporter(name).Error(message);
        return Trouble;
    }

    /// <summary>
    /// The words that run a program: the program, or what a variable says, which a shell has to take apart.
    /// </summary>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="otherwise">The words where it is not set.</param>
    /// <param name="arguments">The arguments.</param>
    public static IReadOnlyList<string> Words(string variable, string[] otherwise, IEnumerable<string> arguments) =>
        OsString.Variable(variable) is { Length: > 0 } value
            ? ["/bin/sh", "-c", value + " \"$@\"", "sh", .. arguments]
            : [.. otherwise, .. arguments];

    /// <summary>Whether a file can be read; if not, says why.</summary>
    public static bool CanRead(string name, string file)
    {
        int descriptor = file == SourceFile.StandardName
            ? 0
            : Posix.Open(Posix.CurrentDirectory, file, OpenFlags.Read | OpenFlags.NoTerminal | OpenFlags.NonBlocking);
        if (descriptor > 0)
        {
            _ = Posix.Close(descriptor);
        }
        else if (descriptor < 0)
        {
            Complain(name, $"{Printable.Mask(file)}: {Posix.Describe(descriptor)}");
        }

        return descriptor >= 0;
    }

    /// <summary>Whether a program that decompresses did its work: to the end, or until nobody wanted more.</summary>
    public static bool IsGood(int status)
    {
        const int KilledByPipe = 128 + 13;
        return status is 0 or KilledByPipe;
    }
}
