using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

/// <summary>Compares by a scheme as the tables of the tests write it: &lt;, = or &gt;.</summary>
internal static class VersionTable
{
    public static string Sign(VersionScheme scheme, string left, string right) =>
        VersionOrder.Compare(scheme, left, right) switch
        {
            null => "?",
            < 0 => "<",
            0 => "=",
            _ => ">",
        };

    public static string SignOf(int order) => order < 0 ? "<" : order == 0 ? "=" : ">";
}
