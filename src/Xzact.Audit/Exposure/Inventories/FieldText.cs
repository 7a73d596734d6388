using System.Text;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>One paragraph of <c>Key: value</c> lines, with where each stands.</summary>
/// <param name="Line">The number of its first line, from 1.</param>
/// <param name="Offset">The byte offset of its first line.</param>
/// <param name="Fields">Its fields; of a key that is given twice the first.</param>
internal sealed record FieldParagraph(int Line, long Offset, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The value of a key; null if it is missing or empty.</summary>
    public string? this[string key] => Fields.TryGetValue(key, out string? value) && value.Length > 0 ? value : null;
}

/// <summary>Reads paragraphs of <c>Key: value</c> lines as dpkg writes them, and the lines <c>K:value</c> of apk. An
/// empty line ends a paragraph, a line that begins with a space continues a value and is left out.</summary>
internal static class FieldText
{
    private const int MaxLine = 1 << 20;

    /// <summary>The paragraphs.</summary>
    /// <param name="content">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="wanted">The keys that are kept.</param>
    /// <param name="mayLackEnd">Whether the last line may lack its end, as in files that no package manager writes.
    /// </param>
    /// <exception cref="InventoryException">A line is no field, or too long, or the file was cut off.</exception>
    public static IEnumerable<FieldParagraph> Read(
        byte[] content, string path, IReadOnlySet<string> wanted, bool mayLackEnd = false)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        (int line, int firstLine, int first, bool any) = (0, 0, 0, false);
        for (int at = 0; at < content.Length;)
        {
            int end = content.AsSpan(at).IndexOf((byte)'\n');
            int length = end < 0 ? content.Length - at : end;
            line++;
            if (end < 0 && !mayLackEnd)
            {
                // dpkg and apk end every line, and every paragraph with an empty one.
                throw new InventoryException(
                    $"the file ends inside line {line}: it was cut off", path, content.Length);
            }

            if (length > MaxLine)
            {
                throw new InventoryException($"line {line} has {length:N0} bytes; the limit is {MaxLine:N0}", path, at);
            }

            if (length == 0 || content.AsSpan(at, length).TrimStart(" \t\r"u8).IsEmpty)
            {
                if (any)
                {
                    yield return new(firstLine, first, fields);
                    (fields, any) = (new(StringComparer.Ordinal), false);
                }
            }
            else if (content[at] is not ((byte)' ' or (byte)'\t'))
            {
                if (!any)
                {
                    (firstLine, first, any) = (line, at, true);
                }

                int colon = content.AsSpan(at, length).IndexOf((byte)':');
                if (colon <= 0)
                {
                    throw new InventoryException($"line {line} is no field: it has no key and colon", path, at);
                }

                string key = Encoding.UTF8.GetString(content, at, colon);
                if (wanted.Contains(key))
                {
                    fields.TryAdd(key, Encoding.UTF8.GetString(content, at + colon + 1, length - colon - 1).Trim());
                }
            }

            at += length + 1;
        }

        if (any)
        {
            yield return new(firstLine, first, fields);
        }
    }
}
