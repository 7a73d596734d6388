using System.IO.Compression;
using System.Text;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Witness;

/// <summary>Records in files: JSON lines, or the same in .xz where the name ends so.</summary>
internal static class RecordFile
{
    private const long MaxBytes = 4L << 30;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The name that the file will have; .xz at its end asks for compression.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(BuildRecord record, string path, Stream stream)
    {
        if (!IsCompressed(path))
        {
            using StreamWriter plain = new(stream, s_utf8, leaveOpen: true);
            RecordText.Write(record, plain);
            return;
        }

        using XzStream compressed = new(stream, CompressionMode.Compress, leaveOpen: true);
        using StreamWriter writer = new(compressed, s_utf8);
        RecordText.Write(record, writer);
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="AuditInputException">It cannot be read, or is none.</exception>
    public static BuildRecord Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read);
            using Stream content = IsCompressed(path) ? new XzStream(file, CompressionMode.Decompress) : file;
            using StreamReader reader = new(new BoundedStream(content, MaxBytes), s_utf8);
            return RecordText.Read(reader, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new AuditInputException($"{path}: {FileFailure.Reason(e)}", e);
        }
    }

    private static bool IsCompressed(string path) => path.EndsWith(".xz", StringComparison.OrdinalIgnoreCase);
}
