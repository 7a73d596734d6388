using System.ComponentModel;
using System.Diagnostics;

namespace Xzact.Audit.Tool.Demo;

/// <summary>
/// A small library in two versions and a program that uses it, made by the C compiler of the machine. The newer
/// version's resolver counts to a number and keeps it, which is all it does: enough to be seen in the file and while it
/// runs.
/// </summary>
internal sealed class DemoLibraries
{
    private const int MaxSeconds = 60;

    private const string Old = """
        /* libdemosum, the version before: the resolver only chooses. */
        static long add(long total, long number) { return total + number; }
        static long (*choose_add(void))(long, long) { return add; }
        long demosum_add(long, long) __attribute__((ifunc("choose_add")));

        """;

    private const string New = """
        /* libdemosum, the version in question: the resolver counts first. It does nothing else; it is inert. */
        static volatile unsigned long counted;
        static long add(long total, long number) { return total + number; }
        static long (*choose_add(void))(long, long)
        {
            for (unsigned long i = 0; i < 400000; i++)
                counted += i;
            return add;
        }
        long demosum_add(long, long) __attribute__((ifunc("choose_add")));

        """;

    private const string Main = """
        /* demosum: adds up two numbers with libdemosum. */
        long demosum_add(long, long);
        int main(void) { return demosum_add(1, 2) == 3 ? 0 : 1; }

        """;

    private const string Name = "libdemosum.so";

    private DemoLibraries(string folder) => Folder = folder;

    /// <summary>Where everything is.</summary>
    public string Folder { get; }

    /// <summary>The folder of the version before.</summary>
    public string Before => Path.Combine(Folder, "before");

    /// <summary>The folder of the version in question.</summary>
    public string InQuestion => Path.Combine(Folder, "in-question");

    /// <summary>The program.</summary>
    public string Program => Path.Combine(Folder, "demosum");

    /// <summary>Compiles everything.</summary>
    /// <param name="folder">A folder that is not there yet.</param>
    /// <returns>The libraries, or null with the reason why there are none.</returns>
    public static (DemoLibraries? Made, string Reason) Make(string folder)
    {
        DemoLibraries made = new(folder);
        foreach ((string place, string source) in ((string, string)[])
            [(made.Before, Old), (made.InQuestion, New)])
        {
            Directory.CreateDirectory(place);
            File.WriteAllText(Path.Combine(place, "sum.c"), source);
            if (Compile(place, "-O1", "-fPIC", "-shared", "-Wl,-soname," + Name, "-o", Name, "sum.c") is string why)
            {
                return (null, why);
            }
        }

        File.WriteAllText(Path.Combine(folder, "main.c"), Main);
        return Compile(folder, "-O1", "-o", "demosum", "main.c", Path.Combine("before", Name)) is string reason
            ? (null, reason)
            : (made, "");
    }

    // Null if it went well.
    private static string? Compile(string folder, params string[] arguments)
    {
        try
        {
            using Process compiler = Process.Start(new ProcessStartInfo("gcc", arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
            compiler.StandardInput.Close();
            Task<string> errors = compiler.StandardError.ReadToEndAsync();
            if (!compiler.WaitForExit(TimeSpan.FromSeconds(MaxSeconds)))
            {
                compiler.Kill(entireProcessTree: true);
                return "gcc did not end";
            }

            string first = errors.GetAwaiter().GetResult().Split('\n')[0];
            return compiler.ExitCode == 0 ? null : $"gcc failed: {first}";
        }
        catch (Win32Exception e)
        {
            return $"gcc cannot be started: {e.Message}";
        }
    }
}
