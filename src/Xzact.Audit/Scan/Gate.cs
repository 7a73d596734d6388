using System.Buffers;

namespace Xzact.Audit.Scan;

/// <summary>What a condition of a script asks for.</summary>
internal enum GateKind
{
    /// <summary>The processor.</summary>
    Architecture,

    /// <summary>The operating system or distribution.</summary>
    System,

    /// <summary>The compiler, the linker or their options.</summary>
    Compiler,

    /// <summary>Whether a package is being built.</summary>
    Packaging,

    /// <summary>Whether somebody watches: a debugger, a tracer.</summary>
    Watcher,
}

/// <summary>A condition that must hold for a command to run, and those around it.</summary>
/// <param name="Outer">The next one around it, or null.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Text">The condition as the script has it, cut to a line.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record Gate(Gate? Outer, GateKind Kind, string Text, FlowPlace Place)
{
    /// <summary>This one and those around it, outermost first.</summary>
    public IEnumerable<Gate> All() => (Outer?.All() ?? []).Append(this);

    /// <summary>What a condition asks for; null if it is none of these.</summary>
    public static GateKind? KindOf(ReadOnlySpan<char> condition)
    {
        if (condition.ContainsAny(s_anyWord))
        {
            foreach ((GateKind kind, SearchValues<string> words) in s_words)
            {
                if (condition.ContainsAny(words))
                {
                    return kind;
                }
            }
        }

        return null;
    }

    // In the order in which they are looked for: a packaging variable may have the name of a processor in it.
    private static readonly (GateKind Kind, string[] Words)[] s_kinds =
    [
        (GateKind.Packaging, ["debian/", "RPM_", "DEB_", "rpmbuild", "dpkg", "SPECPARTS", "ebuild", "PKGBUILD",
            "pkgdir", "FAKEROOT", "ABUILD", "NIX_BUILD", "CONDA_BUILD"]),
        (GateKind.Watcher, ["TracerPid", "LD_DEBUG", "LD_PRELOAD", "LD_PROFILE", "ptrace", "strace", "ltrace", "gdb",
            "valgrind", "/proc/self/status", "LD_BIND_NOW"]),
        (GateKind.Architecture, ["uname -m", "x86_64", "x86-64", "amd64", "aarch64", "arm64", "i386", "i686", "riscv",
            "host_cpu", "build_cpu", "target_cpu", "--print-architecture", "CMAKE_SYSTEM_PROCESSOR", "cpu_family",
            "HOSTTYPE", "uname -p", "arch)"]),
        (GateKind.System, ["uname", "linux-gnu", "os-release", "lsb_release", "$host", "$build\"", "${host}", "host_os",
            "Linux", "/etc/debian_version", "/etc/redhat-release", "OSTYPE", "CMAKE_SYSTEM_NAME", "host_machine"]),
        (GateKind.Compiler, ["GCC", "gcc", "clang", "$CC", "CMAKE_C_COMPILER", "__GNUC__", "--version", "gnu-ld",
            "$LD", "ld -v", "IFUNC", "ifunc"]),
    ];

    // Every condition of every script is looked at.
    private static readonly (GateKind Kind, SearchValues<string> Words)[] s_words =
        [.. s_kinds.Select(pair => (pair.Kind, SearchValues.Create(pair.Words, StringComparison.Ordinal)))];

    private static readonly SearchValues<string> s_anyWord =
        SearchValues.Create([.. s_kinds.SelectMany(pair => pair.Words)], StringComparison.Ordinal);
}
