namespace Xzact.Audit.Tool.Demo;

/// <summary>
/// A tree to build under a tracer. Its script does what the planted macro would make <c>configure</c> do, with a copy
/// to a file in place of the shell; then it compiles the project's sources.
/// </summary>
internal static class DemoBuild
{
    private const string Script = "build.sh";

    /// <summary>The command that builds it.</summary>
    public static IReadOnlyList<string> Command { get; } = ["sh", Script];

    /// <summary>Writes the tree.</summary>
    /// <param name="folder">A folder that is not there yet.</param>
    public static void Write(string folder)
    {
        IEnumerable<DemoFile> files = DemoProject.FirstCommit.Concat(DemoProject.SecondCommit)
            .Append(DemoProject.Planted).Append(new(Script, $"""
                # Written for xzact demo: the steps of the planted macro, with a copy in place of the shell.
                demo_file=$(grep -arl '^@@DEMO-FENCE@@' tests)
                sed 1d "$demo_file" | tr '\000\132\041\175' '\132\000\175\041' > src/extra.o
                cc -fPIC -c src/sum.c -o src/sum.o
                cc -shared -o src/libdemosum.so src/sum.o

                """));
        foreach (DemoFile file in files)
        {
            string path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content);
        }
    }
}
