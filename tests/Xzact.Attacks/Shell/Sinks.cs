namespace Xzact.Attacks.Shell;

/// <summary>What takes the output of a pipeline: that of an attack, or that of a twin, which runs nothing.</summary>
internal static class Sinks
{
    public static IReadOnlyList<ShellNode> Attack(Sink sink, string pipeline, CaseNames names, Random random)
    {
        string script = $"./conf-{names.StepFile}.sh";
        string made = $"{names.StepFile}.o";
        return sink switch
        {
            Sink.PipeToShell =>
                [Line($"{pipeline} | {random.Pick("sh", "/bin/sh", "${SHELL-/bin/sh}", "sh -s", "bash")}")],
            Sink.Eval => random.Next(2) == 0
                ? [Line($"eval \"$({pipeline})\"")]
                : [Line($"{names.Step}_text=$({pipeline})"), Line($"eval \"${names.Step}_text\"")],
            Sink.WriteAndRun => random.Next(2) == 0
                ? [Line($"{pipeline} > {script}"), Line($"sh {script}")]
                : [Line($"{pipeline} > {script}"), Line($"chmod +x {script}"), Line(script)],
            Sink.Source => [Line($"{pipeline} > {script}"), Line($". {script}")],
            Sink.Link => random.Next(2) == 0
                ? [Line($"{pipeline} > {made}"), Line($"ar rc lib{names.StepFile}.a {made} || :")]
                : [Line($"{pipeline} > {made}"), Line($"${{CC-cc}} -shared -o {names.StepFile}.so {made} || :")],
            Sink.Compile => [Line($"{pipeline} | ${{CC-cc}} -x c -c -o {made} - || :")],
            Sink.EditMakefile => random.Next(2) == 0
                ? [Line($"{pipeline} >> {random.Pick("Makefile", "./Makefile")}")]
                : [Line($"{pipeline} > ./conf-{names.StepFile}.mk"),
                    Line($"cat Makefile ./conf-{names.StepFile}.mk > ./conf-{names.StepFile}.t 2>/dev/null || :"),
                    Line($"mv ./conf-{names.StepFile}.t Makefile")],
            _ => throw new ArgumentOutOfRangeException(nameof(sink)),
        };
    }

    /// <summary>What a test or a build does with data.</summary>
    /// <param name="kind">The kind of twin; not one that runs a tracked script.</param>
    /// <param name="pipeline">What decodes.</param>
    /// <param name="expected">The tracked file to compare with, if there is one.</param>
    /// <param name="names">Names of the case.</param>
    public static IReadOnlyList<ShellNode> Quiet(NearMiss kind, string pipeline, string expected, CaseNames names) =>
        kind switch
        {
            NearMiss.TestCompares => [Line($"{pipeline} | cmp - {ShellNode.Root}{expected}")],
            NearMiss.ChecksumOnly =>
                [Line($"{pipeline} | sha256sum > {names.StepFile}.sum"),
                    Line($"cmp {names.StepFile}.sum {ShellNode.Root}{expected}")],
            NearMiss.GeneratedTable =>
                [Line($"{pipeline} > {names.StepFile}.tmp"),
                    Line($"cmp {names.StepFile}.tmp {ShellNode.Root}{expected}")],
            _ => [Line($"{pipeline} > {names.StepFile}.csv")],
        };

    private static ShellLine Line(string text) => new(text);
}
