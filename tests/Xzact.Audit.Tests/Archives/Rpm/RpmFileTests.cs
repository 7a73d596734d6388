using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmFileTests
{
    [Theory]
    [InlineData("./usr/bin/true", "usr/bin/true")]
    [InlineData("true.spec", "true.spec")]
    [InlineData(".config", ".config")]
    [InlineData("../true.spec", "../true.spec")]
    [InlineData("././true.spec", "./true.spec")]
    public void One_leading_dot_folder_is_no_part_of_a_name(string name, string plain) =>
        Assert.Equal(plain, RpmFile.Plain(name));

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1 << 5, true, false)]
    [InlineData(1 << 6, false, true)]
    public void Flags_say_what_is_the_recipe_and_what_the_payload_lacks(ulong flags, bool isSpec, bool isGhost)
    {
        RpmFile file = new("true.spec", Size: 1, Mode: null, Digest: "", LinkTarget: "", flags);
        Assert.Equal((isSpec, isGhost), (file.IsSpec, file.IsGhost));
    }
}
