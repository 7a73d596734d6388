using System.Text;

namespace Xzact.Audit.Tests.Exposure;

/// <summary>Writes the root of a system into a temporary folder.</summary>
internal sealed class RootBuilder : IDisposable
{
    public const string Debian13 = "ID=debian\nVERSION_ID=\"13\"\n";

    public string Folder { get; } = Directory.CreateTempSubdirectory("xzact-exposure-").FullName;

    public string PathOf(string path) => Path.Combine(Folder, path);

    public RootBuilder Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    public RootBuilder Add(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), content);
        return this;
    }

    public RootBuilder Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.CreateSymbolicLink(PathOf(path), target);
        return this;
    }

    /// <summary>A system of dpkg with packages: name, version, source package.</summary>
    public RootBuilder Debian(string osRelease, params (string Name, string Version, string? Source)[] packages) =>
        Add("etc/os-release", osRelease).Add("var/lib/dpkg/status", Status(packages));

    public static string Status(params (string Name, string Version, string? Source)[] packages) =>
        string.Concat(packages.Select(p =>
            $"Package: {p.Name}\nStatus: install ok installed\nArchitecture: amd64\n"
            + (p.Source is null ? "" : $"Source: {p.Source}\n")
            + $"Version: {p.Version}\nDescription: a package\n with more of it\n\n"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
