using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class BuildTextLineTests
{
    [Theory]
    [InlineData("test -z \"po/de.gmo po/fr.gmo\" || rm -f x", "test -z  || rm -f x")]
    [InlineData("-test -z \"$(CLEANFILES)\" || rm -f $(CLEANFILES)", "-test -z  || rm -f $(CLEANFILES)")]
    [InlineData("if test -n tests/data.bin; then", "if test -n ; then")]
    [InlineData("if [ -z \"$name\" ]; then", "if [ -z  ]; then")]
    [InlineData("all: main.o # not tests/data.bin", "all: main.o")]
    public void What_is_text_and_no_file_is_left_out(string line, string expected) =>
        Assert.Equal(expected, BuildTextLine.WithoutRemarks(line));

    [Theory]
    [InlineData("test -z \"$(cat tests/data.bin)\" && exit")]
    [InlineData("test -z \"`cat tests/data.bin`\"")]
    [InlineData("test -z \"\\\"$(sh tests/run)\"")]
    [InlineData("test -f tests/data.bin")]
    [InlineData("x=\"a # b\"; sh tests/run")]
    [InlineData("echo \\ # sh tests/run")]
    [InlineData("sed s/#/x/ tests/data.bin")]
    [InlineData("case $# in 1) sh tests/run;; esac")]
    [InlineData("m4_define([x], [a # b])")]
    public void What_may_be_a_file_or_run_one_stays(string line) =>
        Assert.Equal(line, BuildTextLine.WithoutRemarks(line));

    [Fact]
    public void What_follows_the_test_stays() => Assert.Contains(
        "sh tests/run", BuildTextLine.WithoutRemarks("test -z \"x\" || sh tests/run"), StringComparison.Ordinal);
}
