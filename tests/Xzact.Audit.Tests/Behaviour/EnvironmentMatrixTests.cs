using Xzact.Audit.Behaviour;

namespace Xzact.Audit.Tests.Behaviour;

public sealed class EnvironmentMatrixTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A", ";A")]
    [InlineData("B A", ";A;B;A B")]
    [InlineData("A B C", ";A;B;C;A B C;B C;A C;A B")]
    public void None_each_all_and_all_but_one_and_none_twice(string names, string sets) => Assert.Equal(
        sets,
        string.Join(';', EnvironmentMatrix.Sets(names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(set => string.Join(' ', set))));
}
