using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>Reads what an exec of a record says about the program.</summary>
/// <param name="root">The folder of the tree.</param>
internal sealed class Executions(string root)
{
    private static readonly string[] s_system =
        ["/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/nix/store/", "/snap/"];

    /// <summary>The program of an exec.</summary>
    public Execution Of(BuildEvent exec, int time)
    {
        bool isTree = IsTree(exec.Path);
        ToolKind kind = ToolKinds.Of(exec.Path, isTree);
        string? script = isTree ? exec.Path : ScriptOf(kind, exec);
        if (script is not null && !isTree && IsTree(script)
            && ToolKinds.Of(script, isTree: true) is ToolKind.Configurer)
        {
            kind = ToolKind.Configurer;
        }

        return new(exec.Path, exec.Arguments, exec.Folder, kind)
        {
            Script = script,
            IsOfTree = script is not null && IsTree(script),
            IsPackaging = IsPackaging(kind, script, exec),
            Input = exec.Input,
            Time = time,
        };
    }

    /// <summary>Whether a path lies in the tree.</summary>
    public bool IsInTree(string path) => path.StartsWith(root, StringComparison.Ordinal)
        && (root == "/" || path.Length == root.Length || path[root.Length] == '/');

    /// <summary>The path below the tree; the whole path if it lies elsewhere.</summary>
    public string Below(string path) => IsInTree(path) && path.Length > root.Length + 1
        ? path[(root.Length + 1)..]
        : path;

    // What is no program of the system may have been put there by the build.
    private bool IsTree(string path) => IsInTree(path)
        || !Array.Exists(s_system, start => path.StartsWith(start, StringComparison.Ordinal));

    // "debian/rules" itself, and "make -f debian/rules".
    private bool IsPackaging(ToolKind kind, string? script, BuildEvent exec)
    {
        const string Rules = "debian/rules";
        return (script is not null && Below(script) == Rules)
            || (kind == ToolKind.Maker && After(exec.Arguments, "-f") is string file
                && Resolve(exec.Folder, file) is string path && Below(path) == Rules);
    }

    private static string? ScriptOf(ToolKind kind, BuildEvent exec)
    {
        if (!kind.Obeys() || exec.Arguments.Count < 2)
        {
            return null;
        }

        string name = ToolName(exec.Path);
        string? operand = name is "awk" or "gawk" or "mawk" or "nawk" or "sed" or "gsed"
            ? After(exec.Arguments, "-f")
            : name is "m4" or "gm4" ? null
            : FirstOperand(exec.Arguments);
        return operand is null ? null : Resolve(exec.Folder, operand);
    }

    private static string? FirstOperand(IReadOnlyList<string> arguments)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (word is "--")
            {
                return i + 1 < arguments.Count ? arguments[i + 1] : null;
            }

            // The program itself stands on the command line: sh -c, sh -ec, perl -e, python -c, python -m.
            if (word is ['-', _, ..] && word[1] != '-')
            {
                if (word.AsSpan(1).IndexOfAny('c', 'e', 'm') >= 0 && IsProgramOption(arguments[0], word))
                {
                    return null;
                }

                i += word is "-o" or "+o" ? 1 : 0;
            }
            else if (word is not ['-' or '+', ..])
            {
                return word;
            }
        }

        return null;
    }

    // For a shell -e only ends it at the first failure.
    private static bool IsProgramOption(string program, string option)
    {
        string name = ToolName(program);
        bool isShell = ToolKinds.Of(name, isTree: false) == ToolKind.Shell;
        return isShell ? option.AsSpan().IndexOfAny('c', 's') >= 0
            : name.StartsWith("perl", StringComparison.Ordinal) ? option.AsSpan().IndexOfAny('e', 'E') >= 0
            : option is "-c" or "-m" or "-e";
    }

    private static string? After(IReadOnlyList<string> arguments, string option)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            if (arguments[i] == option && i + 1 < arguments.Count)
            {
                return arguments[i + 1];
            }

            if (arguments[i].Length > option.Length && arguments[i].StartsWith(option, StringComparison.Ordinal))
            {
                return arguments[i][option.Length..];
            }
        }

        return null;
    }

    private static string ToolName(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A name on a command line as an absolute path; null if the folder is not known.</summary>
    public static string? Resolve(string? folder, string name)
    {
        if (name is ['/', ..])
        {
            return Plain(name);
        }

        return folder is ['/', ..] ? Plain($"{folder}/{name}") : null;
    }

    private static string Plain(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
