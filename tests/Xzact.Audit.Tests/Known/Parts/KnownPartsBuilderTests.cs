using Xzact.Audit.Known.Parts;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class KnownPartsBuilderTests : IDisposable
{
    private readonly GitFixture _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void Every_version_of_the_history_is_known_since_its_first_commit()
    {
        string changed = KnownPartsWriterTests.Macro.Replace("third", "fourth", StringComparison.Ordinal);
        Commit("m4/x.m4", KnownPartsWriterTests.Macro, "2001-02-03T10:00:00 +0000");
        Commit("m4/x.m4", changed, "2005-06-07T10:00:00 +0000");
        Commit("m4/again.m4", KnownPartsWriterTests.Macro, "2009-06-07T10:00:00 +0000");
        using MemoryStream index = new();
        KnownPartsBuilder.Build([("demo", _clone.Repository)], index);
        KnownPartsIndex known = KnownPartsIndex.Load(index.ToArray());
        Assert.Equal(new(2001, 2, 3), FirstCommit(known, KnownPartsWriterTests.Macro));
        Assert.Equal(new(2005, 6, 7), FirstCommit(known, changed));
    }

    private static DateOnly? FirstCommit(KnownPartsIndex known, string macro) =>
        known.FindUnit(CanonicalText.Statement(macro))?.FirstCommit;

    private void Commit(string path, string text, string date)
    {
        _clone.Write(path, text);
        _clone.Environment["GIT_COMMITTER_DATE"] = date;
        _clone.Commit();
    }
}
