using System.Buffers;
using System.Globalization;
using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.People;

/// <summary>Makes repositories of invented people, by fast-import. Times are days since 2020-01-01.</summary>
internal sealed class HistoryBuilder
{
    private const long Start = 1_577_836_800;
    private const string Begin = "-----BEGIN PGP SIGNATURE-----";

    private readonly ArrayBufferWriter<byte> _stream = new();
    private int _marks;

    /// <summary>What a day of the builder is.</summary>
    public static DateTimeOffset Day(double day) => DateTimeOffset.FromUnixTimeSeconds(Start).AddDays(day);

    /// <summary>Adds a commit and returns its mark.</summary>
    /// <param name="author">One word; the address follows from it.</param>
    /// <param name="day">When it was committed.</param>
    /// <param name="files">Paths with contents; a null content deletes.</param>
    /// <param name="committer">Null for the author; <c>GitHub</c> for the service.</param>
    /// <param name="written">When it was written; null for when it was committed.</param>
    /// <param name="message">The message.</param>
    /// <param name="from">The mark that it follows; null for the last of the branch.</param>
    /// <param name="merge">The mark that it merges.</param>
    /// <param name="branch">The branch.</param>
    public int Commit(
        string author, double day, (string Path, byte[]? Content)[] files, string? committer = null,
        double? written = null, string message = "change", int? from = null, int? merge = null,
        string branch = "main")
    {
        Write($"commit refs/heads/{branch}\nmark :{++_marks}\n");
        Write($"author {Who(author)} {Seconds(written ?? day)} +0300\n");
        Write($"committer {Who(committer ?? author)} {Seconds(day)} -0500\n");
        Data(Encoding.UTF8.GetBytes(message + "\n"));
        Write(from is null ? "" : $"from :{from}\n");
        Write(merge is null ? "" : $"merge :{merge}\n");
        foreach ((string path, byte[]? content) in files)
        {
            Write(content is null ? $"D {path}\n" : $"M 100644 inline {path}\n");
            if (content is not null)
            {
                Data(content);
            }
        }

        Write("\n");
        return _marks;
    }

    /// <summary>Adds a commit of one text file.</summary>
    public int Text(
        string author, double day, string path, string content, string? committer = null, double? written = null) =>
        Commit(author, day, [(path, Encoding.UTF8.GetBytes(content))], committer, written);

    /// <summary>Adds an annotated tag of a mark.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="mark">The commit.</param>
    /// <param name="tagger">Who makes it.</param>
    /// <param name="day">When.</param>
    /// <param name="key">A byte that the fingerprint of the signing key is made of; null for no signature.</param>
    public void Tag(string name, int mark, string tagger, double day, byte? key = null)
    {
        Write($"tag {name}\nfrom :{mark}\ntagger {Who(tagger)} {Seconds(day)} +0000\n");
        Data(Encoding.ASCII.GetBytes($"{name}\n{(key is byte value ? Signature(value) : "")}"));
    }

    /// <summary>An armored packet that names a key and signs nothing (RFC 9580, section 5.2.3).</summary>
    public static string Signature(byte key)
    {
        byte[] fingerprint = Enumerable.Repeat(key, 20).ToArray();
        byte[] body = [4, 0, 22, 8, 0, 23, 22, 33, 4, .. fingerprint, 0, 0, 0, 0];
        string digits = Convert.ToBase64String([0xC2, (byte)body.Length, .. body]);
        return $"{Begin}\n\n{digits}\n-----END PGP SIGNATURE-----\n";
    }

    /// <summary>Makes the repository in a folder that is not there yet.</summary>
    public string Create(string folder)
    {
        GitImport.CreateBare(folder, input => input.Write(_stream.WrittenSpan));
        return folder;
    }

    /// <summary>The address of an invented person.</summary>
    public static string MailOf(string name) => $"{name.ToLowerInvariant()}@example.invalid";

    private static string Who(string name) => name == "GitHub" ? "GitHub <noreply@github.com>"
        : $"{name} Example <{MailOf(name)}>";

    private static string Seconds(double day) =>
        ((long)(Start + (day * 86_400))).ToString(CultureInfo.InvariantCulture);

    private void Data(byte[] content)
    {
        Write($"data {content.Length}\n");
        _stream.Write(content);
        Write("\n");
    }

    private void Write(string text) => _stream.Write(Encoding.UTF8.GetBytes(text));
}
