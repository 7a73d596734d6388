using System.Buffers;

namespace Xzact.Audit.Scan;

/// <summary>What an operand of a program is to the flow of data.</summary>
internal enum OperandRole
{
    /// <summary>Nothing: an option, a number.</summary>
    None,

    /// <summary>Its text goes where the program writes.</summary>
    Text,

    /// <summary>A file that is read.</summary>
    Read,

    /// <summary>A file that is written.</summary>
    Write,

    /// <summary>A file that is edited in place.</summary>
    Change,
}

/// <summary>Which operands of the usual programs name files; from their manuals.</summary>
internal static class OperandRoles
{
    private static readonly SearchValues<char> s_inlineFlags = SearchValues.Create("nEripe");
    private static readonly SearchValues<char> s_tarMode = SearchValues.Create("xctfvzjJOpkmwC");

    /// <summary>The role of each argument.</summary>
    /// <param name="program">Its name without a folder.</param>
    /// <param name="texts">The arguments, as far as they are known.</param>
    public static OperandRole[] Of(string program, IReadOnlyList<string> texts)
    {
        OperandRole[] roles = new OperandRole[texts.Count];
        int operands = 0;
        bool hasScript = texts.Any(t => t is "-e" or "-f" or "--expression"
            || t.StartsWith("-e", StringComparison.Ordinal));
        int inline = InlineText(program, texts);
        bool isDecoder = CommandTable.IsDecoder(program);
        for (int i = 0; i < texts.Count; i++)
        {
            string text = texts[i];
            string before = i > 0 ? texts[i - 1] : "";
            if (text.Length > 1 && text[0] == '-')
            {
                continue;
            }

            operands++;
            if (inline > 0)
            {
                roles[i] = i == inline ? OperandRole.Text : OperandRole.Read;
                continue;
            }

            roles[i] = program switch
            {
                _ when CommandTable.IsSilent(program) => OperandRole.None,
                "echo" or "printf" or "export" or "local" or "readonly" or "declare" or "typeset" or "expr"
                    or "basename" or "dirname" => OperandRole.Text,
                "tr" or "read" or "seq" or "kill" or "cd" => OperandRole.Text,
                "dd" => text.StartsWith("of=", StringComparison.Ordinal) ? OperandRole.Write
                    : text.StartsWith("if=", StringComparison.Ordinal) ? OperandRole.Read : OperandRole.None,
                "sed" or "awk" or "gawk" or "mawk" or "nawk" or "grep" or "egrep" or "fgrep" or "perl"
                    when (!hasScript && operands == 1) || before is "-e" or "--expression" => OperandRole.Text,
                "awk" or "gawk" or "mawk" or "nawk" when before == "-v" => OperandRole.Text,
                "sed" or "perl" when texts.Any(IsInPlace) => OperandRole.Change,
                "head" or "tail" or "cut" or "sort" or "split" or "fold" or "od" or "xxd"
                    when before is "-c" or "-n" or "-b" or "-f" or "-d" or "-s" or "-l" or "-k" or "-w" or "-N" or "-j"
                        or "-t" or "-A" => OperandRole.None,
                "base64" or "base32" when before == "-w" => OperandRole.None,
                "openssl" => before is "-in" or "-inkey" ? OperandRole.Read
                    : before is "-out" ? OperandRole.Write : OperandRole.None,
                "tee" or "touch" => OperandRole.Write,
                "cp" or "mv" or "ln" or "install" or "ginstall" or "rsync" =>
                    before is "-m" or "-o" or "-g" ? OperandRole.None
                    : before is "-t" || (i == LastOperand(texts) && operands > 1) ? OperandRole.Write
                    : OperandRole.Read,
                "objcopy" or "xxd" when operands == 2 => OperandRole.Write,
                "curl" or "wget" or "git" or "svn" or "fetch" or "aria2c" =>
                    before is "-o" or "-O" or "--output" or "--output-document" ? OperandRole.Write : OperandRole.Text,
                "find" => OperandRole.Text,
                "make" or "gmake" => before == "-f" ? OperandRole.Read : OperandRole.None,
                "tar" or "bsdtar" => operands == 1 && (i == 0 || before.EndsWith('f')) && !IsTarMode(text, i)
                    ? OperandRole.Read : OperandRole.None,
                "ar" => ArchiveRole(texts, i),
                "uudecode" => before == "-o" ? OperandRole.Write : OperandRole.Read,
                "sh" or "bash" or "dash" or "ksh" or "zsh" or "ash" or "." or "source" or "python" or "python3"
                    or "ruby"
                    or "node" or "perl" => operands == 1 ? OperandRole.Read : OperandRole.None,
                _ when before is "-o" => OperandRole.Write,
                _ when IsCompilerValue(before) && CommandTable.IsCompiler(program) => OperandRole.None,
                _ when isDecoder && operands > 1 && program is "unzip" or "7z" => OperandRole.None,
                _ => OperandRole.Read,
            };
            operands -= roles[i] == OperandRole.None && program is not ("find" or "tar" or "ar") ? 1 : 0;
        }

        if (program is "tar" or "bsdtar" && texts is [var mode, var archive, ..] && IsTarMode(mode, 0)
            && mode.Contains('f', StringComparison.Ordinal))
        {
            roles[1] = OperandRole.Read;
        }

        return roles;
    }

    // Options whose value stands apart and names no input.
    private static bool IsCompilerValue(string option) => option is "-x" or "-I" or "-L" or "-D" or "-U" or "-l"
        or "-MF" or "-MT" or "-MQ" or "-isystem" or "-iquote" or "-idirafter" or "-target" or "-arch" or "-framework"
        or "-Xlinker" or "-Xassembler" or "-Xpreprocessor" or "-z" or "-soname";

    // The mode comes first, then the archive, then its members.
    private static OperandRole ArchiveRole(IReadOnlyList<string> texts, int index)
    {
        bool takesOut = CommandTable.TakesOut("ar", texts);
        return index == 0 ? OperandRole.None
            : index == 1 ? takesOut ? OperandRole.Read : OperandRole.Write
            : takesOut ? OperandRole.None : OperandRole.Read;
    }

    /// <summary>Files that a program reads without an operand of their own.</summary>
    public static IEnumerable<string> MoreReads(string program, IReadOnlyList<string> texts) => program switch
    {
        "sed" => SedFiles(texts, 'r'),
        _ when InlineText(program, texts) is > 0 and int text => QuotedNames(texts[text]),
        "awk" or "gawk" or "mawk" or "nawk" => texts.Where(t => t.Contains("getline", StringComparison.Ordinal))
            .SelectMany(QuotedNames).Concat(LongFiles(texts)),
        "find" => Found(texts),
        "tar" or "bsdtar" => LongFiles(texts),
        "unzip" or "cpio" => texts.Where(t => t.StartsWith("-F", StringComparison.Ordinal)).Select(t => t[2..]),
        _ => [],
    };

    /// <summary>Files that a program writes without an operand of their own: where a copy goes in a folder, and what a
    /// decoder leaves beside its input.</summary>
    public static IEnumerable<string> MoreWrites(string program, IReadOnlyList<string> texts)
    {
        switch (program)
        {
            case "sed":
                return SedFiles(texts, 'w');
            case "cp" or "mv" or "ln" or "install" or "ginstall":
                string[] operands = [.. texts.Where(t => t.Length > 0 && t[0] != '-')];
                if (operands.Length < 2)
                {
                    return operands.Take(program == "ln" ? 1 : 0).Select(NameOf);
                }

                string target = operands[^1];
                return target is "." or ".." || target.EndsWith('/')
                    || !NameOf(target).Contains('.', StringComparison.Ordinal)
                    ? operands.SkipLast(1).Select(path => target.TrimEnd('/') + "/" + NameOf(path)) : [];
            case "gcc" or "cc" or "clang" or "g++" when texts.Contains("-c") && !texts.Contains("-o"):
                return texts.Where(t => t.EndsWith(".c", StringComparison.Ordinal)).Select(t => NameOf(t)[..^2] + ".o");
            default:
                if (!CommandTable.IsDecoder(program) || program is "tar" or "base64" or "base32" or "openssl" or "xxd")
                {
                    return [];
                }

                return texts.Where(t => t.Length > 1 && t[0] != '-' && t.LastIndexOf('.') > t.LastIndexOf('/') + 1)
                    .Select(t => t[..t.LastIndexOf('.')]);
        }
    }

    /// <summary>Whether an option makes sed or perl edit its files in place.</summary>
    public static bool IsInPlace(string option) => option.StartsWith("--in-place", StringComparison.Ordinal)
        || (option.Length > 1 && option[0] == '-' && option[1] != '-' && option.AsSpan(1).Contains('i')
            && option.AsSpan(1).IndexOfAnyExcept(s_inlineFlags) is var other
            && (other < 0 || option.AsSpan(1, other).Contains('i')));

    private static bool IsTarMode(string text, int index) => index == 0 && text.Length is > 0 and < 8
        && !text.AsSpan().ContainsAnyExcept(s_tarMode) && text.AsSpan().ContainsAny("xct");

    private static int LastOperand(IReadOnlyList<string> texts)
    {
        int last = texts.Count - 1;
        while (last > 0 && texts[last].StartsWith('-'))
        {
            last--;
        }

        return last;
    }

    // "find FOLDER -name PATTERN" names files, though not in one word.
    private static IEnumerable<string> Found(IReadOnlyList<string> texts)
    {
        string? folder = texts.FirstOrDefault(t => t.Length > 0 && t[0] != '-');
        for (int i = 0; i + 1 < texts.Count; i++)
        {
            if (texts[i] is "-name" or "-path" or "-iname" && folder is not null)
            {
                yield return $"{folder}/*{texts[i + 1]}";
            }
        }
    }

    /// <summary>Where the text of <c>perl -e TEXT</c> and its kin stands; -1 if there is none.</summary>
    public static int InlineText(string program, IReadOnlyList<string> texts)
    {
        if (!CommandTable.IsInterpreter(program) || program == "m4")
        {
            return -1;
        }

        for (int i = 0; i + 1 < texts.Count && texts[i].StartsWith('-'); i++)
        {
            if (texts[i].Length is > 1 and < 8 && texts[i][^1] is 'e' or 'c' or 'E')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static IEnumerable<string> LongFiles(IReadOnlyList<string> texts) => texts
        .Where(t => t.StartsWith("--file=", StringComparison.Ordinal)).Select(t => t[7..]);

    private static IEnumerable<string> QuotedNames(string text) => text.Split('"', '\'')
        .Where((part, i) => i % 2 == 1 && part.Length is > 2 and < 200 && part.AsSpan().IndexOfAny('/', '.') >= 0
            && !part.AsSpan().ContainsAny(" \n\\$%"));

    // "r NAME" and "w NAME", alone or behind an address; the name goes to the end of the line.
    private static IEnumerable<string> SedFiles(IReadOnlyList<string> texts, char verb)
    {
        foreach (string line in texts.SelectMany(text => text.Split('\n')))
        {
            for (int at = line.IndexOf(verb, StringComparison.Ordinal); at >= 0 && at + 2 < line.Length;
                at = line.IndexOf(verb, at + 1))
            {
                if ((at == 0 || line[at - 1] is '/' or '$' or ' ' or '{' or ';' || char.IsAsciiDigit(line[at - 1]))
                    && line[at + 1] is ' ' or '\t')
                {
                    yield return line[(at + 1)..].Trim().Split(';', '}')[0];
                    break;
                }
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
