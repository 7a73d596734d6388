using System.Globalization;

namespace Xzact.Testing.Drivers;

/// <summary>How many random cases a driver runs: few in every run, very many by hand.</summary>
public static class CaseCount
{
    /// <summary>The environment variable for longer runs.</summary>
    public const string Variable = "XZACT_CASES";

    /// <summary>What the variable says, or <paramref name="usual"/>.</summary>
    public static int Of(int usual) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;
}
