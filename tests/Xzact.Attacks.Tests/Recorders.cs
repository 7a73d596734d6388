using System.Text;

namespace Xzact.Attacks.Tests;

/// <summary>
/// Programs that stand before the system's shell, compiler and archiver and write down whether the sentence comes to
/// them. What does not hold it, the shell runs; the others run nothing.
/// </summary>
internal sealed class Recorders
{
    private const string Begun = "begun";
    private const string Ended = "ended";
    private const string Reached = "reached";

    private readonly string _log;

    /// <param name="folder">An empty folder of the test.</param>
    /// <param name="sentence">What is looked for; letters and blanks.</param>
    public Recorders(string folder, string sentence)
    {
        Folder = folder;
        _log = Path.Combine(folder, "log");
        File.WriteAllText(_log, "");
        string shell = $$"""
            #!/bin/sh
            file=$1
            case ${1--s} in -s) file={{_log}}.$$; cat > $file ;; esac
            if grep -q '{{sentence}}' "$file"; then echo {{Reached}} >> {{_log}}; exit 0; fi
            echo {{Begun}} >> {{_log}}
            { cat "$file"; echo; echo 'echo {{Ended}} >> {{_log}}'; } > {{_log}}.run.$$
            exec /bin/sh {{_log}}.run.$$
            """;
        string tool = $$"""
            #!/bin/sh
            for word do
              case $word in -) word={{_log}}.$$; cat > $word ;; esac
              if test -f "$word" && grep -q '{{sentence}}' "$word"; then echo {{Reached}} >> {{_log}}; fi
            done
            """;
        foreach ((string name, string text) in new[]
            { ("sh", shell), ("bash", shell), ("cc", tool), ("gcc", tool), ("ar", tool) })
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, text + "\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Folder { get; }

    /// <summary>Runs build text in a planted tree and says whether the sentence reached something that acts.</summary>
    public bool Run(string script, string tree, string sentence)
    {
        // A shell that is named by its path is the system's own.
        string text = ByName(script);
        string helpers = Path.Combine(tree, "build-aux");
        foreach (string file in Directory.Exists(helpers) ? Directory.GetFiles(helpers) : [])
            File.WriteAllText(file, ByName(File.ReadAllText(file, Encoding.Latin1)), Encoding.Latin1);
        Shell.Run($"echo {Begun} >> {_log}\n{text}echo {Ended} >> {_log}\n", tree, Folder);
        string[] lines = File.ReadAllLines(_log);
        return lines.Contains(Reached)
            || lines.Count(l => l == Begun) != lines.Count(l => l == Ended)
            || Directory.EnumerateFiles(tree).Any(f => Acts(f)
                && Encoding.Latin1.GetString(File.ReadAllBytes(f))
                    .Contains(sentence, StringComparison.Ordinal));
    }

    private static string ByName(string script) => script.Replace("| /bin/sh", "| sh", StringComparison.Ordinal);

    private static bool Acts(string file) =>
        Path.GetFileName(file) == "Makefile"
            || (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute));
}
