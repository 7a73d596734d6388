using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class FileRoleInfoTests
{
    [Fact]
    public void Only_what_a_compiler_or_a_person_reads_and_data_are_no_build_text() => Assert.Equal(
        [FileRole.Other, FileRole.Source, FileRole.TestData, FileRole.Translation, FileRole.Documentation],
        Enum.GetValues<FileRole>().Where(role => !role.IsBuildText()));
}
