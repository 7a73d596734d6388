using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Xzact.Audit.Known;

/// <summary>The text beside an index that says what is in it, what made it, and how to make it again.</summary>
public static class KnownUpstreamManifest
{
    /// <summary>Describes an index.</summary>
    /// <param name="list">The canonical text of the list, as <see cref="KnownList.Write"/> makes it.</param>
    /// <param name="index">The bytes that <see cref="KnownUpstreamIndexWriter"/> made of it.</param>
    /// <returns>JSON text that ends with a line feed.</returns>
    public static string Describe(string list, ReadOnlySpan<byte> index)
    {
        ArgumentNullException.ThrowIfNull(list);
        KnownListRow[] rows = [.. KnownList.Read(new StringReader(list))];
        KnownListRow[] kept = [.. rows.Where(row => row.File.Size >= KnownUpstreamIndexFormat.MinSize)];
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("what", "The known-upstream index: contents that upstream projects published.");
            json.WriteStartObject("list");
            json.WriteNumber("rows", rows.Length);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))));
            json.WriteEndObject();
            json.WriteStartObject("index");
            json.WriteString("file", "known-upstream.xkidx");
            json.WriteNumber("bytes", index.Length);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(index)));
            json.WriteNumber("entries", kept.Length);
            json.WriteNumber("omitted_below_64_bytes", rows.Length - kept.Length);
            json.WriteStartObject("entries_by_project");
            foreach (var project in kept
                .GroupBy(row => row.File.Project)
                .OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(project.Key, project.Count());
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("layout", "src/Xzact.Audit/Known/KnownUpstreamIndexFormat.cs");
            json.WriteString("make_again", "xzact index build --clone gnulib=PATH --clone autoconf=PATH ...");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
