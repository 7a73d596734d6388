using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>Where a name has its meaning.</summary>
internal enum ConventionPlace
{
    /// <summary>Only at the root of the release.</summary>
    Root,

    /// <summary>In every folder that the tool works in; which these are is not known.</summary>
    Anywhere,

    /// <summary>In every folder of message catalogues, and with the same meaning in each.</summary>
    Catalogs,
}

/// <summary>A file that a tool reads or runs by its name, without being told.</summary>
/// <param name="Name">The name, or the last two parts of the path; <c>*.x</c> for an extension.</param>
/// <param name="Role">What the file is for.</param>
/// <param name="Place">Where the name has this meaning.</param>
/// <param name="Reader">Who reads or runs it, and what it can do; the justification of the row.</param>
internal sealed record BuildConvention(string Name, FileRole Role, ConventionPlace Place, string Reader);

/// <summary>
/// Files that build tools read or run by name, without being told; from the manuals of the tools. What only an editor,
/// a debugger or the user's own shell reads (.envrc, .gdbinit, .vimrc) is no input of a build and is left out.
/// </summary>
internal static class BuildConventions
{
    // gettext's makefile takes in every file whose name begins so.
    private const string CatalogRules = "Rules-";

    // git runs what is executable there, by its name.
    private const string Hooks = ".git/hooks/";

    // Meson looks for a wrap's patch_directory here.
    private const string PackageFiles = "subprojects/packagefiles/";

    private static readonly Dictionary<string, BuildConvention> s_byName = All().ToDictionary(
        row => row.Name, StringComparer.Ordinal);

    /// <summary>What make, cmake and meson read in a folder that they are sent to.</summary>
    public static IReadOnlyList<string> InFolder { get; } =
        ["Makefile.am", "Makefile.in", "Makefile", "makefile", "GNUmakefile", "CMakeLists.txt", "meson.build",
         "configure", "configure.ac", "configure.in", "Makefile.inc", "package.json"];

    /// <summary>Helper scripts that generated configure scripts and Makefiles run from the auxiliary folder.</summary>
    public static IReadOnlySet<string> Auxiliary { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "config.guess", "config.sub", "config.rpath", "install-sh", "missing", "compile", "depcomp", "ltmain.sh",
        "texinfo.tex", "ylwrap", "py-compile", "mdate-sh", "ar-lib", "test-driver", "mkinstalldirs", "tap-driver.sh",
        "shtool",
    };

    /// <summary>Why a file at this path is read or run by convention, or null.</summary>
    public static string? ReaderOf(string path) => Find(path) is { } row
        && (row.Place != ConventionPlace.Root || row.Name == path)
            ? row.Reader
            : path.StartsWith(PackageFiles, StringComparison.Ordinal)
                ? "laid over a subproject by meson, where a wrap names its folder"
            : IsHook(path) ? "run by git, if it is executable"
            : null;

    /// <summary>The role that its name gives the file, in whatever folder; null if the table does not know
    /// it.</summary>
    public static FileRole? RoleOf(string path) => Find(path)?.Role ?? (IsHook(path) ? FileRole.Script : null);

    /// <summary>Whether a tool that is sent to the folder of this path reads the file by its name, and as a part of
    /// that folder.</summary>
    public static bool IsReadByName(string path) =>
        (ReaderOf(path) is not null && Find(path)?.Place != ConventionPlace.Catalogs)
        || InFolder.Contains(path[(path.LastIndexOf('/') + 1)..]);

    private static bool IsHook(string path) => $"/{path}".Contains($"/{Hooks}", StringComparison.Ordinal);

    private static BuildConvention? Find(string path)
    {
        int slash = path.LastIndexOf('/');
        int second = slash > 0 ? path.LastIndexOf('/', slash - 1) : -1;
        string name = path[(slash + 1)..];
        int dot = name.LastIndexOf('.');
        name = name.StartsWith(CatalogRules, StringComparison.Ordinal) ? CatalogRules + "*" : name;
        return s_byName.GetValueOrDefault(name)
            ?? (slash < 0 ? null : s_byName.GetValueOrDefault(path[(second + 1)..]))
            ?? (dot < 0 ? null : s_byName.GetValueOrDefault("*" + name[dot..]));
    }

    private static IEnumerable<BuildConvention> All() =>
    [
        // Autoconf, Automake, make
        Root("configure", FileRole.ConfigureScript, "run by whoever builds the release"),
        Root("configure.ac", FileRole.ConfigureInput, "read by autoconf"),
        Root("configure.in", FileRole.ConfigureInput, "read by autoconf"),
        Root("aclocal.m4", FileRole.Macro, "read by autoconf"),
        Root("acinclude.m4", FileRole.Macro, "read by aclocal"),
        Root("acsite.m4", FileRole.Macro, "read by autoconf"),
        Root(".autom4te.cfg", FileRole.Script, "read by autom4te, which takes options and files to load from it"),
        Anywhere("autom4te.cache/requests", FileRole.PackageBuild,
            "run by autom4te, as Perl, before it looks at configure.ac"),
        Anywhere("configure.gnu", FileRole.ConfigureScript, "run by the configure of a folder above, before configure"),
        Root("config.site", FileRole.ConfigureScript, "may be read by configure, as shell text"),
        Root("config.cache", FileRole.ConfigureScript, "may be read by configure, as shell text"),
        Root("Makefile", FileRole.Make, "read by make"),
        Root("makefile", FileRole.Make, "read by make, before Makefile"),
        Root("GNUmakefile", FileRole.Make, "read by GNU make, before makefile and Makefile"),
        Root("Makefile.am", FileRole.Make, "read by automake"),
        Root("Makefile.in", FileRole.Make, "made into Makefile by configure"),
        Anywhere("*.Po", FileRole.Make, "included by the makefile that automake makes, if it is there already"),
        Anywhere("*.Plo", FileRole.Make, "included by the makefile that automake makes, if it is there already"),
        Catalogs("Makevars", FileRole.Make, "config.status copies its lines into the makefile of catalogues"),
        Catalogs("LINGUAS", FileRole.Make,
            "config.status puts its names into sed, and into the makefile of catalogues"),
        Catalogs("POTFILES.in", FileRole.Make, "config.status copies its lines into the makefile of catalogues"),
        Catalogs("Rules-*", FileRole.Make, "config.status copies its lines into the makefile of catalogues"),
        Catalogs("*.sin", FileRole.Script, "made into a sed script, and run, by the makefile of catalogues"),
        Anywhere("testsuite.at", FileRole.Macro, "read by autom4te, which makes a test suite of it"),
        Anywhere("local.at", FileRole.Macro, "read by autom4te for the test suite beside it"),
        Anywhere("atlocal", FileRole.Script, "read by the test suite beside it, as shell text"),
        Anywhere("atlocal.in", FileRole.Script, "made into atlocal by configure, and read as shell text"),
        Anywhere("init.cfg", FileRole.Script, "read by gnulib's init.sh of the tests beside it, as shell text"),
        Anywhere("site.exp", FileRole.Script, "read by runtest, as Tcl"),
        Anywhere("*.la", FileRole.Script, "read by libtool, as shell text, where it links a library of this name"),
        Anywhere("*.lo", FileRole.Script, "read by libtool, as shell text, where it links an object of this name"),
        Root("BSDmakefile", FileRole.Make, "read by the make of the BSDs, before makefile and Makefile"),
        Anywhere("Kbuild", FileRole.Make, "read by the makefiles of Linux, before Makefile"),
        Root("acconfig.h", FileRole.Template, "copied into config.h.in by autoheader"),
        Root("config.h.top", FileRole.Template, "copied into config.h.in by autoheader"),
        Root("config.h.bot", FileRole.Template, "copied into config.h.in by autoheader"),
        Root("autogen.sh", FileRole.Script, "run by whoever builds from source"),
        Root("bootstrap", FileRole.Script, "run by whoever builds from source"),
        Root("bootstrap.sh", FileRole.Script, "run by whoever builds from source"),
        Root("buildconf", FileRole.Script, "run by whoever builds from source"),

        // CMake, Meson, SCons, waf, Bazel
        Root("CMakeCache.txt", FileRole.CMake, "read by cmake, which takes compilers and answers of checks from it"),
        Root("CMakeLists.txt", FileRole.CMake, "read by cmake"),
        Anywhere("CTestCustom.cmake", FileRole.CMake, "read by ctest, which runs the programs that it names"),
        Anywhere("CTestCustom.ctest", FileRole.CMake, "read by ctest, which runs the programs that it names"),
        Root("CMakePresets.json", FileRole.CMake, "read by cmake, which takes compilers and toolchain files from it"),
        Root("CMakeUserPresets.json", FileRole.CMake, "read by cmake beside CMakePresets.json"),
        Root("meson.build", FileRole.Meson, "read by meson"),
        Anywhere("*.wrap", FileRole.Meson, "read by meson, which takes the source of a dependency from it"),
        Root("SConstruct", FileRole.PackageBuild, "run by scons"),
        Root("wscript", FileRole.PackageBuild, "run by waf"),
        Root(".bazelrc", FileRole.PackageBuild, "read by bazel, which takes options for every command from it"),

        // Python
        Root("setup.py", FileRole.PackageBuild, "run by the installer of Python packages"),
        Root("tox.ini", FileRole.PackageBuild, "read by tox, which runs the commands that it names"),
        Root("pytest.ini", FileRole.PackageBuild, "read by pytest, which loads the plugins that it names"),
        Root("setup.cfg", FileRole.PackageBuild, "read by the installer of Python packages"),
        Root("pyproject.toml", FileRole.PackageBuild, "read by the installer of Python packages"),
        Anywhere("conftest.py", FileRole.PackageBuild, "run by pytest when the tests run"),
        Anywhere("sitecustomize.py", FileRole.PackageBuild, "run by every Python that has its folder on the path"),
        Anywhere("usercustomize.py", FileRole.PackageBuild, "run by every Python that has its folder on the path"),
        Anywhere("*.pth", FileRole.PackageBuild, "run by every Python in whose site folder it is installed"),

        // JavaScript
        Root("package.json", FileRole.PackageBuild, "read by npm, which runs its install scripts"),
        Root("package-lock.json", FileRole.PackageBuild, "read by npm, which takes the places of packages from it"),
        Root("npm-shrinkwrap.json", FileRole.PackageBuild, "read by npm, before package-lock.json"),
        Root("yarn.lock", FileRole.PackageBuild, "read by yarn, which takes the places of packages from it"),
        Root("pnpm-lock.yaml", FileRole.PackageBuild, "read by pnpm, which takes the places of packages from it"),
        Root(".npmrc", FileRole.PackageBuild, "read by npm, which takes the script shell and the registry from it"),
        Root(".yarnrc", FileRole.PackageBuild, "read by yarn, which runs the program of its yarn-path"),
        Root(".yarnrc.yml", FileRole.PackageBuild, "read by yarn, which runs its yarnPath and plugins"),
        Root(".babelrc", FileRole.PackageBuild, "read by babel, which loads the plugins that it names"),
        Root(".mocharc.yml", FileRole.PackageBuild, "read by mocha, which loads what it names"),
        Root(".pnpmfile.cjs", FileRole.PackageBuild, "run by pnpm"),
        Root("binding.gyp", FileRole.PackageBuild, "read by npm, which builds from it"),

        // Rust
        Root("Cargo.toml", FileRole.PackageBuild, "read by cargo"),
        Anywhere("build.rs", FileRole.PackageBuild, "run by cargo before it compiles the package"),
        Anywhere(".cargo/config.toml", FileRole.PackageBuild,
            "read by cargo, which runs its rustc-wrapper, linker and runner"),
        Anywhere(".cargo/config", FileRole.PackageBuild, "read by cargo, before config.toml beside it"),
        Root("rust-toolchain.toml", FileRole.PackageBuild,
            "read by rustup, which takes the path of the compiler from it"),
        Root("rust-toolchain", FileRole.PackageBuild, "read by rustup, before rust-toolchain.toml"),

        // Go, Zig, Swift, Haskell, OCaml
        Root("go.work", FileRole.PackageBuild, "read by go, which takes modules from the folders that it names"),
        Root("build.zig", FileRole.PackageBuild, "run by zig build"),
        Root("Package.swift", FileRole.PackageBuild, "run by swift build"),
        Root("Setup.hs", FileRole.PackageBuild, "run by cabal"),
        Root("Setup.lhs", FileRole.PackageBuild, "run by cabal"),
        Root("cabal.project", FileRole.PackageBuild, "read by cabal, which takes programs and packages from it"),
        Root("cabal.project.local", FileRole.PackageBuild, "read by cabal beside cabal.project"),
        Anywhere("dune", FileRole.PackageBuild, "read by dune, which runs the commands that it names"),
        Root("dune-project", FileRole.PackageBuild, "read by dune"),
        Root("dune-workspace", FileRole.PackageBuild, "read by dune, which takes profiles and settings from it"),
        Root("myocamlbuild.ml", FileRole.PackageBuild, "run by ocamlbuild"),

        // .NET
        Anywhere("*.user", FileRole.PackageBuild, "read by MSBuild for the project of the same name"),
        Anywhere("*.rsp", FileRole.PackageBuild, "read by MSBuild and compilers as their options"),
        Anywhere("*.targets", FileRole.PackageBuild, "read by MSBuild where a project or its name asks for it"),
        Anywhere("*.props", FileRole.PackageBuild, "read by MSBuild where a project or its name asks for it"),
        Anywhere("nuget.config", FileRole.PackageBuild, "read by NuGet, which takes the places of packages from it"),
        Anywhere("NuGet.Config", FileRole.PackageBuild, "read by NuGet, which takes the places of packages from it"),

        // Others
        Root(".qmake.conf", FileRole.PackageBuild, "read by qmake for every project below it"),
        Root("composer.json", FileRole.PackageBuild, "read by composer, which runs its scripts"),
        Anywhere("*.gemspec", FileRole.PackageBuild, "run by gem and bundler"),
        Anywhere("*.rake", FileRole.PackageBuild, "run by rake where it lies in rakelib"),
        Root(".bundle/config", FileRole.PackageBuild, "read by bundler, which takes paths and flags from it"),
        Root("mix.exs", FileRole.PackageBuild, "run by mix"),
        Root("rebar.config", FileRole.PackageBuild, "read by rebar3, which runs its hooks"),
        Root("rebar.config.script", FileRole.PackageBuild, "run by rebar3"),
        Root("config.nims", FileRole.PackageBuild, "run by nim"),
        Root("dub.json", FileRole.PackageBuild, "read by dub, which runs its commands"),
        Anywhere("*.nimble", FileRole.PackageBuild, "run by nimble"),
        Anywhere("*.rockspec", FileRole.PackageBuild, "read by luarocks, which runs its commands"),
        Root("build.gradle.kts", FileRole.PackageBuild, "run by gradle"),
        Root("settings.gradle.kts", FileRole.PackageBuild, "run by gradle"),
        Root("gradle.properties", FileRole.PackageBuild, "read by gradle, which starts Java with it"),
        Anywhere("gradle-wrapper.properties", FileRole.PackageBuild,
            "read by gradlew, which takes the place of gradle from it"),
        Root(".proverc", FileRole.PackageBuild, "read by prove, which takes options from it"),
        Root(".rspec", FileRole.PackageBuild, "read by rspec, which loads what it names"),
        Root("flake.nix", FileRole.PackageBuild, "read by nix, which runs what it describes"),
        Root("APKBUILD", FileRole.PackageBuild, "run by abuild"),
        Root(".latexmkrc", FileRole.PackageBuild, "run by latexmk, as Perl"),
        Anywhere("texinfo.cnf", FileRole.Script, "read by TeX with every manual in Texinfo"),
        Root("build.xml", FileRole.PackageBuild, "read by ant, which runs the programs that it names"),
        Root("build.ninja", FileRole.PackageBuild, "read by ninja, which runs the commands that it names"),
        Root("Jamroot", FileRole.PackageBuild, "read by b2, which runs the commands that it names"),
        Root("justfile", FileRole.PackageBuild, "read by just, which runs the commands that it names"),
        Root("Gemfile", FileRole.PackageBuild, "run by bundler"),
        Root("Rakefile", FileRole.PackageBuild, "run by rake"),
        Root("extconf.rb", FileRole.PackageBuild, "run by gem"),
        Root("Makefile.PL", FileRole.PackageBuild, "run by the installer of Perl modules"),
        Root("Build.PL", FileRole.PackageBuild, "run by the installer of Perl modules"),
        Root("pom.xml", FileRole.PackageBuild, "read by maven"),
        Root(".mvn/extensions.xml", FileRole.PackageBuild, "read by maven, which loads what it names"),
        Root(".mvn/maven.config", FileRole.PackageBuild, "read by maven, which takes options from it"),
        Root(".mvn/jvm.config", FileRole.PackageBuild, "read by maven, which starts Java with it"),
        Root("settings.gradle", FileRole.PackageBuild, "run by gradle"),
        Root("build.gradle", FileRole.PackageBuild, "run by gradle"),
        Anywhere("Directory.Build.props", FileRole.PackageBuild, "read by MSBuild for every project below it"),
        Anywhere("Directory.Build.targets", FileRole.PackageBuild, "read by MSBuild for every project below it"),
        Root("debian/rules", FileRole.Make, "run by whoever builds a Debian package"),
        Anywhere("*.spec", FileRole.PackageBuild, "read by rpmbuild -ta, which takes it out of the archive"),
        Anywhere(".git", FileRole.PackageBuild,
            "read by git, which takes the place of its configuration from it, and with it programs to run"),
        Anywhere(".git/config", FileRole.PackageBuild, "read by git, which runs the programs that it names"),
        Anywhere(".git/config.worktree", FileRole.PackageBuild, "read by git, which runs the programs that it names"),
        Anywhere(".hg/hgrc", FileRole.PackageBuild, "read by hg, which runs the programs that it names"),
    ];

    private static BuildConvention Root(string name, FileRole role, string reader) =>
        new(name, role, ConventionPlace.Root, reader);

    private static BuildConvention Catalogs(string name, FileRole role, string reader) =>
        new(name, role, ConventionPlace.Catalogs, reader);

    private static BuildConvention Anywhere(string name, FileRole role, string reader) =>
        new(name, role, ConventionPlace.Anywhere, reader);
}
