using Xzact.Tools.Options;

namespace Xzact.Tools.Extras;

/// <summary>Part of the content of a file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind its last one; the largest number for all that follows.</param>
internal readonly record struct ByteRange(long Start, long End)
{
    private const string Form = "START, START+LENGTH, START-END or START-END+LENGTH, in bytes, KiB, MiB or GiB";

    /// <summary>Reads START (to the end), START+LENGTH, START-END; numbers may have KiB, MiB or GiB.</summary>
    /// <exception cref="UsageException">It is none of these, or ends before it begins.</exception>
    public static ByteRange Parse(string text)
    {
        int split = text.AsSpan().IndexOfAny('+', '-');
        if (split < 0)
        {
            return new ByteRange(Number(text, text), long.MaxValue);
        }

        long start = Number(text, text[..split]);
        string rest = text[(split + 1)..];
        if (text[split] == '-' && rest.Length == 0)
        {
            return new ByteRange(start, long.MaxValue);
        }

        int plus = rest.IndexOf('+');
        if (text[split] == '+' && plus >= 0)
        {
            throw Bad(text);
        }

        long first = plus < 0 ? Number(text, rest) : Number(text, rest[..plus]);
        long second = text[split] == '+' ? start : plus < 0 ? 0 : Number(text, rest[(plus + 1)..]);
        long end = first > long.MaxValue - second ? long.MaxValue : first + second;
        return end >= start
            ? new ByteRange(start, end)
            : throw new UsageException($"{text}: Invalid argument to --range; it ends before it begins");
    }

    private static long Number(string text, string number)
    {
        try
        {
            return (long)Numbers.Parse("range", number, 0, long.MaxValue);
        }
        catch (UsageException)
        {
            // What is wrong with the part says little without the whole.
            throw Bad(text);
        }
    }

    private static UsageException Bad(string text) => new($"{text}: Invalid argument to --range; it is {Form}");
}
