using System.Diagnostics.CodeAnalysis;

namespace Xzact.Testing;

/// <summary>
/// What drivers demand: they run in the tests, in the fuzzer and as a native program, which has no test framework.
/// </summary>
public static class Require
{
    /// <summary>Fails unless the condition holds.</summary>
    public static void That([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new RequirementException(message);
        }
    }

    /// <summary>Fails unless both are the same bytes, and says where they begin to differ.</summary>
    public static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what)
    {
        int common = expected.CommonPrefixLength(actual);
        That(
            common == expected.Length && common == actual.Length,
            $"{what}: {actual.Length} bytes instead of {expected.Length}, the same up to byte {common}");
    }
}

/// <summary>Something that must hold does not.</summary>
public sealed class RequirementException(string message) : Exception(message);
