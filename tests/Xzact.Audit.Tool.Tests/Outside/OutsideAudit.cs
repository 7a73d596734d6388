namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Makes repository and archive of a release in a folder of their own and audits them with the tool.</summary>
internal static class OutsideAudit
{
    public static async Task<OutsideReport> RunAsync(OutsideRelease release)
    {
        string folder = Directory.CreateTempSubdirectory("xzact-outside-").FullName;
        try
        {
            string archive = Path.Combine(folder, $"{release.Name}-1.0.tar.gz");
            List<string> arguments = ["release", archive];
            Dictionary<string, string> links = new(StringComparer.Ordinal);
            foreach ((string path, OutsideRelease module) in release.Submodules)
            {
                string repository = Path.Combine(folder, module.Name + ".git");
                links[path] = await OutsideRepository.WriteAsync(module, repository, []);
                arguments.AddRange(["--source", repository]);
            }

            string source = Path.Combine(folder, release.Name + ".git");
            await OutsideRepository.WriteAsync(release, source, links);
            OutsideArchive.Write(release, archive);
            arguments.InsertRange(2, ["--source", source]);
            arguments.AddRange(["--tag", "v1.0", "--format", "json"]);
            ToolRun run = await ToolRun.OfAsync([.. arguments]);
            Assert.True(run.ExitCode is 0 or 1 or 3, $"exit code {run.ExitCode}: {run.Error}");
            return OutsideReport.Of(run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
