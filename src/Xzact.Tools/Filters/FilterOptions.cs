using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Filters;

/// <summary>Reads the argument of --lzma2 and its like: name=value pairs between commas.</summary>
internal static class FilterOptions
{
    /// <summary>The filter that an option asks for.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="text">Its options; null or empty for none.</param>
    /// <exception cref="UsageException">A pair is not valid.</exception>
    public static ChosenFilter Parse(FilterKind kind, string? text)
    {
        ChosenFilter filter = kind.ToDefault();
        foreach (string pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1)
            {
                throw new UsageException(
                    $"{Printable.Mask(text!)}: Options must be 'name=value' pairs separated with commas");
            }

            string name = pair[..equals];
            FilterKey key = kind.FindKey(name)
                ?? throw new UsageException($"{Printable.Mask(name)}: Invalid option name");
            filter = Apply(filter, key, pair[(equals + 1)..]);
        }

        return filter.HasValidModel ? filter : throw new UsageException(ChosenFilter.TooManyLiteralBits);
    }

    private static ChosenFilter Apply(ChosenFilter filter, FilterKey key, string value)
    {
        if (key == FilterKey.Preset)
        {
            return value.Length is 1 or 2 && value[0] is >= '0' and <= '9' && value[1..] is "" or "e"
                ? FilterKey.ApplyPreset(filter, value[0] - '0', extreme: value.Length == 2)
                : throw new UsageException($"Unsupported LZMA1/LZMA2 preset: {Printable.Mask(value)}");
        }

        if (key.Words is null)
        {
            return key.Apply(filter, (long)Numbers.Parse(key.Name, value, (ulong)key.Min, (ulong)key.Max));
        }

        int word = key.IndexOf(value);
        return word >= 0
            ? key.Apply(filter, word)
            : throw new UsageException($"{Printable.Mask(value)}: Invalid option value");
    }
}
