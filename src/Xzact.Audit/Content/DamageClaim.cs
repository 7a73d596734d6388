using System.Text.RegularExpressions;

namespace Xzact.Audit.Content;

/// <summary>Compares what the name of a fixture says of its damage with what was found. A name is a claim: it lowers
/// nothing, but one that is false is a fact.</summary>
internal static partial class DamageClaim
{
    private static readonly DamageKind[] s_checks = [DamageKind.StructureCheck, DamageKind.ContentCheck];

    // Words of names of fixtures, and the kinds of damage that they can stand for.
    private static readonly (string Word, DamageKind[] Kinds)[] s_words =
    [
        ("truncated", [DamageKind.Truncated, DamageKind.CompressedData, DamageKind.Structure]),
        ("trunc", [DamageKind.Truncated, DamageKind.CompressedData, DamageKind.Structure]),
        ("crc", s_checks), ("crc32", s_checks), ("crc64", s_checks), ("sha256", s_checks), ("checksum", s_checks),
        ("unsupported", [DamageKind.Unsupported]),
    ];

    private static readonly string[] s_good = ["good", "valid"];

    private static readonly string[] s_bad =
        ["bad", "corrupt", "corrupted", "damaged", "broken", "invalid", "malformed", "unsupported", "truncated"];

    /// <summary>What is false in the name, or null. Only names of formats that can be damaged are looked at.</summary>
    public static string? Compare(string path, ContentAccount account)
    {
        if (account.Class is not (ContentClass.Compressed or ContentClass.Archive) || account.Incomplete is not null)
        {
            return null;
        }

        string[] words = [.. Words().Matches(path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant())
            .Select(match => match.Value)];
        bool broken = account.Damages.Count > 0;
        bool isBad = words.Intersect(s_bad).Any();
        if (!isBad)
        {
            return broken && words.Intersect(s_good).Any()
                ? $"the name says that it is good, and it breaks at byte {account.Damages[0].Offset}: "
                    + account.Damages[0].Reason
                : null;
        }

        if (!broken)
        {
            return account.UnaccountedBytes > 0 ? null : "the name says that it is broken, and it is not";
        }

        DamageKind[] said = [.. s_words.Where(word => words.Contains(word.Word)).SelectMany(word => word.Kinds)];
        return said.Length == 0 || account.Damages.Any(damage => said.Contains(damage.Kind)) ? null
            : $"the name says another damage than {account.Damages[0].Kind} at byte {account.Damages[0].Offset}";
    }

    [GeneratedRegex("[a-z]+[0-9]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
