using System.Text.Json;

namespace Xzact.Audit.Scan;

/// <summary>Takes the shell text out of package.json, where installing runs it, and out of rpm spec files.</summary>
internal static class PackageShellText
{
    private static readonly HashSet<string> s_hooks = new(StringComparer.Ordinal)
    {
        "preinstall", "install", "postinstall", "prepare", "prepublish", "prepublishOnly", "prepack", "build",
        "prebuild", "postbuild",
    };

    private static readonly HashSet<string> s_sections = new(StringComparer.Ordinal)
    {
        "%prep", "%build", "%install", "%conf", "%generate_buildrequires", "%pre", "%post", "%preun", "%postun",
        "%pretrans", "%posttrans",
    };

    /// <summary>The shell text of a file.</summary>
    /// <param name="path">Its path, which tells which of the two it is.</param>
    /// <param name="text">The file, one character a byte.</param>
    public static BuildScript Of(string path, string text)
    {
        ShellTextBuilder output = new();
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            Hooks(text, output);
        }
        else
        {
            Sections(text, output);
        }

        return output.Build();
    }

    private static void Hooks(string text, ShellTextBuilder output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("scripts", out JsonElement scripts)
                    || scripts.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (JsonProperty hook in scripts.EnumerateObject()
                .Where(hook => s_hooks.Contains(hook.Name) && hook.Value.ValueKind == JsonValueKind.String))
            {
                int at = Math.Max(0, text.IndexOf($"\"{hook.Name}\"", StringComparison.Ordinal));
                output.Append(hook.Value.GetString(), text.AsSpan(0, at).Count('\n') + 1);
                output.EndLine();
            }
        }
        catch (JsonException)
        {
            // npm refuses it, too.
        }
    }

    // rpm's macros are variables to us; %check is the phase of tests.
    private static void Sections(string text, ShellTextBuilder output)
    {
        bool isCode = false;
        int number = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string word = raw.Split(' ', 2)[0].TrimEnd('\r');
            if (word.Length > 1 && word[0] == '%' && char.IsAsciiLetter(word[1])
                && !word.Contains('(', StringComparison.Ordinal)
                && (s_sections.Contains(word) || word is "%check" or "%files" or "%changelog" or "%description"
                    or "%package"
                    or "%clean"))
            {
                isCode = s_sections.Contains(word);
            }
            else if (isCode)
            {
                output.Append(raw.Replace("%{", "${", StringComparison.Ordinal).Replace("%%", "%",
                    StringComparison.Ordinal),
                    number);
                output.EndLine();
            }
        }
    }
}
