using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Commands;

/// <summary>xzgrep, xzegrep, xzfgrep: grep in the content of files, compressed or not.</summary>
internal sealed class GrepCommand
{
    private const int NoMatch = 1;
    private const int FirstSignal = 128;

    private readonly string _name;
    private readonly string[] _grep;
    private readonly GrepArguments _arguments;

    private GrepCommand(string name, string[] grep, GrepArguments arguments)
    {
        _name = name;
        _grep = grep;
        _arguments = arguments;
    }

    private bool ShowsNames =>
        _arguments.WithNames || (_arguments.Files.Count > 1 && !_arguments.WithoutNames);

    private bool WantsNamesOnly => _arguments.NamesOfMatches || _arguments.NamesOfOthers;

    /// <summary>Runs the command.</summary>
    /// <returns>0 for a match, 1 for none, 2 and above for trouble.</returns>
    public static int Run(string name, string[] arguments)
    {
        string shortName = ScriptHelp.ShortName(name);
        (string program, string[] grep) = shortName.Contains("egrep", StringComparison.Ordinal)
            ? ("xzegrep", new[] { "grep", "-E" })
            : shortName.Contains("fgrep", StringComparison.Ordinal)
                ? ("xzfgrep", ["grep", "-F"])
                : ("xzgrep", ["grep"]);
        bool posixlyCorrect = Environment.GetEnvironmentVariable("POSIXLY_CORRECT") is not null;
        GrepArguments parsed = GrepArguments.Parse(shortName, arguments, posixlyCorrect);
        if (parsed.Error is not null)
        {
            return ScriptHelp.Complain(name, parsed.Error);
        }

        if (parsed.WantsHelp)
        {
            return ScriptHelp.Print(
                name, $"Usage: {shortName} [OPTION]... [-e] PATTERN [FILE]...\n" +
                    "Search for PATTERN in the content of each FILE, compressed or not.\n\n" +
                    $"OPTION is any of '{string.Join(' ', grep)}' that does not choose files.\n" +
                    "Without FILE, or where FILE is -, standard input is read.\n");
        }

        if (parsed.WantsVersion)
        {
            return ScriptHelp.PrintVersion(name, program);
        }

        Signals.IgnorePipe();
        var command = new GrepCommand(name, grep, parsed);
        return command.Search();
    }

    private int Search()
    {
        int result = NoMatch;
        foreach (string file in _arguments.Files)
        {
            (int status, bool isFatal) = Search(file);
            if (isFatal)
            {
                return status;
            }

            // Trouble counts more than a match, and the larger number more.
            result = status >= ScriptHelp.Trouble ? Math.Max(result, status)
                : status == 0 && result == NoMatch ? 0
                : result;
        }

        return result;
    }

    private (int Status, bool IsFatal) Search(string file)
    {
        (int readEnd, int writeEnd) = Child.MakePipe();
        Child? decoder = Decompressor.Start(file, writeEnd, Posix.StandardInput, out int decoderError);
        IReadOnlyList<string> words = ScriptHelp.Words(
            "GREP", _grep, [.. _arguments.ForGrep, .. Options(file)]);
        Child? grep = Child.Start(words[0], words, [(readEnd, Posix.StandardInput)], out int grepError);
        _ = Posix.Close(readEnd);
        _ = Posix.Close(writeEnd);
        if (grep is null || decoder is null)
        {
            grep?.Wait();
            decoder?.Wait();
            string program = grep is null ? words[0] : Decompressor.ProgramOf(file).Program;
            return (ScriptHelp.Complain(
                _name, $"{program}: {Posix.Describe(grep is null ? grepError : decoderError)}"), grep is null);
        }

        int status = grep.Wait();
        int decoded = decoder.Wait();
        if (status >= FirstSignal)
        {
            return (status, true);
        }

        status = ShowName(file, status);
        if (ScriptHelp.IsGood(decoded))
        {
            return (status, false);
        }

        return decoded >= FirstSignal ? (decoded, true) : (Math.Max(status, ScriptHelp.Trouble), false);
    }

    /// <summary>What grep is to show. It comes last: a label of the user's is for standard input.</summary>
    private IEnumerable<string> Options(string file) => WantsNamesOnly ? ["-q"]
        : !ShowsNames ? []
        : file == SourceFile.StandardName ? ["-H"]
        : ["-H", "--label=" + file];

    /// <summary>Shows the name of a file, if that was asked for; the exit status is that of grep.</summary>
    private int ShowName(string file, int status)
    {
        bool shows = _arguments.NamesOfMatches ? status == 0 : _arguments.NamesOfOthers && status == NoMatch;
        if (!shows)
        {
            return status;
        }

        var reporter = new Reporter(_name);
        reporter.Print(file + "\n");
        return reporter.EndReport() == Reporter.Success ? status : ScriptHelp.Trouble;
    }
}
