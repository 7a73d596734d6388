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
