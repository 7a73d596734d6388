using System.Text;

namespace Xzact.Conventions.Tests.Generated;

/// <summary>Collects lines of C#, indented by their braces.</summary>
internal sealed class CodeText
{
    private const string Step = "    ";

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds lines; their own indentation does not count.</summary>
    public void Add(string lines)
    {
        foreach (string line in lines.Split('\n').Select(line => line.Trim()))
        {
            _depth -= line.StartsWith('}') ? 1 : 0;
            bool isLabel = line.EndsWith(':') && !line.Contains(' ', StringComparison.Ordinal);
            if (line.Length > 0)
            {
                _text.Insert(_text.Length, Step, Math.Max(0, _depth - (isLabel ? 1 : 0)));
                _text.Append(line);
            }

            _text.Append('\n');
            _depth += line == "{" ? 1 : 0;
        }
    }

    /// <summary>Adds an if statement with its two branches.</summary>
    public void If(string condition, Action then, Action otherwise)
    {
        Add($"if ({condition})\n{{");
        then();
        Add("}\nelse\n{");
        otherwise();
        Add("}");
    }

    public override string ToString() => _text.ToString();
}
