using System.Security.Cryptography;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Testing.Drivers;

/// <summary>What must become of each conformance file of XZ Utils: the rows of conformance.txt.</summary>
internal static class ConformanceTable
{
    /// <summary>Pieces of input and room for output, in bytes.</summary>
    private static readonly (int Input, int Output)[] s_pieces =
        [(int.MaxValue, 1 << 16), (1, 1 << 16), (5, 3), (1, 1)];

    /// <summary>A row.</summary>
    /// <param name="Name">The file's name.</param>
    /// <param name="Error">Why it is refused, or None or UnsupportedCheck.</param>
    /// <param name="Sha256">Of what comes out of a file that is not refused; null for the others.</param>
    public sealed record Row(string Name, XzError Error, string? Sha256);

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Row> Rows { get; } = Read();

    /// <summary>Decodes the file of a row in pieces of several sizes, and compares with liblzma.</summary>
    /// <exception cref="RequirementException">It ends in another way.</exception>
    public static void Verify(Row row, string folder)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(folder, row.Name));
        (Verdict Verdict, byte[] Output)? whole = null;
        foreach ((int input, int output) in s_pieces)
        {
            using var decoder = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, FileFormats.All);
            CoderStatus status = CoderLoops.Decode(decoder, file, out byte[] actual, input, output);
            status = status == CoderStatus.Failed ? status : decoder.Finish();
            XzError found = DecoderSession.ErrorOf(decoder);
            string what = $"{row.Name}, in pieces of {input} and {output}";
            Require.That(found == row.Error, $"{what}: {found}, not {row.Error}: {decoder.Failure?.Message}");
            Require.That(status == CoderStatus.Failed == row.Sha256 is null, $"{what}: failed, or did not.");
            Require.That(
                row.Sha256 is null || Convert.ToHexStringLower(SHA256.HashData(actual)) == row.Sha256,
                $"{what}: other bytes come out.");
            whole ??= (Judge.Classify(found), actual);
        }

        string? difference =
            AcceptedDifferences.Compare(whole!.Value, Judge.TheirsOf(Theirs(file)), Judge.ChainOf(file));
        Require.That(difference is null, $"{row.Name}: {difference}");
    }

    private static LiblzmaResult Theirs(ReadOnlySpan<byte> file) => file.StartsWith("L"u8)
        ? SystemLiblzma.LzipDecode(file, LiblzmaDecoderOptions.Concatenated, Judge.TheirMemoryLimit)
        : SystemLiblzma.AutoDecode(file, LiblzmaDecoderOptions.Concatenated, Judge.TheirMemoryLimit);

    private static Row[] Read()
    {
        using Stream stream = typeof(ConformanceTable).Assembly.GetManifestResourceStream("conformance.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n')
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(fields => new Row(
                    fields[0], Enum.Parse<XzError>(fields[1]), fields.Length > 2 ? fields[2] : null)),
        ];
    }
}
