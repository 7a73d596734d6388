using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tool.Demo;

/// <summary>
/// Makes the demonstration's repository: bare, two commits and an annotated tag, with fixed dates and identity, by
/// <see cref="GitImport"/>.
/// </summary>
internal static class DemoRepository
{
    private const string Identity = "Demo Maintainer <maintainer@example.invalid>";

    // 2025-01-01T12:00:00Z, and a day between commits.
    private const long FirstDate = 1_735_732_800;
    private const long Day = 86_400;

    /// <summary>Creates the repository in <paramref name="folder"/>.</summary>
    /// <exception cref="GitException">git is missing or failed.</exception>
    public static void Create(string folder) => GitImport.CreateBare(folder, input =>
    {
        Commit(input, 1, "Add demosum", DemoProject.FirstCommit);
        Commit(input, 2, "Add tests with two fixtures", DemoProject.SecondCommit);
        Text(input, $"tag {DemoProject.Tag}\nfrom :2\ntagger {Identity} {FirstDate + (3 * Day)} +0000\n");
        Data(input, Encoding.UTF8.GetBytes("demosum 1.0\n"));
    });

    private static void Commit(Stream input, int mark, string message, IReadOnlyList<DemoFile> files)
    {
        Text(input, $"commit refs/heads/main\nmark :{mark}\n");
        Text(input, $"committer {Identity} {FirstDate + (mark * Day)} +0000\n");
        Data(input, Encoding.UTF8.GetBytes(message + "\n"));
        foreach (DemoFile file in files)
        {
            Text(input, $"M 100644 inline {file.Path}\n");
            Data(input, file.Content);
        }
    }

    private static void Data(Stream input, byte[] content)
    {
        Text(input, $"data {content.Length}\n");
        input.Write(content);
        Text(input, "\n");
    }

    private static void Text(Stream input, string text) => input.Write(Encoding.UTF8.GetBytes(text));
}
