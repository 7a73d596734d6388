using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>A published sequence of bytes that is looked for in code.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record ByteSignature(string Name, byte[] Bytes)
{
    private const int Shortest = 8;

    /// <summary>Reads a file of signatures: in each line hexadecimal digits, white space, and what they show. Lines
    /// that begin with # say nothing.</summary>
    /// <exception cref="AuditInputException">A line is something else; the message says which.</exception>
    public static IReadOnlyList<ByteSignature> Parse(string path, string text)
    {
        List<ByteSignature> signatures = [];
        int number = 0;
        foreach (string line in text.Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || parts[0].Length % 2 != 0 || !parts[0].All(char.IsAsciiHexDigit)
                || parts[0].Length < 2 * Shortest)
            {
                throw new AuditInputException(
                    $"{path}, line {number}: it is not an even number of hexadecimal digits, {Shortest} bytes at "
                    + "least, and then what they show");
            }

            signatures.Add(new(parts[1], Convert.FromHexString(parts[0])));
        }

        return signatures.Count > 0 ? signatures
            : throw new AuditInputException($"{path}: it holds no signature");
    }

    /// <summary>The signatures that stand in what a file runs, or anywhere in a file without segments.</summary>
    public static IEnumerable<BinaryOddity> Find(
        IReadOnlyList<ByteSignature> signatures, ElfFile file, string path)
    {
        foreach (ByteSignature signature in signatures)
        {
            foreach ((ulong offset, ReadOnlyMemory<byte> code) in Code(file))
            {
                int at = code.Span.IndexOf(signature.Bytes);
                if (at >= 0)
                {
                    yield return new(
                        BinaryOddityKind.Signature, $"Its code has the bytes that are published as: {signature.Name}",
                        [new($"{signature.Bytes.Length} bytes", path, Offset: (long)offset + at)]);
                    break;
                }
            }
        }
    }

    private static IEnumerable<(ulong Offset, ReadOnlyMemory<byte> Code)> Code(ElfFile file)
    {
        ElfSegment[] run = [.. file.Segments.Where(s =>
            s.Type == ElfSegmentType.Load && (s.Flags & ElfSegmentFlags.Execute) != ElfSegmentFlags.None)];
        return run.Length == 0 ? [(0, file.Content)]
            : run.Select(s => (s.Offset, file.Part(s.Offset, s.FileLength, "code")));
    }
}
