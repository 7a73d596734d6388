using System.Text;

namespace Xzact.Audit.Known;

/// <summary>Writes the compact index of a list of known files.</summary>
public static class KnownUpstreamIndexWriter
{
    /// <summary>Writes the index; the same list gives the same bytes, whatever its order.</summary>
    /// <param name="list">The list, as <see cref="KnownList"/> describes it.</param>
    /// <param name="stream">Where the index goes.</param>
    /// <exception cref="InvalidDataException">The list is malformed, has a content twice, or a path over 4,096 bytes.
    /// </exception>
    public static void Write(TextReader list, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KnownListRow[] rows = [.. KnownList.Sort(KnownList.Read(list))
            .Where(row => row.File.Size >= KnownUpstreamIndexFormat.MinSize)];
        CheckDistinct(rows);
        using var head = new MemoryStream();
        using var entries = new MemoryStream();
        var projects = rows.GroupBy(row => row.File.Project).ToArray();
        head.Write(KnownUpstreamIndexFormat.Magic);
        WriteNumber(head, (ulong)rows.Length);
        WriteNumber(head, (ulong)projects.Length);
        foreach (var project in projects)
        {
            WriteBytes(head, Encoding.UTF8.GetBytes(project.Key));
            WriteNumber(head, (ulong)project.Select(row => row.File.Path).Distinct().Count());
        }

        foreach (var project in projects)
        {
            byte[] previous = [];
            foreach (var path in project.GroupBy(row => row.File.Path))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(path.Key);
                if (bytes.Length > KnownUpstreamIndexFormat.MaxPathBytes)
                {
                    throw new InvalidDataException(
                        $"The list of known files has a path of {bytes.Length} bytes; the limit is "
                        + $"{KnownUpstreamIndexFormat.MaxPathBytes}.");
                }

                int shared = bytes.AsSpan().CommonPrefixLength(previous);
                WriteNumber(head, (ulong)shared);
                WriteBytes(head, bytes.AsSpan(shared));
                WriteNumber(head, (ulong)path.Count());
                WriteEntries(entries, path.Select(row => row.File));
                previous = bytes;
            }
        }

        head.WriteTo(stream);
        entries.WriteTo(stream);
        foreach (KnownListRow row in rows)
        {
            stream.Write(Convert.FromHexString(row.Sha256).AsSpan(0, KnownUpstreamIndexFormat.PrefixLength));
        }
    }

    private static void WriteEntries(Stream stream, IEnumerable<KnownFile> files)
    {
        (int day, long size, int serial, bool isFirst) = (0, 0, 0, true);
        foreach (KnownFile file in files)
        {
            int today = file.FirstCommit.DayNumber - KnownUpstreamIndexFormat.Epoch.DayNumber;
            WriteNumber(stream, isFirst ? KnownUpstreamIndexFormat.ZigZag(today) : (ulong)(today - day));
            WriteNumber(stream, KnownUpstreamIndexFormat.ZigZag(file.Size - size));
            WriteNumber(stream, file.Serial is { } number ? 1 + KnownUpstreamIndexFormat.ZigZag(number - serial) : 0);
            (day, size, serial, isFirst) = (today, file.Size, file.Serial ?? serial, false);
        }
    }

    private static void CheckDistinct(KnownListRow[] rows)
    {
        var seen = new HashSet<string>(rows.Length);
        foreach (KnownListRow row in rows)
        {
            // Only the prefix is kept, so only the prefix must differ.
            if (!seen.Add(row.Sha256[..(2 * KnownUpstreamIndexFormat.PrefixLength)]))
            {
                throw new InvalidDataException($"The list of known files has the content {row.Sha256} twice.");
            }
        }
    }

    private static void WriteBytes(Stream stream, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
