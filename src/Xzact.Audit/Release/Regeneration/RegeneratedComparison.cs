using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>Compares files of the archive with what the tag's build system made, and gives them accounts.</summary>
/// <param name="made">What was made.</param>
/// <param name="macros">The published files that the second run took from the archive.</param>
/// <param name="tools">The tools that ran.</param>
/// <param name="readers">The build text that might read what a proof does not cover.</param>
/// <param name="tagged">The date of the tag's commit.</param>
internal sealed class RegeneratedComparison(
    RegeneratedFiles made, IReadOnlyList<AccountedFile> macros, ToolChoice tools,
    IReadOnlyDictionary<string, string> readers, DateTimeOffset tagged)
{
    private const int MaxNamed = 40;

    /// <summary>The file with its account after the comparison.</summary>
    public AccountedFile Of(AccountedFile file)
    {
        ArchivedFile archived = file.Archived!;
        IReadOnlyList<RegeneratedFile> candidates = made.Of(file.Path);
        string by = MadeBy(archived.Claim, tools);
        RegeneratedFile[] same =
        [
            .. candidates.Where(c => c.Sha256 == archived.Sha256 && UnixMode.CanBe(archived.Mode, c.IsExecutable)),
        ];
        if (same.Length > 0)
        {
            bool isSecond = Array.TrueForAll(same, c => c.In == RegeneratedIn.SecondRun);
            return file with { Account = Same(file.Path, isSecond, by) };
        }

        // A tracked file that the build left alone is the tag's; comparing it here says nothing new.
        if (candidates.Count == 0 || candidates.Any(c => c.Sha256 == archived.Sha256) || file.Tracked is not null)
        {
            return file;
        }

        (RegeneratedFile other, IReadOnlyList<ResidualHunk> hunks) = Nearest(archived, candidates);
        if (UnixMode.CanBe(archived.Mode, other.IsExecutable) && ButForStamps(file, other, by) is { } stamped)
        {
            return file with { Account = stamped };
        }

        string differs = hunks.Count == 0
            ? "differently"
            : $"with {Counted.Of(hunks.Sum(h => h.Count), "differing line")} in {Counted.Of(hunks.Count, "place")}";
        return file with
        {
            Account = file.Account with
            {
                Reason = $"{file.Account.Reason}; the tag's build system makes it {differs}{by}",
                Residual = new(ResidualBasis.Regenerated, hunks),
            },
        };
    }

    private Account Same(string path, bool isSecond, string by) =>
        !isSecond ? new(AccountKind.Regenerated, $"the tag's build system makes it byte for byte{by}")
        : macros.Count == 0 ? new(
            AccountKind.Regenerated, $"the tag's build system makes it byte for byte when its tools run again{by}")
        : new(
            AccountKind.Drift,
            "the tag's build system makes it byte for byte with macro files or helper scripts of other releases that "
            + $"the archive has, each published by an upstream project{by}")
        {
            Proof =
            [
                .. macros.Where(m => m.Path != path).Take(MaxNamed)
                    .Select(m => new Evidence($"{m.Path}: {m.Account.Reason}", m.Path)),
            ],
        };

    // The release tree is what is packed; where the second run comes nearer, what differs is what nothing explains.
    private static (RegeneratedFile, IReadOnlyList<ResidualHunk>) Nearest(
        ArchivedFile archived, IReadOnlyList<RegeneratedFile> candidates)
    {
        RegeneratedFile first = candidates.FirstOrDefault(c => c.In == RegeneratedIn.Release)
            ?? candidates.FirstOrDefault(c => c.In == RegeneratedIn.Tree) ?? candidates[0];
        IReadOnlyList<ResidualHunk> hunks = Hunks(archived.Content, first.Content);
        if (candidates.FirstOrDefault(c => c.In == RegeneratedIn.SecondRun) is RegeneratedFile second
            && second.Sha256 != first.Sha256
            && Hunks(archived.Content, second.Content) is { Count: > 0 } fewer
            && fewer.Sum(h => h.Count) < hunks.Sum(h => h.Count))
        {
            return (second, fewer);
        }

        return (first, hunks);
    }

    // What runs must be the same to the last byte, but for a date in a comment.
    private Account? ButForStamps(AccountedFile file, RegeneratedFile other, string by)
    {
        if (file.Archived is not { Content: byte[] content } archived || other.Content is null
            || ToolStamps.Of(content, other.Content, tagged) is not { } stamps
            || (archived.Role.IsBuildText()
                && !ToolStamps.AreOfComments(Encoding.Latin1.GetString(content), stamps)))
        {
            return null;
        }

        Account account = new(
            AccountKind.Regenerated, $"the tag's build system makes it, but for when and with which release{by}")
        {
            Carriers = stamps,
        };
        bool mayBeIncluded = archived.Role.IsBuildText();
        return CarrierRule.WhyWithdrawn(file.Path, content, account, readers, mayBeIncluded) is null ? account : null;
    }

    private static string MadeBy(string? claim, ToolChoice tools)
    {
        string name = claim is null ? "" : claim[..Math.Max(claim.LastIndexOf(' '), 0)];
        RegenerationTool? tool = name.Length == 0 ? null : tools.Tools.FirstOrDefault(
            t => name.Contains(t.Name, StringComparison.OrdinalIgnoreCase));
        return tool?.Used is null ? "" : $" (with {tool.Name} {tool.Used}; the file names {claim})";
    }

    private static IReadOnlyList<ResidualHunk> Hunks(byte[]? archived, byte[]? regenerated) =>
        archived is null || regenerated is null || archived.Contains((byte)0) || regenerated.Contains((byte)0)
            ? []
            : LineDiff.Compare(Encoding.Latin1.GetString(archived), Encoding.Latin1.GetString(regenerated));
}
