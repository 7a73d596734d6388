using System.Text;

namespace Xzact.Audit.Tool.Demo;

/// <summary>A file of the demonstration; always data, mode 0644, never executed.</summary>
internal sealed record DemoFile(string Path, byte[] Content)
{
    public DemoFile(string path, string text)
        : this(path, Encoding.UTF8.GetBytes(text))
    {
    }
}
