namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through Meson, its subprojects and what it installs.</summary>
internal static class MesonVariants
{
    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "subproject-runs", "meson",
            "The archive brings the subproject that a wrap file would fetch, and its build file runs a command at "
                + "setup.",
            Expectation.HighFinding,
            release => Subproject(release, "run_command('sh', '-c', 'echo INERT TEST FIXTURE', check: false)"),
            "the archive brings the subproject, as meson dist does when asked",
            release => Subproject(release, "")),
        new(
            "options-file-preferred", "meson",
            "Since 1.1 Meson prefers meson.options to the tracked meson_options.txt; another default names another "
                + "generator.",
            Expectation.HighFinding,
            release => release
                .Ship("meson.options", "option('codegen', type: 'string', value: 'tests/names.sh', description: "
                    + "'makes names.h')")
                .Ship("tests/names.sh", "#!/bin/sh\necho INERT TEST FIXTURE", executable: true),
            "the options also under the new name",
            release => release.Ship(
                "meson.options", "option('codegen', type: 'string', value: 'python3', description: 'makes names.h')")),
        new(
            "login-script-installed", "meson",
            "A whole folder is installed below /etc; one script more in it runs at every login.",
            Expectation.HighFinding,
            release => release.Ship("data/profile.d/zz-locale.sh", "echo INERT TEST FIXTURE"),
            "one completion more, made by the dist step",
            release => release.Ship("data/completions/bq", "complete -W 'push pop' bq")),
        new(
            "patch-folder-of-wrap", "meson",
            "The tracked wrap file names a folder of build files to lay over the subproject; only the archive has "
                + "the folder.",
            Expectation.HighFinding,
            release => release
                .TrackChanged("subprojects/tinylog.wrap", "revision = 0.3", "revision = 0.3\npatch_directory = tinylog")
                .Ship("subprojects/packagefiles/tinylog/meson.build", "project('tinylog', 'c')\n"
                    + "run_command('sh', '-c', 'echo INERT TEST FIXTURE', check: false)\ntinylog_dep = "
                    + "declare_dependency()"),
            "the folder of build files is tracked",
            release => release
                .TrackChanged("subprojects/tinylog.wrap", "revision = 0.3", "revision = 0.3\npatch_directory = tinylog")
                .Track("subprojects/packagefiles/tinylog/meson.build", "project('tinylog', 'c')\n"
                    + "tinylog_dep = declare_dependency()")),
    ];

    private static void Subproject(OutsideRelease release, string command) => release
        .Ship("subprojects/tinylog/meson.build", $"""
            project('tinylog', 'c', version: '0.3')
            {command}
            tinylog_dep = declare_dependency(sources: 'tinylog.c', include_directories: '.')
            """)
        .Ship("subprojects/tinylog/tinylog.c", "#include \"tinylog.h\"\nvoid tinylog(const char *text) { (void)text; }")
        .Ship("subprojects/tinylog/tinylog.h", "void tinylog(const char *text);");
}
