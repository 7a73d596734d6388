using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>Transforms of lines of Base64: what they make, and the filters that undo it.</summary>
internal static class TextTransforms
{
    private const int LineLength = 60;

    /// <summary>Whether a transform is one of lines here; some are of bytes or lines by chance.</summary>
    public static bool Takes(Transform transform, Random random) => transform switch
    {
        Transform.Base64 or Transform.SedSubstitution => true,
        Transform.Reverse or Transform.Interleave => random.Next(2) == 0,
        _ => false,
    };

    public static (byte[] Data, IReadOnlyList<Filter> Undo) Apply(Transform transform, byte[] data, Random random)
    {
        var decode = new Filter(
            transform == Transform.Base64 ? random.Pick("base64 -d", "openssl base64 -d", "base64 --decode")
                : "base64 -d");
        string[] lines = Base64Lines(data);
        switch (transform)
        {
            case Transform.SedSubstitution:
                (string[] changed, string script) = Substitute(lines, random);
                return (Join(changed), [new($"sed '{script}'", $"sed '{script}' {{0}}"), decode]);
            case Transform.Reverse when random.Next(2) == 0:
                string[] mirrored = [.. lines.Select(line => new string([.. line.Reverse()]))];
                return (Join(mirrored), [new("rev", "rev {0}"), decode]);
            case Transform.Reverse:
                return (Join([.. lines.Reverse()]), [new("tac", "tac {0}"), decode]);
            case Transform.Interleave:
                string[] mixed = [.. lines.SelectMany(line => new[] { JunkLine(random), line })];
                string keep = random.Pick("sed -n 'n;p'", "awk 'NR%2==0'");
                return (Join(mixed), [new(keep, keep + " {0}"), decode]);
            default:
                return (Join(lines), [decode]);
        }
    }

    /// <summary>Base64 in lines of 60 characters.</summary>
    public static string[] Base64Lines(byte[] data) =>
        [.. Convert.ToBase64String(data).Chunk(LineLength).Select(line => new string(line))];

    public static byte[] Join(string[] lines) => Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n");

    private static string JunkLine(Random random) =>
        Convert.ToBase64String(ByteTransforms.Junk(random, LineLength / 4 * 3));

    // Letters change places, or marks stand for some of them.
    private static (string[] Lines, string Script) Substitute(string[] lines, Random random)
    {
        char[] letters = [.. "ABCDEFGHabcdefgh012345"];
        random.Shuffle(letters);
        char[] some = letters[..8];
        if (random.Next(2) == 0)
        {
            char[] turned = [.. some[1..], some[0]];
            return ([.. lines.Select(line => Replace(line, some, turned))],
                $"y/{new string(turned)}/{new string(some)}/");
        }

        char[] marks = ['.', '_', ':', ','];
        string script = string.Join(';', marks.Zip(some, (m, l) => $"s/{(m == '.' ? "\\." : m)}/{l}/g"));
        return ([.. lines.Select(line => Replace(line, some[..marks.Length], marks))], script);
    }

    private static string Replace(string line, char[] from, char[] to) =>
        new([.. line.Select(c => Array.IndexOf(from, c) is >= 0 and int i ? to[i] : c)]);
}
