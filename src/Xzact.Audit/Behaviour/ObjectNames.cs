using Xzact.Audit.Witness;

namespace Xzact.Audit.Behaviour;

/// <summary>Names that are the same on both sides: libraries without their folder and version, paths without what a
/// side's own folder or a process's number is.</summary>
/// <param name="command">The side's command.</param>
internal sealed class ObjectNames(BehaviourCommand command)
{
    private const string Library = ".so";

    // In front of what lies in the side's own folder of libraries.
    private const string Own = "(libraries)";

    private readonly string _program = NameOf(command.Words[0]);
    private readonly string[] _folders =
    [
        .. command.LibraryFolders.Select(f => TracedPaths.Normalise(Path.GetFullPath(f))).Where(f => f.Length > 1)
            .OrderByDescending(f => f.Length),
    ];

    /// <summary>What a library or program is called: <c>liblzma.so.5.8.3</c> is <c>liblzma.so</c>, and the command
    /// itself is <c>(program)</c>.</summary>
    public string Object(string path)
    {
        string name = NameOf(path);
        if (name == _program)
        {
            return "(program)";
        }

        int at = name.IndexOf(Library + ".", StringComparison.Ordinal);
        return at > 0 ? name[..(at + Library.Length)] : name is "" or "???" ? "(unknown)" : name;
    }

    /// <summary>Whether a path of <see cref="PathOf"/> is below the side's own folder of libraries.</summary>
    public static bool IsOwn(string path) => path.StartsWith(Own + "/", StringComparison.Ordinal);

    /// <summary>The name of a file without folder and version.</summary>
    public static string FileOf(string path) => Versionless(NameOf(path));

    /// <summary>A path as both sides would name it. One that is not whole counts from the folder in which commands are
    /// started.</summary>
    public string PathOf(string path)
    {
        string whole = TracedPaths.Normalise(path is ['/', ..] ? path : $"{Environment.CurrentDirectory}/{path}");
        foreach (string folder in _folders)
        {
            if (TracedPaths.IsBelow(whole, folder))
            {
                string below = whole[folder.Length..];
                int slash = below.LastIndexOf('/') + 1;
                return Own + below[..slash] + Versionless(below[slash..]);
            }
        }

        if (path is not ['/', ..])
        {
            return path;
        }

        string[] parts = whole.Split('/');
        if (parts is ["", "proc", var number, ..] && number.Length > 0 && number.All(char.IsAsciiDigit))
        {
            parts[2] = "N";
            whole = string.Join('/', parts);
        }

        return whole;
    }

    private static string Versionless(string name)
    {
        int at = name.IndexOf(Library + ".", StringComparison.Ordinal);
        return at > 0 ? name[..(at + Library.Length)] : name;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
