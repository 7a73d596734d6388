using System.Reflection;
using System.Text;

namespace Xzact.Audit;

/// <summary>Reads the text that ships inside this assembly.</summary>
internal static class EmbeddedText
{
    private static readonly Assembly s_assembly = typeof(EmbeddedText).Assembly;

    /// <summary>The names of the resources below a folder, sorted.</summary>
    public static IReadOnlyList<string> Below(string folder) =>
    [
        .. s_assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of one resource.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without it.</exception>
    public static string Read(string name)
    {
        using Stream stream = s_assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' is not in this build.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
