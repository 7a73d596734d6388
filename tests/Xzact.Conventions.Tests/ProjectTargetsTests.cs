using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class ProjectTargetsTests
{
    private const string Library =
        "<TargetFrameworks>$(LibraryTargetFrameworks)</TargetFrameworks><IsAotCompatible>true</IsAotCompatible>";

    private const string Executable =
        "<OutputType>Exe</OutputType><TargetFramework>$(ExecutableTargetFramework)</TargetFramework>";
    private const string Import = """<Import Project="../NativeAot.props" />""";

    private static readonly string[] s_locks =
        ["src/X/packages.lock.json", "src/X/packages.net9.0.lock.json", "src/X/packages.aot.lock.json"];

    [Fact]
    public void Project_files_agree_on_targets_packages_and_locks() =>
        Hold.That(ProjectTargets.Check(Repository.Projects, Repository.Paths, Repository.ReadText("Xzact.slnx")));

    [Fact]
    public void Libraries_have_two_targets_and_executables_one() =>
        Hold.That(ProjectTargets.CheckProperties(Repository.Text("Directory.Build.props")));

    [Theory]
    [InlineData(Library, "")]
    [InlineData(Executable, Import)]
    public void A_project_that_follows_the_rules_is_accepted(string properties, string import) =>
        Assert.Empty(Check(properties, import));

    [Theory]
    [InlineData("<TargetFramework>net10.0</TargetFramework>", "", "a library's TargetFrameworks")]
    [InlineData("<TargetFrameworks>$(LibraryTargetFrameworks)</TargetFrameworks>", "", "a library is IsAotCompatible")]
    [InlineData("<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>", Import, "an executable's")]
    [InlineData(Executable, "", "an executable imports NativeAot.props")]
    [InlineData(Library, """<ItemGroup><PackageReference Include="P" Version="1" /></ItemGroup>""", "the version of P")]
    public void A_project_that_does_not_is_found(string properties, string more, string expected) =>
        Hold.Finds(expected, Check(properties, more));

    [Fact]
    public void A_missing_lock_file_is_found() => Hold.Finds(
        "no packages.aot.lock.json",
        ProjectTargets.Check([Project(Executable, Import)], s_locks[..2], "\"src/X/X.csproj\""));

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Hold.Finds("not in Xzact.slnx", ProjectTargets.Check([Project(Library, "")], s_locks, "<Solution />"));

    [Fact]
    public void Other_targets_are_found()
    {
        var properties = new TextFile(
            "p.props",
            """
            <Project><PropertyGroup>
              <LibraryTargetFrameworks>net10.0</LibraryTargetFrameworks>
              <ExecutableTargetFramework>net9.0</ExecutableTargetFramework>
            </PropertyGroup></Project>
            """);
        Assert.Equal(2, ProjectTargets.CheckProperties(properties).Count());
    }

    private static IEnumerable<string> Check(string properties, string more) =>
        ProjectTargets.Check([Project(properties, more)], s_locks, "\"src/X/X.csproj\"");

    private static TextFile Project(string properties, string more) =>
        new("src/X/X.csproj", $"<Project>{more}<PropertyGroup>{properties}</PropertyGroup></Project>");
}
