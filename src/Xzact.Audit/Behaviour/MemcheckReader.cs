using System.Globalization;
using System.Xml;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Behaviour;

/// <summary>Reads the XML that memcheck writes: kinds of errors, where, and how often.</summary>
internal static class MemcheckReader
{
    private const int MaxFrames = 12;

    /// <summary>The errors of one file, alike ones together.</summary>
    /// <exception cref="MeasureException">It is not such a file, or was cut off.</exception>
    public static IReadOnlyDictionary<(string Kind, string Stack), long> Read(Stream file, ObjectNames names)
    {
        Dictionary<string, (string, string)> kinds = [];
        Dictionary<(string, string), long> errors = [];
        bool isWhole = false;
        try
        {
            using XmlReader xml = XmlReader.Create(file, new()
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreWhitespace = true,
            });
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.EndElement, Name: "valgrindoutput" })
                {
                    isWhole = true;
                }
                else if (xml is { NodeType: XmlNodeType.Element, Name: "error", Depth: 1 })
                {
                    using XmlReader inner = xml.ReadSubtree();
                    (string unique, (string, string) key) = Error(inner, names);
                    kinds[unique] = key;
                    errors[key] = errors.GetValueOrDefault(key) + 1;
                }
                else if (xml is { NodeType: XmlNodeType.Element, Name: "pair" })
                {
                    using XmlReader inner = xml.ReadSubtree();
                    (string unique, long count) = Pair(inner);
                    if (kinds.TryGetValue(unique, out (string, string) key))
                    {
                        errors[key] += Math.Max(0, count - 1);
                    }
                }
            }
        }
        catch (XmlException e)
        {
            throw new MeasureException($"memcheck's file is not whole: line {e.LineNumber:N0} is no XML");
        }

        return isWhole ? errors : throw new MeasureException("memcheck's file is not whole: its end is missing");
    }

    /// <summary>The frames of a stack as one text, which a key needs, and back.</summary>
    public static IReadOnlyList<string> Frames(string stack) =>
        stack.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (string Unique, (string Kind, string Stack)) Error(XmlReader xml, ObjectNames names)
    {
        string unique = "";
        string kind = "";
        List<string> frames = [];
        string function = "";
        string file = "";
        int stacks = 0;
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Name is "unique" or "kind" or "fn" or "obj")
            {
                string name = xml.Name;
                string value = xml.ReadElementContentAsString();
                _ = name switch
                {
                    "unique" => unique = value,
                    "kind" => kind = value,
                    "fn" => function = value,
                    _ => file = value,
                };
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, Name: "stack" })
            {
                stacks++;
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, Name: "frame" })
            {
                // The second stack says where memory came from, not where the error is.
                if (stacks == 1 && frames.Count < MaxFrames)
                {
                    frames.Add($"{(function.Length > 0 ? function : FunctionCost.NoName)} in {names.Object(file)}");
                }

                (function, file) = ("", "");
            }

            xml.Read();
        }

        return (unique, (kind, string.Join('\n', frames)));
    }

    private static (string Unique, long Count) Pair(XmlReader xml)
    {
        string unique = "";
        long count = 0;
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Name == "unique")
            {
                unique = xml.ReadElementContentAsString();
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.Name == "count")
            {
                _ = long.TryParse(
                    xml.ReadElementContentAsString(), NumberStyles.None, CultureInfo.InvariantCulture, out count);
            }
            else
            {
                xml.Read();
            }
        }

        return (unique, count);
    }
}
