using System.Buffers;
using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Rules.D13;

/// <summary>Data that becomes a program: piped to a shell, evaluated from a substitution, or redirected into
/// one.</summary>
internal sealed class DataToShellRule : IFileRule
{
    private static readonly HashSet<string> s_shells =
        ["sh", "bash", "dash", "ksh", "zsh", "ash", "mksh", "$SHELL", "${SHELL}", "$(SHELL)", "$CONFIG_SHELL",
         "${CONFIG_SHELL}", "$(CONFIG_SHELL)", "python", "python3", "perl", "ruby"];

    private static readonly HashSet<string> s_decoders =
        ["xz", "unxz", "xzcat", "lzma", "unlzma", "gzip", "gunzip", "zcat", "bzip2", "bunzip2", "bzcat", "zstd",
         "zstdcat", "unzstd", "lzip", "lz4", "brotli", "base64", "base32", "uudecode", "openssl", "unzip", "funzip",
         "cpio", "tar", "xxd", "tr", "rev"];

    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public string Id => "D13";

    public bool AppliesTo(SuspectFile file) => file.IsBuildText && file.Text is not null;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        HashSet<int> reported = [];
        IReadOnlyList<ShellPipeline> all = file.NewPipelines;
        foreach (ShellPipeline pipeline in all)
        {
            if (How(pipeline, all) is not string how || !reported.Add(pipeline.Line))
            {
                continue;
            }

            bool hidden = ReadsHiddenData(pipeline)
                || all.Any(p => pipeline.Commands.Exists(p.IsBelow) && ReadsHiddenData(p));
            Evidence found = file.Show(pipeline, hidden ? $"{how}; its source is decoded or test data" : how);
            Severity severity = hidden ? Severity.Critical
                : EvaluatesPlainText(pipeline, all) ? Severity.Medium
                : Severity.High;
            yield return new(
                severity,
                $"Build text turns data into a program: {how}.",
                pipeline.Text,
                [.. file.Entry.References, found]);
        }
    }

    private static string? How(ShellPipeline pipeline, IReadOnlyList<ShellPipeline> all)
    {
        if (VariableText.IsGenerated(pipeline))
        {
            return null;
        }

        for (int i = 0; i < pipeline.Commands.Count; i++)
        {
            ShellCommand command = pipeline.Commands[i];
            if (command.IsCall)
            {
                continue;
            }

            if (i > 0 && IsShell(command) && ReadsProgramFromInput(command))
            {
                return $"a pipe ends in {command.Name}";
            }

            if (command.Name == "eval" && command.Arguments.Any(HoldsSubstitution) && FetchesData(command, all))
            {
                return "eval of a command's output";
            }

            if (command.Name is "." or "source" && command.Arguments.Any(IsStream))
            {
                return "a stream is sourced";
            }

            if (IsShell(command) && command.Arguments.SkipWhile(w => w != "-c").Skip(1).Any(HoldsSubstitution))
            {
                return $"{command.Name} -c of a command's output";
            }

            if (IsShell(command) && (command.Arguments.Any(IsStream) || InputIsRedirected(command)))
            {
                return $"{command.Name} reads its program from a redirected file";
            }
        }

        return null;
    }

    private static bool IsShell(ShellCommand command)
    {
        string name = command.Name ?? "";
        string program = name.StartsWith('/') ? name[(name.LastIndexOf('/') + 1)..] : name;
        return s_shells.Contains(program) || name.StartsWith("${CONFIG_SHELL", StringComparison.Ordinal)
            || name.StartsWith("${SHELL", StringComparison.Ordinal);
    }

    // A shell with an operand reads its program from that file, and the pipe is only data to it.
    private static bool ReadsProgramFromInput(ShellCommand command)
    {
        string[] arguments = [.. command.Arguments];
        return !arguments.Contains("-c") && !arguments.Contains("-e") && !arguments.Contains("-m")
            && (arguments.Contains("-s") || arguments.Contains("-") || arguments.Contains("/dev/stdin")
                || arguments.All(a => a.StartsWith('-')));
    }

    private static bool InputIsRedirected(ShellCommand command) =>
        command.Redirections.Any(r => r.Operator is "<" or "0<" or "<<<" && r.Target != "/dev/null")
        && ReadsProgramFromInput(command);

    // In make, $(NAME) is a variable; what is no name is a command.
    private static bool HoldsSubstitution(string word)
    {
        if (word.Contains('`', StringComparison.Ordinal))
        {
            return true;
        }

        for (int at = word.IndexOf("$(", StringComparison.Ordinal); at >= 0;
            at = word.IndexOf("$(", at + 2, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = word.AsSpan(at + 2);
            int end = rest.IndexOf(')');
            if (end < 0 || rest[..end].ContainsAnyExcept(s_nameCharacters))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FetchesData(ShellCommand command, IReadOnlyList<ShellPipeline> all) => all.Any(p =>
        p.Context == ShellContext.Substitution && p.IsBelow(command) && !VariableText.IsAll(p));

    // Libtool keeps its settings in files and evaluates lines from them. That is common in clean releases; what is
    // decoded first is not.
    private static bool EvaluatesPlainText(ShellPipeline pipeline, IReadOnlyList<ShellPipeline> all) =>
        pipeline.Commands.TrueForAll(c => c.Name == "eval")
        && !all.Any(p => pipeline.Commands.Exists(p.IsBelow) && p.Commands.Exists(VariableText.PrintsEscapes));

    private static bool IsStream(string word) => word is "<(…)" or "/dev/stdin" or "/dev/fd/0";

    private static bool ReadsHiddenData(ShellPipeline pipeline) => pipeline.Commands.Any(c =>
        s_decoders.Contains(c.Name ?? "")
        || c.Words.Any(PathWords.IsTestPath) || c.Redirections.Any(r => PathWords.IsTestPath(r.Target)));
}
