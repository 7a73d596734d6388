using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Commands;

/// <summary>xzdiff and xzcmp: compare the contents of files, compressed or not.</summary>
internal static class DiffCommand
{
    /// <summary>The descriptor that the first of two compressed files is read from.</summary>
    private const int FirstDescriptor = 5;

    /// <summary>What compressed files end with, and what their content ends with.</summary>
    private static readonly (string Suffix, string Replacement)[] s_suffixes =
    [
        ("xz", ""), ("lzma", ""), ("lz", ""), ("bz2", ""), ("z", ""), ("Z", ""), ("gz", ""), ("lzo", ""),
        ("zst", ""), ("lz4", ""),
    ];

    private static readonly (string Suffix, string Replacement)[] s_archives =
    [
        (".txz", ".tar"), (".tlz", ".tar"), (".tbz", ".tar"), (".tbz2", ".tar"), (".tgz", ".tar"), (".taz", ".tar"),
        (".tzo", ".tar"), (".tzst", ".tar"), ("_z", ""),
    ];

    /// <summary>Runs the command.</summary>
    /// <returns>0 if the contents are the same, 1 if they differ, 2 for trouble.</returns>
    public static int Run(string name, string[] arguments)
    {
        string shortName = ScriptHelp.ShortName(name);
        bool isCmp = shortName.Contains("cmp", StringComparison.Ordinal);
        string tool = isCmp ? "cmp" : "diff";
        int next = 0;
        for (; next < arguments.Length && arguments[next] is { Length: > 1 } word && word[0] == '-'; next++)
        {
            if (word.StartsWith("--h", StringComparison.Ordinal))
            {
                return ScriptHelp.Print(
                    name, $"Usage: {shortName} [OPTION]... FILE1 [FILE2]\n" +
                        "Compare the contents of two files, compressed or not.\n\n" +
                        $"OPTION is any of '{tool}'. Without FILE2, FILE1 is compared with the file that\n" +
                        "its name without the suffix of compressed files stands for.\n");
            }

            if (word.StartsWith("--v", StringComparison.Ordinal))
            {
                return ScriptHelp.PrintVersion(name, "xz" + tool);
            }

            if (word == "--")
            {
                break;
            }
        }

        string[] options = arguments[..next];
        string[] files = arguments[(next < arguments.Length && arguments[next] == "--" ? next + 1 : next)..];
        if (!Array.TrueForAll(files, file => ScriptHelp.CanRead(name, file)))
        {
            return ScriptHelp.Trouble;
        }

        string second;
        bool bothDecoded = false;
        switch (files.Length)
        {
            case 1 when StripSuffix(files[0]) is { } content:
                second = content;
                break;
            case 1:
                return ScriptHelp.Complain(
                    name, $"{Printable.Mask(files[0])}: Unknown compressed file name suffix");
            case 2:
                second = files[1];
                bothDecoded = true;
                break;
            default:
                return ScriptHelp.Complain(
                    name, $"Invalid number of operands; try '{shortName} --help' for help");
        }

        Signals.IgnorePipe();
        return Compare(name, [tool, .. options], files[0], second, bothDecoded);
    }

    /// <summary>The name of the content of a compressed file; null if its name does not tell.</summary>
    public static string? StripSuffix(string file)
    {
        foreach ((string suffix, string replacement) in s_archives)
        {
            if (file.EndsWith(suffix, StringComparison.Ordinal))
            {
                return file[..^suffix.Length] + replacement;
            }
        }

        foreach ((string suffix, string replacement) in s_suffixes)
        {
            int dot = file.Length - suffix.Length - 1;
            if (dot >= 0 && file[dot] is '.' or '-' && file.EndsWith(suffix, StringComparison.Ordinal))
            {
                return file[..dot] + replacement;
            }
        }

        return null;
    }

    private static bool IsDecoded(string file) => file == SourceFile.StandardName || StripSuffix(file) is not null;

    private static int Compare(string name, string[] tool, string first, string second, bool secondMayBeDecoded)
    {
        bool decodesFirst = IsDecoded(first);
        bool decodesSecond = secondMayBeDecoded && IsDecoded(second);
        var descriptors = new List<(int Ours, int Its)>();
        var decoders = new List<Child>();
        string shownFirst = first;
        string shownSecond = second;
        bool isSameInput = first == SourceFile.StandardName && second == SourceFile.StandardName;
        if (decodesFirst)
        {
            int its = decodesSecond && !isSameInput ? FirstDescriptor : Posix.StandardInput;
            shownFirst = its == FirstDescriptor ? "/dev/fd/5" : "-";
            descriptors.Add((StartDecoder(first, Posix.StandardInput), its));
        }

        if (decodesSecond)
        {
            shownSecond = "-";
            if (!isSameInput)
            {
                bool isFree = !decodesFirst || second == SourceFile.StandardName;
                descriptors.Add((
                    StartDecoder(second, isFree ? Posix.StandardInput : NoInput()), Posix.StandardInput));
            }
        }

        string variable = tool[0] == "cmp" ? "CMP" : "DIFF";
        IReadOnlyList<string> words = ScriptHelp.Words(
            variable, [tool[0]], [.. tool[1..], "--", shownFirst, shownSecond]);
        Child? comparer = Child.Start(words[0], words, descriptors, out int error);
        descriptors.ForEach(pair => _ = Posix.Close(pair.Ours));
        int status = comparer?.Wait()
            ?? ScriptHelp.Complain(name, $"{words[0]}: {Posix.Describe(error)}");
        bool isGood = true;
        foreach (Child decoder in decoders)
        {
            isGood &= ScriptHelp.IsGood(decoder.Wait());
        }

        return isGood ? status : ScriptHelp.Trouble;

        int StartDecoder(string file, int input)
        {
            (int readEnd, int writeEnd) = Child.MakePipe();
            if (Decompressor.Start(file, writeEnd, input, out int startError) is { } decoder)
            {
                decoders.Add(decoder);
            }
            else
            {
                ScriptHelp.Complain(name, $"{Decompressor.ProgramOf(file).Program}: {Posix.Describe(startError)}");
            }

            _ = Posix.Close(writeEnd);
            return readEnd;
        }
    }

    private static int NoInput() => Posix.Open(Posix.CurrentDirectory, "/dev/null", OpenFlags.Read);
}
