using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Xzact.Conventions.Tests;

/// <summary>
/// No opaque files: everything in the repository is text that can be read in full, and each exception has an entry in
/// data/manifest.json that says what it is, what made it, how to make it again and which test checks it.
/// </summary>
internal static class FileManifest
{
    public const string Path = "data/manifest.json";

    private static readonly UTF8Encoding s_strictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One declared opaque file.</summary>
    internal sealed record Entry(
        string File, string Sha256, string What, string MadeBy, string Remake, string CheckedBy);

    /// <summary>The content as text; null when a reader could not see all of it.</summary>
    /// <remarks>
    /// Text is valid UTF-8 without a byte order mark, line feed and tab being its only control characters, and without
    /// characters that are invisible or turn the reading direction, because these hide what a reviewer should see.
    /// </remarks>
    public static string? DecodeText(ReadOnlySpan<byte> content)
    {
        string text;
        try
        {
            text = s_strictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        return text.Any(IsHidden) ? null : text;
    }

    /// <summary>The entries of the manifest; an unknown, missing or empty property is an error.</summary>
    public static IReadOnlyList<Entry> Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("opaqueFiles").EnumerateArray().Select(ParseEntry)];
    }

    /// <param name="paths">Every file of the repository.</param>
    /// <param name="read">The content of one of them.</param>
    /// <param name="entries">The manifest.</param>
    public static IEnumerable<string> Check(
        IReadOnlyCollection<string> paths, Func<string, byte[]> read, IReadOnlyList<Entry> entries)
    {
        foreach (string path in paths)
        {
            byte[] content = read(path);
            Entry? entry = entries.SingleOrDefault(entry => entry.File == path);
            bool isText = DecodeText(content) is not null;
            if (!isText && entry is null)
            {
                yield return $"{path}: not plain text, and no entry in {Path} accounts for it";
            }
            else if (isText && entry is not null)
            {
                yield return $"{path}: text needs no entry in {Path}";
            }
            else if (entry is not null && Convert.ToHexStringLower(SHA256.HashData(content)) != entry.Sha256)
            {
                yield return $"{path}: SHA-256 differs from the entry in {Path}";
            }
        }

        foreach (Entry entry in entries.Where(entry => !paths.Contains(entry.File)))
        {
            yield return $"{Path}: entry for {entry.File}, which is not in the repository";
        }

        foreach (Entry entry in entries.Where(entry => !paths.Contains(entry.CheckedBy)))
        {
            yield return $"{Path}: {entry.File} is checked by {entry.CheckedBy}, which is not in the repository";
        }
    }

    private static Entry ParseEntry(JsonElement element)
    {
        Dictionary<string, string> values = element.EnumerateObject().ToDictionary(
            property => property.Name, property => property.Value.GetString() ?? "", StringComparer.Ordinal);
        string Take(string name) => values.Remove(name, out string? value) && value.Trim().Length > 0
            ? value
            : throw new FormatException($"{Path}: an entry lacks \"{name}\": {element}");

        var entry = new Entry(
            Take("file"), Take("sha256"), Take("what"), Take("madeBy"), Take("remake"), Take("checkedBy"));
        values.Remove("generator"); // xzact scan --manifest compares it with the tree
        return values.Count == 0
            ? entry
            : throw new FormatException($"{Path}: unknown property \"{values.Keys.First()}\" for {entry.File}");
    }

    private static bool IsHidden(char c) => c switch
    {
        '\n' or '\t' => false,
        < ' ' or (>= '\x7F' and <= '\x9F') => true,
        >= '\u200B' and <= '\u200F' => true, // zero width characters, direction marks
        >= '\u202A' and <= '\u202E' => true, // embeddings, overrides
        >= '\u2060' and <= '\u206F' => true, // word joiner, isolates
        '\uFEFF' => true,
        _ => false,
    };
}
