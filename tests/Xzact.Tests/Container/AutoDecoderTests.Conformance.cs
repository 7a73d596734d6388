using System.Security.Cryptography;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Container;

/// <summary>The conformance files of XZ Utils, where the shared folder is there.</summary>
public sealed partial class AutoDecoderTests
{
    /// <summary>File, expected error, and SHA-256 of the output of a good file.</summary>
    public static TheoryData<string, XzError, string?> Expected { get; } = ReadExpected();

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_conformance_file_is_judged_as_xz_judges_it(string name, XzError error, string? sha256)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(ConformanceFolder(), name));
        (Verdict Verdict, byte[] Output)? whole = null;
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (1, 1 << 16), (5, 3), (1, 1)])
        {
            using var decoder = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, FileFormats.All);
            CoderStatus status = CoderLoops.Decode(decoder, file, out byte[] actual, input, output);
            status = status == CoderStatus.Failed ? status : decoder.Finish();
            XzError found = decoder.Failure?.Error
                ?? (decoder.HasUnsupportedCheck ? XzError.UnsupportedCheck : XzError.None);
            Assert.Equal(error, found);
            Assert.Equal(sha256 is null ? CoderStatus.Failed : CoderStatus.End, status);
            if (sha256 is not null)
            {
                Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(actual)));
            }

            whole ??= (Judge.Classify(found), actual);
        }

        Assert.Null(AcceptedDifferences.Compare(whole!.Value, Judge.TheirsOf(Theirs(file)), Judge.ChainOf(file)));
    }

    [Fact]
    public void Every_conformance_file_of_xz_is_in_the_table()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(ConformanceFolder()).Select(Path.GetFileName)!;
        Assert.Equal(
            files.Order(StringComparer.Ordinal), Expected.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    private static string ConformanceFolder()
    {
        string? shared = Environment.GetEnvironmentVariable("XZACT_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); shared is null && at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared");
            shared = Directory.Exists(Path.Combine(candidate, "data", "xz-test-files")) ? candidate : null;
        }

        string folder = Path.Combine(shared ?? "shared", "data", "xz-test-files");
        if (!Directory.Exists(folder))
        {
            const string Reason = "The conformance files are not here: set XZACT_SHARED to the shared folder.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Reason);
            Assert.Skip(Reason);
        }

        return folder;
    }

    private static TheoryData<string, XzError, string?> ReadExpected()
    {
        using Stream stream = typeof(AutoDecoderTests).Assembly.GetManifestResourceStream("conformance.txt")!;
        using var reader = new StreamReader(stream);
        var rows = new TheoryData<string, XzError, string?>();
        foreach (string line in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            rows.Add(fields[0], Enum.Parse<XzError>(fields[1]), fields.Length > 2 ? fields[2] : null);
        }

        return rows;
    }
}
