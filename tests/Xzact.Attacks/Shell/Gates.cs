namespace Xzact.Attacks.Shell;

/// <summary>Conditions around build text.</summary>
internal static class Gates
{
    /// <param name="gate">The kind of condition.</param>
    /// <param name="body">What runs only then.</param>
    /// <param name="witness">A file of the tree whose being there is a condition.</param>
    /// <param name="random">Chooses between forms.</param>
    public static IReadOnlyList<ShellNode> Around(
        Gate gate, IReadOnlyList<ShellNode> body, string witness, Random random)
    {
        if (gate == Gate.None)
            return body;
        if (gate == Gate.KindOfMachine)
            return AroundMachine(body, random);

        (string head, string tail) = gate switch
        {
            Gate.Architecture => random.Pick(
                ("case `uname -m` in x86_64|amd64)", ";; esac"), If("test \"`uname -s`-`uname -m`\" = Linux-x86_64")),
            Gate.Packaging => random.Pick(
                If("test -f debian/rules || test \"x$RPM_ARCH\" = xx86_64"),
                If("test -n \"$DEB_BUILD_ARCH$RPM_BUILD_ROOT\"")),
            Gate.Compiler => random.Pick(
                If("test \"x$GCC\" = xyes"), If("${CC-cc} --version 2>/dev/null | grep -q 'Free Software'")),
            Gate.EnvironmentVariable => random.Pick(
                If("test -n \"$LANG\" && test -z \"$LD_DEBUG\""), If("test \"x$RELEASE_BUILD\" = x1")),
            Gate.Unobserved => random.Pick(
                If("grep -q '^TracerPid:.0$' /proc/self/status"), If("test ! -t 0 && test ! -t 1")),
            Gate.Date => random.Pick(
                If("test `date +%Y%m%d` -gt 20240101"), ("case `date +%u` in 1|3|5)", ";; esac")),
            Gate.FileExists => If($"test -f {witness}"),
            _ => throw new ArgumentOutOfRangeException(nameof(gate)),
        };
        return [new ShellBlock(head, body, tail)];
    }

    // Nested, or in one line; each asks about something else.
    private static IReadOnlyList<ShellNode> AroundMachine(IReadOnlyList<ShellNode> body, Random random)
    {
        string[] conditions =
        [
            random.Pick("test \"`uname -m`\" = x86_64", "uname -m | grep -q '64$'"),
            random.Pick("test \"`uname -s`\" = Linux", "test ! -d /System"),
            random.Pick("test \"x$GCC\" = xyes", "${CC-cc} -dumpmachine 2>/dev/null | grep -q linux"),
            "${LD-ld} --version 2>/dev/null | grep -q GNU",
        ];
        random.Shuffle(conditions);
        string[] asked = conditions[..(3 + random.Next(2))];
        if (random.Next(3) == 0)
        {
            (string head, string tail) = If(string.Join(" && ", asked));
            return [new ShellBlock(head, body, tail)];
        }

        return asked.Aggregate(body, (inner, condition) =>
            [new ShellBlock(If(condition).Head, inner, If(condition).Tail)]);
    }

    private static (string Head, string Tail) If(string condition) => ($"if {condition}; then", "fi");
}
