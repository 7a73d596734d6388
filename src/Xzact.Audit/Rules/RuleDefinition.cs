using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>What a rule says about itself; read from <c>Rules/ID/definition.txt</c>.</summary>
public sealed record RuleDefinition
{
    /// <summary>Identifier, such as <c>D03</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A few words.</summary>
    public required string Title { get; init; }

    /// <summary>The highest severity that the rule gives on its own.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What a match means.</summary>
    public required string Says { get; init; }

    /// <summary>Why that matters.</summary>
    public required string Reasoning { get; init; }

    /// <summary>How the rule relates to the published facts of CVE-2024-3094.</summary>
    public required string XzFact { get; init; }

    /// <summary>What else may match.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>What to do about a match.</summary>
    public required string Remediation { get; init; }

    /// <summary>Reads <c>key: value</c> lines; a line that starts with a space continues the value.</summary>
    /// <exception cref="FormatException">A key is missing, unknown or given twice.</exception>
    internal static RuleDefinition Parse(string text)
    {
        Dictionary<string, StringBuilder> values = [];
        StringBuilder? current = null;
        foreach (string line in text.Split('\n').Where(l => l.Trim().Length > 0))
        {
            if (char.IsWhiteSpace(line[0]))
            {
                (current ?? throw new FormatException("The definition starts with a continuation line."))
                    .Append(' ').Append(line.Trim());
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string key = colon > 0 ? line[..colon] : throw new FormatException($"No key in line '{line}'.");
            current = new StringBuilder(line[(colon + 1)..].Trim());
            if (!values.TryAdd(key, current))
            {
                throw new FormatException($"The key '{key}' is given twice.");
            }
        }

        string Take(string key) => values.Remove(key, out StringBuilder? value) && value.Length > 0
            ? value.ToString()
            : throw new FormatException($"The definition lacks '{key}'.");

        RuleDefinition definition = new()
        {
            Id = Take("id"),
            Title = Take("title"),
            Severity = Enum.Parse<Severity>(Take("severity")),
            Says = Take("says"),
            Reasoning = Take("reasoning"),
            XzFact = Take("xz-fact"),
            FalsePositives = Take("false-positives"),
            Remediation = Take("remediation"),
        };
        return values.Count == 0
            ? definition
            : throw new FormatException($"Unknown key '{values.Keys.First()}' in the definition of {definition.Id}.");
    }
}
