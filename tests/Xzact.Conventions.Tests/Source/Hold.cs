namespace Xzact.Conventions.Tests.Source;

/// <summary>How a convention is asserted.</summary>
internal static class Hold
{
    /// <summary>Fails with every violation, one a line.</summary>
    public static void That(IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{found.Length} violation(s):\n{string.Join('\n', found)}");
    }

    /// <summary>The check can fail: it finds exactly one violation, and that one says <paramref
    /// name="expected"/>.</summary>
    public static void Finds(string expected, IEnumerable<string> violations)
    {
        string found = Assert.Single(violations.Distinct(StringComparer.Ordinal));
        Assert.Contains(expected, found, StringComparison.Ordinal);
    }
}
