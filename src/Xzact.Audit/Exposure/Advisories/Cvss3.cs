using Xzact.Audit.Case;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>The base score of a CVSS 3.0 or 3.1 vector (CVSS 3.1 specification, section 7.1).</summary>
internal static class Cvss3
{
    /// <summary>The severity of a vector's base score; null if it is no vector of CVSS 3 or its score is 0.</summary>
    public static Severity? Rate(string vector) => Score(vector) switch
    {
        null or <= 0 => null,
        < 4.0 => Severity.Low,
        < 7.0 => Severity.Medium,
        < 9.0 => Severity.High,
        _ => Severity.Critical,
    };

    /// <summary>The base score, 0.0 to 10.0; null if it is no whole vector of CVSS 3.</summary>
    public static double? Score(string vector)
    {
        string[] parts = vector.Split('/');
        if (parts[0] is not ("CVSS:3.0" or "CVSS:3.1"))
        {
            return null;
        }

        Dictionary<string, string> m = [];
        foreach (string[] pair in parts.Skip(1).Select(p => p.Split(':')))
        {
            if (pair.Length != 2 || !m.TryAdd(pair[0], pair[1]))
            {
                return null;
            }
        }

        bool changed = m.GetValueOrDefault("S") == "C";
        double? vectorWeight = Weight("AV", ("N", .85), ("A", .62), ("L", .55), ("P", .2));
        double? complexity = Weight("AC", ("L", .77), ("H", .44));
        double? privileges = Weight("PR", ("N", .85), ("L", changed ? .68 : .62), ("H", changed ? .5 : .27));
        double? interaction = Weight("UI", ("N", .85), ("R", .62));
        double? c = Weight("C", ("H", .56), ("L", .22), ("N", 0));
        double? i = Weight("I", ("H", .56), ("L", .22), ("N", 0));
        double? a = Weight("A", ("H", .56), ("L", .22), ("N", 0));
        if ((vectorWeight * complexity * privileges * interaction) is not double product
            || ((1 - c) * (1 - i) * (1 - a)) is not double spared || m.GetValueOrDefault("S") is not ("C" or "U"))
        {
            return null;
        }

        double sub = 1 - spared;
        double impact = changed ? (7.52 * (sub - .029)) - (3.25 * Math.Pow(sub - .02, 15)) : 6.42 * sub;
        double exploitability = 8.22 * product;
        return impact <= 0 ? 0 : RoundUp(Math.Min((changed ? 1.08 : 1) * (impact + exploitability), 10));

        double? Weight(string name, params (string Value, double Number)[] values) =>
            values.Where(v => v.Value == m.GetValueOrDefault(name)).Select(v => (double?)v.Number).FirstOrDefault();
    }

    // Appendix A: to one decimal, upwards, without what binary fractions add.
    private static double RoundUp(double score)
    {
        int scaled = (int)Math.Round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : (Math.Floor(scaled / 10_000.0) + 1) / 10;
    }
}
