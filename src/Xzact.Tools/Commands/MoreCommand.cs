using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Commands;

/// <summary>xzmore: shows files through a pager, one after the other, and asks between them.</summary>
internal static class MoreCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(string name, string[] arguments)
    {
        string usage = $"Usage: {ScriptHelp.ShortName(name)} [OPTION]... [FILE]...\n" +
            "Show the content of each FILE, compressed or not, with 'more' or PAGER.\n";
        switch (arguments)
        {
            case ["--help", ..]:
                return ScriptHelp.Print(name, usage);
            case ["--version", ..]:
                return ScriptHelp.PrintVersion(name, "xzmore");
        }

        Signals.IgnorePipe();
        if (arguments.Length == 0)
        {
            if (Posix.IsTerminal(Posix.StandardInput))
            {
                ScriptHelp.Print(name, usage);
                return Reporter.Failure;
            }

            return Show(name, "-");
        }

        bool asks = false;
        int status = 0;
        foreach (string file in arguments)
        {
            if (!ScriptHelp.CanRead(name, file))
            {
                status = Reporter.Failure;
                continue;
            }

            char answer = asks ? Ask(name, file) : ' ';
            if (answer is 'e' or 'q')
            {
                break;
            }

            if (answer != 's')
            {
                ScriptHelp.Print(name, $"------> {file} <------\n");
                status = Show(name, file);
            }

            asks = Posix.IsTerminal(Posix.StandardOutput);
        }

        return status;
    }

    private static char Ask(string name, string next)
    {
        ScriptHelp.Print(name, $"--More--(Next file: {Printable.Mask(next)})");
        RunTty("cbreak", "-echo");
        Span<byte> key = stackalloc byte[1];
        int read = Posix.Read(Posix.StandardInput, key);
        RunTty("-cbreak", "echo");
        ScriptHelp.Print(name, " \n");
        return read > 0 ? (char)key[0] : 'q';
    }

    private static void RunTty(params string[] arguments) =>
        Child.Start("stty", ["stty", .. arguments], [], out _)?.Wait();

    private static int Show(string name, string file)
    {
        (int readEnd, int writeEnd) = Child.MakePipe();
        Child? decoder = Decompressor.StartOwn(file, writeEnd, out int decoderError);
        IReadOnlyList<string> words = ScriptHelp.Words("PAGER", ["more"], []);
        Child? pager = Child.Start(words[0], words, [(readEnd, Posix.StandardInput)], out int pagerError);
        _ = Posix.Close(readEnd);
        _ = Posix.Close(writeEnd);
        int status = pager?.Wait() ?? ScriptHelp.Complain(name, $"{words[0]}: {Posix.Describe(pagerError)}");
        if (decoder is null)
        {
            return ScriptHelp.Complain(name, "xz: " + Posix.Describe(decoderError));
        }

        return ScriptHelp.IsGood(decoder.Wait()) ? status : Reporter.Failure;
    }
}
