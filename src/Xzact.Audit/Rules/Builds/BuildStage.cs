using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>
/// Where in a build a process stands, handed down from who started it. What makes a stage a test, an installation or a
/// distribution is what the user asked the outermost make for; targets that the tree calls by such names change
/// nothing. What the script of a package asks for counts as asked for by the user.
/// </summary>
/// <param name="Phase">The phase of a process that is no compiler or linker.</param>
/// <param name="Targets">What the user asked the outermost make for.</param>
/// <param name="HasMaker">Whether a make is above.</param>
/// <param name="IsOfTree">Whether a script of the tree is above.</param>
internal sealed record BuildStage(
    BuildPhase Phase, IReadOnlyList<string> Targets, bool HasMaker, bool IsOfTree)
{
    /// <summary>Whether it may be a test all the same: one make was asked for tests and for more, and its recipes say
    /// nothing of what they are for.</summary>
    public bool MayTest { get; init; }

    /// <summary>Where a build begins.</summary>
    public static BuildStage Start { get; } = new(BuildPhase.Other, [], HasMaker: false, IsOfTree: false);

    private static readonly string[] s_makeOptionsWithValue = ["-C", "-f", "-I", "-j", "-l", "-o", "-W", "-k"];

    /// <summary>The stage of a program that is started in this one.</summary>
    public BuildStage Enter(Execution program) => program.Kind switch
    {
        _ when program.IsPackaging && !HasMaker && !IsOfTree => this,
        ToolKind.Configurer => Configurer(program),
        ToolKind.Maker => Maker(TargetsOf(program.Arguments)),
        ToolKind.Tester => HasMaker || IsOfTree ? this : this with { Phase = BuildPhase.Test },
        _ when program is { IsOfTree: true, Script: not null } => this with { IsOfTree = true },
        _ => this,
    };

    /// <summary>The phase of a program in this stage.</summary>
    /// <param name="program">The program.</param>
    /// <param name="parent">What started it, and in which phase; null if that is not known.</param>
    public BuildPhase PhaseOf(Execution program, (Execution Program, BuildPhase Phase)? parent)
    {
        if (Phase is BuildPhase.Configure or BuildPhase.Test or BuildPhase.Distribution)
        {
            return Phase;
        }

        return program.Kind switch
        {
            ToolKind.Compiler or ToolKind.Assembler => BuildPhase.Compile,
            ToolKind.Linker or ToolKind.Archiver => BuildPhase.Link,
            ToolKind.Driver => Links(program.Arguments) ? BuildPhase.Link : BuildPhase.Compile,
            _ when parent is ({ Kind: ToolKind.Driver or ToolKind.Compiler or ToolKind.Linker }, var phase) => phase,
            _ => Phase,
        };
    }

    /// <summary>What make is asked for: its words that are neither options nor assignments.</summary>
    internal static IReadOnlyList<string> TargetsOf(IReadOnlyList<string> arguments)
    {
        List<string> targets = [];
        for (int i = 1; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (s_makeOptionsWithValue.Contains(word))
            {
                // -j, -l and -k may stand without a value, which is a number.
                bool isOptional = word is "-j" or "-l" or "-k";
                i += !isOptional || (i + 1 < arguments.Count && arguments[i + 1].All(char.IsAsciiDigit)) ? 1 : 0;
            }
            else if (word.Length > 0 && word[0] != '-' && !word.Contains('=', StringComparison.Ordinal))
            {
                targets.Add(word);
            }
        }

        return targets;
    }

    private BuildStage Configurer(Execution program)
    {
        IReadOnlyList<string> arguments = program.Arguments;
        string verb = arguments.Count > 1 ? arguments[1] : "";
        return (program.Name, verb) switch
        {
            ("cmake", "-E" or "-P") or ("meson", "introspect" or "--internal") => this,
            ("cmake", "--build") => Maker([.. arguments.SkipWhile(a => a is not ("--target" or "-t")).Skip(1)
                .TakeWhile(a => a is not ['-', ..])]),
            ("meson", "compile") => Maker([]),
            ("cmake", "--install") or ("meson", "install") => Maker(["install"]),
            ("meson", "test") => Maker(["test"]),
            ("meson", "dist") => Maker(["dist"]),
            _ when Phase is BuildPhase.Test or BuildPhase.Distribution => this,
            _ => this with { Phase = BuildPhase.Configure },
        };
    }

    private BuildStage Maker(IReadOnlyList<string> targets)
    {
        if (!HasMaker && Phase == BuildPhase.Other)
        {
            BuildPhase phase = IsOfTree ? BuildPhase.Recipe : PhaseOf(targets);
            return this with
            {
                Phase = phase,
                Targets = IsOfTree ? [] : targets,
                HasMaker = true,
                MayTest = phase == BuildPhase.Recipe && !IsOfTree && targets.Any(IsTest),
            };
        }

        // What the user asked for among other things, "all check", is told apart by the makes below.
        return Phase == BuildPhase.Recipe && targets.Count > 0 && targets.All(IsAskedFor)
            ? this with { Phase = PhaseOf(targets), MayTest = MayTest && targets.Any(IsTest) }
            : this;
    }

    // Automake's rules for check are check-am, check-recursive, check-TESTS.
    private bool IsAskedFor(string target) => Targets.Any(asked =>
        target == asked || target.StartsWith(asked + "-", StringComparison.Ordinal));

    private static BuildPhase PhaseOf(IReadOnlyList<string> targets) => targets.Count == 0 ? BuildPhase.Recipe
        : targets.All(IsTest) ? BuildPhase.Test
        : targets.All(t => Begins(t, "install")) ? BuildPhase.Install
        : targets.All(t => Begins(t, "dist")) ? BuildPhase.Distribution
        : BuildPhase.Recipe;

    private static bool IsTest(string target) => Begins(target, "check", "test", "installcheck");

    private static bool Begins(string target, params string[] words) =>
        Array.Exists(words, word => target.StartsWith(word, StringComparison.Ordinal));

    private static bool Links(IReadOnlyList<string> arguments) =>
        !arguments.Any(a => a is "-c" or "-S" or "-E" or "-M" or "-MM" or "-fsyntax-only");
}
