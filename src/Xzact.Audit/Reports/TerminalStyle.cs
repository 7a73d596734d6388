using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>Colours of terminal text; without colour every method returns its text unchanged.</summary>
internal sealed class TerminalStyle(bool color)
{
    public string Bold(string text) => Wrap("1", text);

    public string Dim(string text) => Wrap("2", text);

    public string Good(string text) => Wrap("32", text);

    public string Bad(string text) => Wrap("1;31", text);

    public string Of(Severity severity, string text) => severity switch
    {
        Severity.Critical => Wrap("1;97;41", text),
        Severity.High => Wrap("1;31", text),
        Severity.Medium => Wrap("33", text),
        _ => Wrap("2", text),
    };

    private string Wrap(string code, string text) => color ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
