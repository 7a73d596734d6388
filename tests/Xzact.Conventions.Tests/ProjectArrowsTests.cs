using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class ProjectArrowsTests
{
    [Fact]
    public void Projects_refer_to_each_other_one_way()
    {
        Assert.NotEmpty(Repository.Projects);
        Hold.That(ProjectArrows.Check(Repository.Projects));
    }

    [Fact]
    public void The_codec_may_not_know_the_auditor() => Hold.Finds(
        "Xzact may not refer to Xzact.Audit",
        ProjectArrows.Check(
            [Project("Xzact", """<ProjectReference Include="../Xzact.Audit/Xzact.Audit.csproj" />""")]));

    [Fact]
    public void The_codec_may_not_have_a_package() => Hold.Finds(
        "the codec may not refer to SharpZipLib",
        ProjectArrows.Check([Project("Xzact", """<PackageReference Include="SharpZipLib" />""")]));

    [Fact]
    public void A_stranger_may_not_see_what_is_internal() => Hold.Finds(
        "may not show Xzact.Audit what is internal",
        ProjectArrows.Check([Project("Xzact", """<InternalsVisibleTo Include="Xzact.Audit" />""")]));

    [Fact]
    public void An_unknown_project_is_found() =>
        Hold.Finds("Xzact.New is not in the table", ProjectArrows.Check([Project("Xzact.New", "")]));

    [Fact]
    public void The_drawn_arrow_is_accepted() => Assert.Empty(ProjectArrows.Check(
        [Project("Xzact.Audit", """<ProjectReference Include="..\Xzact\Xzact.csproj" />""")]));

    private static TextFile Project(string name, string item) => new(
        $"src/{name}/{name}.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>");
}
