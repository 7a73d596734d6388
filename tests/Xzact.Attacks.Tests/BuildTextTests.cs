using System.Text;
using System.Text.Json;

namespace Xzact.Attacks.Tests;

// Build text that its own tool does not read would be no attack. Nothing is built: tools only read, or say what they
// would run.
public sealed class BuildTextTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const long Seed = 20_260_303;

    public static TheoryData<BuildSystem> Systems => [.. Enum.GetValues<BuildSystem>()];

    [Theory]
    [MemberData(nameof(Systems))]
    public void The_files_of_a_build_system_are_read_by_its_own_tool(BuildSystem system)
    {
        int[] indexes = [.. Enumerable.Range(0, GeneratorTests.Cases)
            .Where(i => AxisPlan.Of(Seed, i).BuildSystem == system).Take(8)];
        Assert.Equal(8, indexes.Length);
        var generator = new AttackGenerator(Seed, InertContent.Constant);
        foreach (int index in indexes)
        {
            AttackCase attack = generator.Attack(index, trees.For(index));
            Assert.True(attack.Axes!.BuildSystem == system);
            string folder = trees.Planted(attack, trees.For(index));
            foreach (PlantedFile file in attack.Files)
                AssertReads(folder, file.Path, attack);
        }
    }

    public static TheoryData<BuildSystem> Runnable =>
        [.. Enum.GetValues<BuildSystem>().Except([BuildSystem.M4Macro])];

    // The text as its tool gives it to the shell, after all quoting, with recorders in the place of what would act.
    [Theory]
    [MemberData(nameof(Runnable))]
    public void What_a_build_system_runs_reaches_the_sink(BuildSystem system)
    {
        const int Taken = 3;
        int[] indexes = [.. Enumerable.Range(0, 4 * GeneratorTests.Cases)
            .Where(i => AxisPlan.Of(Seed, i) is { Gate: Gate.None } axes && axes.BuildSystem == system).Take(Taken)];
        Assert.Equal(Taken, indexes.Length);
        var generator = new AttackGenerator(Seed, InertContent.Constant);
        foreach (int index in indexes)
        {
            AttackCase attack = generator.Attack(index, trees.For(index));
            string folder = trees.Planted(attack, trees.For(index));
            string script = ShellTextOf(system, folder, attack);
            Shell.SkipWithoutTools(script);
            var recorders = new Recorders(trees.NewFolder(), InertContent.ConstantSentence);
            Assert.True(recorders.Run(script, folder, InertContent.ConstantSentence),
                $"{attack.Id} {attack.Axes}\n{script}");
        }
    }

    private static string ShellTextOf(BuildSystem system, string folder, AttackCase attack)
    {
        string read(string path) => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, path)));
        string made(string path, string arguments)
        {
            AssertRuns($"make -n -f {path} {arguments} > made.txt\n", folder, attack);
            return read("made.txt");
        }

        switch (system)
        {
            case BuildSystem.Makefile:
                return made("Makefile", Between(read("Makefile"), "\nall: ", "\n", last: true));
            case BuildSystem.MakefileAm:
                return "srcdir=.\n"
                    + made("Makefile.in", "srcdir=. " + Between(read("Makefile.in"), "\nall: ", "\n", last: true));
            case BuildSystem.DebianRules:
                return made("debian/rules", "execute_before_dh_auto_build");
            case BuildSystem.PackageJson:
                using (JsonDocument json = JsonDocument.Parse(read("package.json")))
                    return json.RootElement.GetProperty("scripts").GetProperty("install").GetString() + "\n";
            case BuildSystem.CMake:
                return Between(read("CMakeLists.txt"), "sh -c [==[", "]==]", last: true);
            case BuildSystem.Meson:
                string meson = read("meson.build");
                return meson.Contains("'''", StringComparison.Ordinal)
                    ? Between(meson, "'-c', '''", "'''", last: false)
                    : read(Between(meson, "run_command('sh', '", "'", last: false));
            case BuildSystem.SetupPy:
                string setup = read("setup.py");
                return setup.Contains("\"\"\"", StringComparison.Ordinal)
                    ? Between(setup, "r\"\"\"", "\"\"\"", last: false)
                    : read(Between(setup, "[\"sh\", \"", "\"", last: false));
            case BuildSystem.RpmSpec:
                string spec = attack.Files.Single(f => f.Path.EndsWith(".spec", StringComparison.Ordinal)).Path;
                return read(spec).Split("%build\n")[1].Split("\nmake\n")[0]
                    .Replace("%%", "%", StringComparison.Ordinal) + "\n";
            case BuildSystem.Configure:
                return read("configure").Replace("`dirname \"$0\"`", ".", StringComparison.Ordinal);
            default:
                // An end of the script's own would look like one that the payload makes.
                return read(system == BuildSystem.TestDriver ? "tests/run-tests.sh" : "build.sh")
                    .Replace("\nexit 0\n", "\n", StringComparison.Ordinal)
                    .Replace("set -e\n", "", StringComparison.Ordinal);
        }
    }

    private static void AssertReads(string folder, string path, AttackCase attack)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, path)));
        switch (name)
        {
            case "package.json":
                using (JsonDocument json = JsonDocument.Parse(text))
                {
                    foreach (JsonProperty hook in json.RootElement.GetProperty("scripts").EnumerateObject())
                        AssertRuns($"sh -n <<'END-OF-HOOK'\n{hook.Value.GetString()}\nEND-OF-HOOK\n", folder, attack);
                }

                break;
            case "Makefile" or "Makefile.in" or "rules":
                string target = name == "rules"
                    ? "execute_before_dh_auto_build" : Between(text, "\nall: ", "\n", last: true);
                string root = name == "Makefile.in" ? " srcdir=." : "";
                AssertRuns($"make -n -f {path}{root} {target} > made.txt && sh -n made.txt && test -s made.txt\n",
                    folder, attack);
                break;
            case "setup.py":
                AssertRuns("python3 -c 'import ast; ast.parse(open(\"setup.py\").read())'\n", folder, attack);
                break;
            case "CMakeLists.txt":
                AssertShell(Between(text, "sh -c [==[", "]==]", last: true), folder, attack);
                break;
            case "meson.build" when text.Contains("'''", StringComparison.Ordinal):
                AssertShell(Between(text, "'-c', '''", "'''", last: false), folder, attack);
                break;
            case "configure.ac" when !text.Contains("AM_INIT", StringComparison.Ordinal):
                AssertRuns("for f in m4/*.m4; do echo \"m4_include([$f])\"; done > aclocal.m4\n"
                    + "autoconf -o made.sh configure.ac && sh -n made.sh && grep -q 'conf\\|tests' made.sh\n",
                    folder, attack);
                break;
            case "configure" or "build.sh" or "run-tests.sh":
                AssertRuns($"sh -n {path}\n", folder, attack);
                break;
            case var script when script.EndsWith(".sh", StringComparison.Ordinal):
                AssertRuns($"sh -n {path}\n", folder, attack);
                break;
        }
    }

    private static void AssertShell(string text, string folder, AttackCase attack)
    {
        File.WriteAllText(Path.Combine(folder, "made.sh"), text);
        Assert.False(string.IsNullOrWhiteSpace(text), attack.Story);
        AssertRuns("sh -n made.sh\n", folder, attack);
    }

    private static void AssertRuns(string script, string folder, AttackCase attack)
    {
        Shell.Result result = Shell.Run(script + "exit $?\n", folder);
        Assert.True(result.ExitCode == 0,
            $"{attack.Id} {attack.Axes}\n{script}\n{Encoding.UTF8.GetString(result.Output)}{result.Errors}");
    }

    private static string Between(string text, string begin, string end, bool last)
    {
        int from = (last ? text.LastIndexOf(begin, StringComparison.Ordinal)
            : text.IndexOf(begin, StringComparison.Ordinal)) + begin.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
