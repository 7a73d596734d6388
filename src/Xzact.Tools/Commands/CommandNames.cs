namespace Xzact.Tools.Commands;

/// <summary>A program of the family.</summary>
/// <param name="name">The name it was called by.</param>
/// <param name="arguments">Its arguments.</param>
/// <returns>The exit status.</returns>
internal delegate int Command(string name, string[] arguments);

/// <summary>Which program this is: the name it is called by says so.</summary>
internal static class CommandNames
{
    /// <summary>Parts of names, the longer ones before those that are part of them.</summary>
    private static readonly (string Part, Command Command)[] s_commands =
    [
        ("xzgrep", GrepCommand.Run), ("xzegrep", GrepCommand.Run), ("xzfgrep", GrepCommand.Run),
        ("lzgrep", GrepCommand.Run), ("lzegrep", GrepCommand.Run), ("lzfgrep", GrepCommand.Run),
        ("xzdiff", DiffCommand.Run), ("xzcmp", DiffCommand.Run),
        ("lzdiff", DiffCommand.Run), ("lzcmp", DiffCommand.Run),
        ("xzless", LessCommand.Run), ("lzless", LessCommand.Run),
        ("xzmore", MoreCommand.Run), ("lzmore", MoreCommand.Run),
        ("lzmainfo", LzmaInfoCommand.Run),
        ("lzmadec", DecoderCommand.RunLzmadec), ("xzdec", DecoderCommand.RunXzdec),
    ];

    /// <summary>Every name under which the program is installed.</summary>
    public static IReadOnlyList<string> Installed { get; } =
    [
        "xz", "unxz", "xzcat", "lzma", "unlzma", "lzcat", "xzdec", "lzmadec", "lzmainfo",
        "xzgrep", "xzegrep", "xzfgrep", "xzdiff", "xzcmp", "xzless", "xzmore",
        "lzgrep", "lzegrep", "lzfgrep", "lzdiff", "lzcmp", "lzless", "lzmore",
    ];

    /// <summary>The program that a name stands for; xz if it is none of the others.</summary>
    public static Command Find(string program)
    {
        string name = program[(program.LastIndexOf('/') + 1)..];
        foreach ((string part, Command command) in s_commands)
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                return command;
            }
        }

        return XzCommand.Run;
    }
}
