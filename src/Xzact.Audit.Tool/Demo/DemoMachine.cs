namespace Xzact.Audit.Tool.Demo;

/// <summary>The root of a machine on which the release in question is installed: a list of packages, no more.</summary>
internal static class DemoMachine
{
    /// <summary>Writes it.</summary>
    /// <param name="folder">A folder that is not there yet.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "etc"));
        Directory.CreateDirectory(Path.Combine(folder, "var", "lib", "dpkg"));
        File.WriteAllText(Path.Combine(folder, "etc", "os-release"), """
            ID=demo
            NAME="An invented distribution"
            VERSION_ID="1"

            """);
        File.WriteAllText(Path.Combine(folder, "var", "lib", "dpkg", "status"), """
            Package: demosum
            Status: install ok installed
            Architecture: amd64
            Version: 1.0-1
            Description: adds up the numbers that it reads

            Package: demoadd
            Status: install ok installed
            Architecture: amd64
            Version: 0.4-2
            Description: another invented program

            """);
    }
}
