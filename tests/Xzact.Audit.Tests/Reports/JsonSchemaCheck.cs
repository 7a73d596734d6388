using System.Text.Json;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Tests.Reports;

/// <summary>
/// Checks a document against the part of JSON Schema that our schemas use; a keyword that it does not know fails the
/// check, so that no rule of a schema is passed over.
/// </summary>
internal static class JsonSchemaCheck
{
    private static readonly HashSet<string> s_notes =
        ["$schema", "id", "title", "description", "$defs", "definitions", "default"];

    /// <summary>Every violation, with its place in the document.</summary>
    public static IReadOnlyList<string> Violations(string document, string schema)
    {
        using JsonDocument parsedSchema = JsonDocument.Parse(schema);
        using JsonDocument parsed = JsonDocument.Parse(document);
        List<string> violations = [];
        Check(parsed.RootElement, parsedSchema.RootElement, parsedSchema.RootElement, "$", violations);
        return violations;
    }

    private static void Check(
        JsonElement value, JsonElement schema, JsonElement root, string at, List<string> violations)
    {
        void Fail(string why) => violations.Add($"{at}: {why}");
        foreach (JsonProperty rule in schema.EnumerateObject())
        {
            JsonElement argument = rule.Value;
            switch (rule.Name)
            {
                case "$ref":
                    string[] reference = argument.GetString()!.Split('/');
                    Check(value, root.GetProperty(reference[1]).GetProperty(reference[2]), root, at, violations);
                    break;
                case "anyOf" when argument.EnumerateArray().All(one => !Holds(value, one, root)):
                    Fail($"fits none of {argument}");
                    break;
                case "oneOf" when argument.EnumerateArray().Count(one => Holds(value, one, root)) != 1:
                    Fail($"does not fit exactly one of {argument}");
                    break;
                case "uniqueItems" when argument.GetBoolean()
                    && value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count()
                        != value.GetArrayLength():
                    Fail("holds an item twice");
                    break;
                case "format" when argument.ToString() is "uri" or "uri-reference"
                    && !Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute):
                    Fail($"'{value}' is no URI");
                    break;
                case "maximum" when value.GetDouble() > argument.GetDouble():
                    Fail($"{value} is above {argument}");
                    break;
                case "additionalProperties" when argument.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty member in value.EnumerateObject().Where(m =>
                        !schema.TryGetProperty("properties", out JsonElement named)
                        || !named.TryGetProperty(m.Name, out _)))
                    {
                        Check(member.Value, argument, root, $"{at}.{member.Name}", violations);
                    }

                    break;
                case "type" when argument.ValueKind == JsonValueKind.Array
                    ? !argument.EnumerateArray().Any(type => HasType(value, type.GetString()!))
                    : !HasType(value, argument.GetString()!):
                    Fail($"is {value.ValueKind}, not {argument}");
                    return;
                case "const" when value.ToString() != argument.ToString():
                    Fail($"is '{value}', not '{argument}'");
                    break;
                case "enum" when argument.EnumerateArray().All(e => e.ToString() != value.ToString()):
                    Fail($"'{value}' is not one of {argument}");
                    break;
                case "pattern" when !Regex.IsMatch(
                    value.GetString()!, argument.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)):
                    Fail($"'{value}' does not match {argument}");
                    break;
                case "minimum" when value.GetDouble() < argument.GetDouble():
                    Fail($"{value} is below {argument}");
                    break;
                case "minItems" when value.GetArrayLength() < argument.GetInt32():
                    Fail("has too few items");
                    break;
                case "maxItems" when value.GetArrayLength() > argument.GetInt32():
                    Fail("has too many items");
                    break;
                case "required":
                    foreach (JsonElement key in argument.EnumerateArray()
                        .Where(k => !value.TryGetProperty(k.GetString()!, out _)))
                    {
                        Fail($"lacks '{key}'");
                    }

                    break;
                case "properties":
                    foreach (JsonProperty property in argument.EnumerateObject())
                    {
                        if (value.TryGetProperty(property.Name, out JsonElement member))
                        {
                            Check(member, property.Value, root, $"{at}.{property.Name}", violations);
                        }
                    }

                    break;
                case "additionalProperties" when argument.ValueKind == JsonValueKind.False:
                    foreach (JsonProperty member in value.EnumerateObject()
                        .Where(m => !schema.GetProperty("properties").TryGetProperty(m.Name, out _)))
                    {
                        Fail($"has the unknown member '{member.Name}'");
                    }

                    break;
                case "items":
                    int index = 0;
                    foreach (JsonElement item in value.EnumerateArray())
                    {
                        Check(item, argument, root, $"{at}[{index++}]", violations);
                    }

                    break;
                case "type" or "const" or "enum" or "pattern" or "minimum" or "maximum" or "minItems" or "maxItems"
                    or "additionalProperties" or "anyOf" or "oneOf" or "uniqueItems" or "format":
                    break;
                default:
                    Assert.True(s_notes.Contains(rule.Name), $"the schema check does not know '{rule.Name}'");
                    break;
            }
        }
    }

    private static bool Holds(JsonElement value, JsonElement schema, JsonElement root)
    {
        List<string> violations = [];
        Check(value, schema, root, "", violations);
        return violations.Count == 0;
    }

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };
}
