using Xzact.Audit.Case;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class FeatureProbesTests
{
    [Theory]
    [InlineData("int x;\n.\n", "StraySignInProbe")]
    [InlineData("int f(int, ...);\n", null)]
    [InlineData("/*\n.\n*/ int x;", null)]
    [InlineData("// {\nint x;", null)]
    [InlineData("char c = '{'; char *s = \"(\\\"{\";", null)]
    [InlineData("int main(void) {", "UnbalancedProbe")]
    [InlineData("} int main(void) {", "UnbalancedProbe")]
    [InlineData("#if X\nint f() {\n#else\nint g() {\n#endif\n}", null)]
    [InlineData("$1 {", null)]
    [InlineData("/* never ends {", null)]
    [InlineData("", null)]
    public void A_program_is_judged_without_its_comments_and_texts(string program, string? kind) =>
        Assert.Equal(kind, FeatureProbes.Judge(program)?.ToString());

    [Theory]
    [InlineData("check_c_source_compiles(\"int x;\n.\n\" HAVE)", 1)]
    [InlineData("CHECK_CXX_SOURCE_RUNS([[int x;\n.\n]] HAVE)", 1)]
    [InlineData("message(\"int x;\n.\n\")", 0)]
    public void In_cmake(string text, int count) =>
        Assert.Equal(count, FeatureProbes.InCMake("CMakeLists.txt", text).Count());

    [Theory]
    [InlineData("cc.compiles('''int x;\n.\n''', name : 'x')", 1)]
    [InlineData("cc.links( '''int x;\n.\n''')", 1)]
    [InlineData("cc.compiles('''int x; { ''' + type + ''' }''')", 0)]
    [InlineData("cc.compiles('''int x;\n.", 0)]
    [InlineData("cc.compiles(code)", 0)]
    public void In_meson(string text, int count) =>
        Assert.Equal(count, FeatureProbes.InMeson("meson.build", text).Count());

    [Fact]
    public void In_m4_the_parts_of_a_program_are_one()
    {
        Assert.Empty(FeatureProbes.InM4("a.m4", "AC_LANG_PROGRAM([[int f(void) {]], [[}]])"));
        ScriptFact fact = Assert.Single(FeatureProbes.InM4("a.m4", "\nAC_LANG_SOURCE([[int x;\n.\n]])"));
        Assert.Equal((ScriptFactKind.StraySignInProbe, 2), (fact.Kind, fact.Evidence.Line));
    }
}
