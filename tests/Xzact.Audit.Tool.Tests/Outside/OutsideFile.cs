using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>A file of the tag or of the archive.</summary>
internal sealed record OutsideFile(byte[] Content, bool Executable = false, string? LinkTarget = null)
{
    /// <summary>Text with the line end that raw string literals lack.</summary>
    public static OutsideFile OfText(string text, bool executable = false) =>
        new(Encoding.UTF8.GetBytes(text.Length == 0 ? "" : text + "\n"), executable);

    public static OutsideFile LinkTo(string target) => new([], LinkTarget: target);
}
