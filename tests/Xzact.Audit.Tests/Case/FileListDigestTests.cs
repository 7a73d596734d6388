using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class FileListDigestTests
{
    /// <summary>What sha256sum and sort say of the same files.</summary>
    [Fact]
    public void The_digest_is_that_of_the_list_in_the_order_of_paths()
    {
        string one = new('1', 64);
        string two = new('2', 64);
        CaseInput input = FileListDigest.Of("tree", [("b/ä", 5, two), ("b", 2, one), ("a z", 1, one)]);
        string list = $"{one}  a z\n{one}  b\n{two}  b/ä\n";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))), input.Sha256);
        Assert.Equal((8, "3 files, digest of their list"), (input.Size, input.Format));
    }
}
