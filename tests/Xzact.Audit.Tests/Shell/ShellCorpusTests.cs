using System.Diagnostics;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

/// <summary>The parser against scripts of the field: docs/scan-shell.md has the command and the figures.</summary>
public sealed class ShellCorpusTests
{
    private const string Variable = "XZACT_SCRIPTS";

    // Of the scripts that the shell accepts.
    private const double Least = 0.99;

    private static string[] Scripts()
    {
        string? list = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(list is null, $"{Variable} names no file that lists scripts");
        return File.ReadAllLines(list!);
    }

    [Theory(Explicit = true)]
    [InlineData("dash", false)]
    [InlineData("bash", true)]
    public void Scripts_that_a_shell_accepts_come_back_with_the_same_tree(string shell, bool isExtended)
    {
        ShellGrammar grammar = isExtended ? ShellGrammar.Extended : ShellGrammar.Posix;
        int accepted = 0;
        int same = 0;
        int refused = 0;
        int alsoRefused = 0;
        foreach (string path in Scripts())
        {
            string verdict = ShellCorpus.Judge(path, ShellCorpus.Read(path), grammar);
            bool isAccepted = ShellCorpus.Accepts(shell, path);
            if (isAccepted)
            {
                accepted++;
                same += verdict == "same" ? 1 : 0;
            }
            else
            {
                refused++;
                alsoRefused += verdict == "same" ? 0 : 1;
            }

            if (isAccepted != (verdict == "same"))
            {
                TestContext.Current.TestOutputHelper!.WriteLine(
                    isAccepted ? verdict : $"accepted, but refused by {shell}\t{path}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{shell}: {same} of {accepted} accepted scripts are the same, {alsoRefused} of {refused} refused as well");
        Assert.InRange((double)same / accepted, Least, 1);
    }

    [Fact(Explicit = true)]
    public void Parsing_takes_so_much_processor_time()
    {
        byte[][] scripts = [.. Scripts().Select(File.ReadAllBytes)];
        for (int round = 0; round < 3; round++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            foreach (byte[] script in scripts)
            {
                ShellParser.Parse(script, ShellGrammar.Posix);
            }

            double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            long bytes = scripts.Sum(script => (long)script.Length);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{bytes} bytes in {seconds:F2} s, {bytes / seconds / 1e6:F1} MB/s");
        }
    }
}
