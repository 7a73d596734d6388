namespace Xzact.Audit.Tests.Git;

/// <summary>
/// One way in which a repository, or a caller's environment, can make plain git run a program or write a file. The
/// program is a harmless script that writes one file, the canary.
/// </summary>
/// <param name="Name">The mechanism.</param>
/// <param name="Plant">Sets it up; gets the fixture, and the script as a shell command.</param>
/// <param name="Proof">The plain git command that wakes it.</param>
internal sealed record CanaryCase(string Name, Action<GitFixture, string> Plant, params string[] Proof)
{
    internal static readonly CanaryCase[] All =
    [
        Setting("core.fsmonitor", "status"),
        Setting("core.sshCommand", "ls-remote", "ssh://127.0.0.1/none"),
        Setting("core.gitProxy", "ls-remote", "git://127.0.0.1/none"),
        Setting("diff.external", "diff", "HEAD~1", "HEAD"),
        Setting("filter.canary.smudge", "archive", "HEAD"),
        Setting("filter.canary.process", "archive", "HEAD"),
        Setting("filter.canary.clean", "add", "--renormalize", "."),
        Setting("diff.canary.textconv", "log", "-p"),
        Setting("diff.canary.command", "diff", "HEAD~1", "HEAD"),
        Setting("gpg.program", "log", "--format=%G?", "signed"),
        new("alias", (fixture, script) => fixture.Git("config", "alias.canary", "!" + script), "canary"),
        new("hook", (fixture, script) => WriteHook(Path.Combine(fixture.GitDirectory, "hooks"), script),
            "update-ref", "refs/tags/other", "HEAD"),
        new("core.hooksPath", PlantHooksPath, "update-ref", "refs/tags/other", "HEAD"),
        new("include.path", PlantInclude, "status"),
        new("info/attributes and a filter", PlantInfoAttributes, "archive", "HEAD"),
        new("core.attributesFile and a filter", PlantAttributesFile, "archive", "HEAD"),
        new("promisor remote over ext", (fixture, script) => PlantPromisor(fixture, "ext::" + script, null),
            "cat-file", "-p", "HEAD:missing"),
        new("promisor remote with its own upload-pack",
            (fixture, script) => PlantPromisor(fixture, fixture.Root, script),
            "cat-file", "-p", "HEAD:missing"),
        new("inherited GIT_TRACE", (fixture, script) => Inherit(fixture, "GIT_TRACE", Canary(fixture)), "status"),
        new("inherited GIT_CONFIG_GLOBAL", PlantGlobalSettings, "status"),
        new("inherited GIT_CONFIG_COUNT", PlantCountedSettings, "status"),
        new("inherited GIT_EXTERNAL_DIFF", (fixture, script) => Inherit(fixture, "GIT_EXTERNAL_DIFF", script),
            "diff", "HEAD~1", "HEAD"),
    ];

    internal static string Canary(GitFixture fixture) => Path.Combine(fixture.Root, "canary");

    private static CanaryCase Setting(string key, params string[] proof) =>
        new(key, (fixture, script) => fixture.Git("config", key, script), proof);

    private static void WriteHook(string folder, string script) => GitFixture.WriteScript(
        Path.Combine(Directory.CreateDirectory(folder).FullName, "reference-transaction"), $"#!/bin/sh\n{script}\n");

    private static void PlantHooksPath(GitFixture fixture, string script)
    {
        string hooks = Path.Combine(fixture.Root, "elsewhere");
        WriteHook(hooks, script);
        fixture.Git("config", "core.hooksPath", hooks);
    }

    private static void PlantInclude(GitFixture fixture, string script)
    {
        string included = Path.Combine(fixture.Root, "included");
        File.WriteAllText(included, $"[core]\n\tfsmonitor = {script}\n");
        fixture.Git("config", "include.path", included);
    }

    private static void PlantInfoAttributes(GitFixture fixture, string script)
    {
        File.WriteAllText(Path.Combine(fixture.GitDirectory, "info", "attributes"), "* filter=other\n");
        fixture.Git("config", "filter.other.smudge", script);
    }

    private static void PlantAttributesFile(GitFixture fixture, string script)
    {
        string attributes = Path.Combine(fixture.Root, "attributes");
        File.WriteAllText(attributes, "plain filter=other\n");
        fixture.Git("config", "core.attributesFile", attributes);
        fixture.Git("config", "filter.other.smudge", script);
    }

    // The blob of "missing" is taken away, and a remote promises to deliver it.
    private static void PlantPromisor(GitFixture fixture, string url, string? uploadPack)
    {
        string id = fixture.Git("rev-parse", "HEAD:missing").Trim();
        File.Delete(Path.Combine(fixture.GitDirectory, "objects", id[..2], id[2..]));
        fixture.Git("config", "remote.origin.url", url);
        fixture.Git("config", "remote.origin.promisor", "true");
        fixture.Git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        fixture.Git("config", "core.repositoryFormatVersion", "1");
        fixture.Git("config", "extensions.partialClone", "origin");
        fixture.Git("config", "protocol.ext.allow", "always");
        if (uploadPack is not null)
        {
            fixture.Git("config", "remote.origin.uploadpack", uploadPack);
        }
    }

    private static void PlantGlobalSettings(GitFixture fixture, string script)
    {
        string settings = Path.Combine(fixture.Root, "global");
        File.WriteAllText(settings, $"[trace2]\n\teventTarget = {Canary(fixture)}\n");
        Inherit(fixture, "GIT_CONFIG_GLOBAL", settings);
    }

    private static void PlantCountedSettings(GitFixture fixture, string script)
    {
        Inherit(fixture, "GIT_CONFIG_COUNT", "1");
        Inherit(fixture, "GIT_CONFIG_KEY_0", "core.fsmonitor");
        Inherit(fixture, "GIT_CONFIG_VALUE_0", script);
    }

    // For plain git, and for whatever this test process starts.
    private static void Inherit(GitFixture fixture, string name, string value)
    {
        fixture.Environment[name] = value;
        Environment.SetEnvironmentVariable(name, value);
    }
}
