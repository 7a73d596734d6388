using Xzact.Format;

namespace Xzact.Lzma;

/// <summary>
/// lc, lp and pb: which bits of the previous byte and of the position choose a literal's and a length's model.
/// </summary>
/// <param name="Lc">Literal context bits, 0 to 4.</param>
/// <param name="Lp">Literal position bits, 0 to 4; at most four together with <paramref name="Lc"/>.</param>
/// <param name="Pb">Position bits, 0 to 4.</param>
internal readonly record struct LzmaProperties(int Lc, int Lp, int Pb)
{
    /// <summary>The properties of every preset.</summary>
    public static LzmaProperties Default => new(3, 0, 2);

    /// <summary>The byte that stands for these properties: (pb * 5 + lp) * 9 + lc.</summary>
    public byte ToByte() => (byte)(((Pb * 5) + Lp) * 9 + Lc);

    /// <summary>Reads a properties byte; false if it is out of range or lc + lp exceeds four.</summary>
    public static bool TryParse(byte value, out LzmaProperties properties)
    {
        int lc = value % 9;
        int rest = value / 9;
        properties = new LzmaProperties(lc, rest % 5, rest / 5);
        return value < LzmaFormat.PropertiesLimit && lc + properties.Lp <= LzmaFormat.MaxLcLp;
    }
}
