using System.Text.Json;

namespace Xzact.Audit.Exposure.Roots;

/// <summary>Reads JSON that others wrote.</summary>
internal static class JsonText
{
    private const int MaxDepth = 64;

    /// <summary>The document.</summary>
    /// <exception cref="InventoryException">It is no JSON, with the byte at which it stops to be.</exception>
    public static JsonDocument Parse(byte[] content, string path)
    {
        try
        {
            ReadOnlyMemory<byte> text = content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;
            JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return HasNames(document.RootElement) ? document
                : throw new InventoryException("a name in it is half a surrogate pair, which no text has", path);
        }
        catch (JsonException e)
        {
            long offset = OffsetOf(content, e.LineNumber ?? 0) + (e.BytePositionInLine ?? 0);
            string why = offset >= content.Length ? "it ends inside the text: it was cut off"
                : $"what stands there is not allowed, or more than {MaxDepth} levels deep";
            throw new InventoryException($"it is no JSON: {why}", path, offset, e);
        }
    }

    /// <summary>A member that is text; null if it is missing or something else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? Decode(value) : null;

    /// <summary>The text of an element; null if it is something else.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Decode(element) : null;

    /// <summary>The elements of a member that is a list; empty if it is missing or something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The elements of a member that must be a list where it is given; empty if it is missing.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InventoryException">It is no list, or is given twice.</exception>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        JsonProperty[] given = [.. element.EnumerateObject().Where(p => p.NameEquals(name))];
        return given.Length > 1 ? throw new InventoryException($"'{name}' is given {given.Length:N0} times", path)
            : given is [{ Value.ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) } other]
                ? throw new InventoryException(
                    $"'{name}' is no list: {other.Value.ValueKind.ToString().ToLowerInvariant()}", path)
            : element.Items(name);
    }

    /// <summary>A member that is an object; null if it is missing or something else.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Object ? value : null;

    // A name that cannot be had would make every question about its object fail.
    private static bool HasNames(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => p.Name.Length >= 0 && HasNames(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(HasNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // A text of half a surrogate pair, or of bytes that are no UTF-8, cannot be had; it is as good as missing.
    private static string? Decode(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long OffsetOf(byte[] content, long line)
    {
        int at = 0;
        for (long i = 0; i < line; i++)
        {
            at += content.AsSpan(at).IndexOf((byte)'\n') + 1;
        }

        return at;
    }
}
