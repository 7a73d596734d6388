using Xzact.Audit.Binary;

namespace Xzact.Audit.Tests.Binary;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("$@main.c", "main.c")]
    [InlineData("[^../src/hash.c", "../src/hash.c")]
    [InlineData("CODE_FILE=omjournal.c", "omjournal.c")]
    [InlineData("lib_c++-2/a.cc", "lib_c++-2/a.cc")]
    [InlineData("cannot open main.c", "cannot open main.c")]
    [InlineData("", "")]
    public void A_name_begins_behind_what_cannot_be_in_one(string text, string name) =>
        Assert.Equal(name, SourceNames.NameIn(text));
}
