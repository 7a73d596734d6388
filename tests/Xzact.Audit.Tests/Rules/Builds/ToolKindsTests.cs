using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Tests.Rules.Builds;

public sealed class ToolKindsTests
{
    [Theory]
    [InlineData("/usr/bin/gcc-12", "Driver")]
    [InlineData("/usr/bin/aarch64-linux-gnu-g++", "Driver")]
    [InlineData("/usr/bin/x86_64-linux-gnu-ld.bfd", "Linker")]
    [InlineData("/usr/bin/python3.11", "Interpreter")]
    [InlineData("/usr/bin/automake-1.16", "Configurer")]
    [InlineData("/usr/bin/bzcat", "Decoder")]
    [InlineData("/usr/bin/true", "Other")]
    [InlineData("/usr/bin/-", "Other")]
    public void The_name_of_a_program_tells_its_kind(string path, string kind) =>
        Assert.Equal(kind, ToolKinds.Of(path, isTree: false).ToString());

    [Theory]
    [InlineData("/build/gcc", "Other")]
    [InlineData("/build/ld", "Other")]
    [InlineData("/build/configure", "Configurer")]
    public void A_program_of_the_tree_is_not_taken_for_a_compiler(string path, string kind) =>
        Assert.Equal(kind, ToolKinds.Of(path, isTree: true).ToString());
}
