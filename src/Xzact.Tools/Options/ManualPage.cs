using System.Text;
using Xzact.Tools.Commands;

namespace Xzact.Tools.Options;

/// <summary>Manual pages, in the language of man(7), from the tables of options.</summary>
internal static class ManualPage
{
    /// <summary>Names whose page is that of another one.</summary>
    private static readonly Dictionary<string, string> s_links = new()
    {
        ["unxz"] = "xz",
        ["xzcat"] = "xz",
        ["lzma"] = "xz",
        ["unlzma"] = "xz",
        ["lzcat"] = "xz",
        ["lzmadec"] = "xzdec",
        ["xzegrep"] = "xzgrep",
        ["xzfgrep"] = "xzgrep",
        ["lzgrep"] = "xzgrep",
        ["lzegrep"] = "xzgrep",
        ["lzfgrep"] = "xzgrep",
        ["xzcmp"] = "xzdiff",
        ["lzdiff"] = "xzdiff",
        ["lzcmp"] = "xzdiff",
        ["lzless"] = "xzless",
        ["lzmore"] = "xzmore",
    };

    /// <summary>The page of a name.</summary>
    /// <exception cref="UsageException">The program has no such name.</exception>
    public static string Of(string name) => s_links.TryGetValue(name, out string? target)
        ? $".so man1/{target}.1\n"
        : name switch
        {
            "xz" => Xz(),
            "xzdec" => Page(name, "decompress .xz or .lzma files to standard output", "[OPTION]... [FILE]...", text =>
            {
                text.Append(".B xzdec\ndecompresses .xz files and\n.B lzmadec\ndecompresses .lzma files, to " +
                    "standard output. The first error ends the run. No environment variable matters.\n");
                Append(text, "OPTIONS", DecoderCommand.Options("xz"));
                text.Append(".SH EXIT STATUS\n0 if everything was decompressed, 1 otherwise.\n");
            }),
            "lzmainfo" => Page(name, "show what the headers of .lzma files say", "[FILE]...", text =>
            {
                text.Append("Shows for each FILE, or standard input, the size of the data, the dictionary size and ")
                    .Append("the bits lc, lp and pb that its header declares.\n");
                Append(text, "OPTIONS", LzmaInfoCommand.Options);
                text.Append(".SH EXIT STATUS\n0 if all is well, 1 if something failed.\n");
            }),
            "xzgrep" => Grep(),
            "xzdiff" => Page(name, "compare files, compressed or not", "[OPTION]... FILE1 [FILE2]", text => text
                .Append("Runs diff, or what DIFF says, on the contents of two files; xzcmp runs cmp, or what CMP ")
                .Append("says. ")
                .Append("Without FILE2, FILE1 is compared with the file that its name without the suffix stands for.\n")
                .Append(".SH EXIT STATUS\n0 if the contents are the same, 1 if they differ, 2 for trouble.\n")),
            "xzless" => Less(),
            "xzmore" => More(),
            _ => throw new UsageException($"{name}: Not a name of this program"),
        };

    private static string Grep() => Page(
        "xzgrep", "search in files, compressed or not", "[OPTION]... [-e] PATTERN [FILE]...", text =>
        {
            text.Append("Runs grep on the content of each FILE, or of standard input. The names xzegrep and xzfgrep ")
                .Append("stand for grep \\-E and grep \\-F. Files of gzip, bzip2, lzop, zstd and lz4 are known by ")
                .Append("their suffixes and need these programs.\n");
            Append(
                text, "OPTIONS",
                ("OPTION", "Those of grep are handed to it, but for the ones below."),
                ("-H, --with-filename", "show the name of the file before each match, as without it where there are " +
                    "several; grep then has to know --label"),
                ("-h, --no-filename", "show no names"),
                ("-l, --files-with-matches", "show the names of files that match, and nothing else"),
                ("-L, --files-without-match", "show the names of files that do not match, and nothing else"),
                ("--label=NAME", "call standard input, and nothing else, NAME"),
                ("--help", "show a help, and exit"),
                ("-V, --version", "show the version, and exit"),
                ("-r, -R, -d, -z, -Z, --recursive, --dereference-recursive, --directories, --include, --exclude, " +
                    "--exclude-from, --exclude-dir, --null, --null-data",
                    "are refused: they choose files, or say how names and lines end"));
            Append(text, "EXIT STATUS", ("0", "a match"), ("1", "no match"), ("2 and above", "trouble"));
            Append(
                text, "ENVIRONMENT",
                ("GREP", "the command that is run instead of grep, taken apart by a shell; then xzegrep and xzfgrep " +
                    "do not add -E and -F"));
        });

    private static string Less() => Page(
        "xzless", "show files with less, compressed or not", "[OPTION]... [FILE]...", text =>
        {
            text.Append("Runs less, whose options OPTION are, so that it reads each FILE through xz. Without FILE it ")
                .Append("shows standard input.\n");
            Append(
                text, "EXIT STATUS",
                ("That of less", "or 2 if less cannot be run."));
            Append(
                text, "ENVIRONMENT",
                ("LESSOPEN", "is set for less, whatever it was: the command that decompresses"),
                ("LESSMETACHARS", "is set for less unless it is set: characters of names that a shell must not see"));
        });

    private static string More() => Page(
        "xzmore", "show files with more, compressed or not", "[FILE]...", text =>
        {
            text.Append("Runs more on the content of each FILE, or of standard input. Between files q and e end, and ")
                .Append("s skips the next one.\n");
            Append(
                text, "EXIT STATUS",
                ("That of the pager", "for the last file; 1 if that could not be read or decompressed, 2 if the " +
                    "pager cannot be run."));
            Append(text, "ENVIRONMENT", ("PAGER", "the command that is run instead of more, taken apart by a shell"));
        });

    private static string Xz() => Page(
        "xz", "compress and decompress .xz, .lzma and .lz files", "[OPTION]... [FILE]...", text =>
        {
            text.Append(ManualProse.Description);
            foreach ((OptionGroup group, string heading) in HelpText.Headings)
            {
                Append(text, heading.TrimEnd(':').ToUpperInvariant(),
                    OptionTable.All.Where(option => option.Group == group));
            }

            text.Append(ManualProse.Presets())
                .Append(ManualProse.Filters)
                .Append(ManualProse.LimitsAndLists)
                .Append(ManualProse.Rest);
        });

    private static string Page(string name, string purpose, string usage, Action<StringBuilder> write)
    {
        var text = new StringBuilder($".TH {name.ToUpperInvariant()} 1 \"\" \"Xzact\" \"User Commands\"\n");
        text.Append($".SH NAME\n{name} \\- {Escape(purpose)}\n.SH SYNOPSIS\n.B {name}\n{Escape(usage)}\n");
        text.Append(".SH DESCRIPTION\n");
        write(text);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<Option> options)
    {
        text.Append($".SH \"{heading}\"\n");
        foreach (Option option in options.Where(option => option.Group != OptionGroup.Hidden))
        {
            text.Append(".TP\n.B ").Append(Escape(HelpText.Left(option).Trim()))
                .Append('\n').Append(Escape(option.Help)).Append(option.Help.EndsWith('?') ? "\n" : ".\n");
        }
    }

    private static void Append(StringBuilder text, string heading, params (string Term, string Meaning)[] items)
    {
        text.Append($".SH \"{heading}\"\n");
        foreach ((string term, string meaning) in items)
        {
            text.Append(".TP\n.B ").Append(Escape(term)).Append('\n').Append(Escape(meaning))
                .Append(meaning.EndsWith('.') ? "\n" : ".\n");
        }
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
}
