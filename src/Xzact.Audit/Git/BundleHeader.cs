using System.Text;

namespace Xzact.Audit.Git;

/// <summary>The header of a bundle (gitformat-bundle(5)): signature, capabilities, prerequisites, references.</summary>
/// <param name="Format">The object format.</param>
internal sealed record BundleHeader(GitObjectFormat Format)
{
    private const int MaxHeaderLine = 64 * 1024;
    private const string FormatCapability = "@object-format=";

    /// <summary>Reads the header and refuses what cannot stand alone.</summary>
    /// <exception cref="GitException">
    /// The bundle needs commits that it does not hold, leaves objects out, or uses an unknown capability.
    /// </exception>
    internal static BundleHeader Read(string file)
    {
        var format = GitObjectFormat.Sha1;
        using FileStream stream = File.OpenRead(file);
        using var reader = new BufferedStream(stream);
        ReadLine(reader, file); // the signature, seen already
        while (ReadLine(reader, file) is { Length: > 0 } line)
        {
            if (line.StartsWith(FormatCapability, StringComparison.Ordinal))
            {
                format = line[FormatCapability.Length..] switch
                {
                    "sha1" => GitObjectFormat.Sha1,
                    "sha256" => GitObjectFormat.Sha256,
                    _ => throw Unsupported(file, line),
                };
            }
            else if (line[0] == '@')
            {
                throw Unsupported(file, line);
            }
            else if (line[0] == '-')
            {
                throw new GitException(
                    GitFailure.MissingObject,
                    $"The bundle {file} continues another: it needs commit {line[1..].Split(' ')[0]}, which it does "
                    + "not hold; make it with git bundle create --all");
            }
        }

        return new BundleHeader(format);
    }

    private static GitException Unsupported(string file, string capability) =>
        new(GitFailure.Failed, $"The bundle {file} has the capability \"{capability}\", which is not supported.");

    private static string ReadLine(Stream stream, string file)
    {
        var line = new List<byte>();
        for (int value; (value = stream.ReadByte()) != '\n'; line.Add((byte)value))
        {
            if (value < 0 || line.Count == MaxHeaderLine)
            {
                throw new GitException(
                    GitFailure.Corrupt, $"The bundle {file} ends or has too long a line in its header.");
            }
        }

        return Encoding.UTF8.GetString([.. line]);
    }
}
