namespace Xzact.Audit.Tests;

public sealed class InOrderTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_items_however_long_each_takes()
    {
        int[] items = [.. Enumerable.Range(0, 200)];

        int[] results = InOrder.Map(items, item =>
        {
            Thread.SpinWait((200 - item) * 50);
            return item * 2;
        });

        Assert.Equal(items.Select(item => item * 2), results);
    }

    [Fact]
    public void A_failure_comes_out_as_it_was_thrown() =>
        Assert.Equal("the third", Assert.Throws<FormatException>(() => InOrder.Map<int, int>(
            [1, 2, 3, 4], item => item == 3 ? throw new FormatException("the third") : item)).Message);

    [Fact]
    public void Nothing_makes_nothing() => Assert.Empty(InOrder.Map<int, int>([], item => item));
}
