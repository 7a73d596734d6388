using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Tests.Exposure.Roots;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""[{"a": [{"\udc00x": 1}]}]""")]
    public void A_name_of_half_a_surrogate_pair_is_refused(string json)
    {
        InventoryException e = Assert.Throws<InventoryException>(
            () => JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(json), "demo.json"));
        Assert.Contains("half a surrogate pair", e.Message, StringComparison.Ordinal);
    }
}
