using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Release.Proofs;

/// <summary>Every proof, in the order in which they are tried; each may build on the accounts before.</summary>
internal static class FileProofs
{
    private static readonly IFileProof[] s_all =
    [
        new TrackedCopyProof(),
        new VersionStampProof(),
        new LinguasProof(),
        new MergedCatalogProof(),
        new TemplateCatalogProof(),
        new CompiledCatalogProof(),
        new ChangeLogProof(),
        new ComposedMacrosProof(() => KnownPartsIndex.Shipped, collections: false),
        new ComposedMacrosProof(() => KnownPartsIndex.Shipped, collections: true),
        new ComposedScriptProof(() => KnownPartsIndex.Shipped),
    ];

    /// <summary>Whether a proof needs the content of this path.</summary>
    public static bool Want(string path) => Array.Exists(s_all, proof => proof.Wants(path));

    /// <summary>Explains what can be explained of the modified and unaccounted files.</summary>
    /// <param name="files">The files with their accounts so far.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="readers">The build text that might read what a proof does not cover: <see cref="Readers"/>.</param>
    public static IReadOnlyList<AccountedFile> Apply(
        IReadOnlyList<AccountedFile> files, TagInventory tag, IReadOnlyDictionary<string, string> readers)
    {
        HashSet<string> twice = [.. files.GroupBy(f => f.Path).Where(g => g.Skip(1).Any()).Select(g => g.Key)];
        AccountedFile[] result = [.. files.Select(file => Expanded(file, readers))];
        ProofContext context = new(tag, result);
        foreach (IFileProof proof in s_all)
        {
            for (int i = 0; i < result.Length; i++)
            {
                AccountedFile file = result[i];
                if (IsOpen(file) && !twice.Contains(file.Path)
                    && proof.Explain(new(file.Path, file.Archived!, file.Tracked), context) is Account account)
                {
                    result[i] = file with { Account = Judged(file, account, readers) };
                    context.Record(result[i]);
                }
            }
        }

        return InOrder.Map(result, file => Claimed(
            IsOpen(file) && !twice.Contains(file.Path) && GeneratedText.IsSplit(file.Path)
                ? GeneratedText.Split(file, context, KnownPartsIndex.Shipped)
                : file));
    }

    /// <summary>The build text that might read what a proof does not cover. Published text reads a file of this name in
    /// every project that has it; that is no reader of what is hidden.</summary>
    internal static IReadOnlyDictionary<string, string> Readers(
        IEnumerable<AccountedFile> files, IReadOnlyDictionary<string, string> texts)
    {
        Dictionary<string, string> readers = new(texts, StringComparer.Ordinal);
        foreach (AccountedFile published in files.Where(f => f.Account.Kind == AccountKind.KnownUpstream))
        {
            readers.Remove(published.Path);
        }

        return readers;
    }

    // What git wrote into a file of the tag is a proof with carriers too.
    private static AccountedFile Expanded(AccountedFile file, IReadOnlyDictionary<string, string> readers) =>
        file is not { Account: { Kind: AccountKind.IdenticalNormalised, Carriers.Count: > 0 } account } ? file
            : file with
            {
                Account = Judged(
                    file with { Account = new(AccountKind.Modified, "the content differs") }, account, readers),
            };

    // Least of all: what nothing proves may at least say where it claims to come from.
    private static AccountedFile Claimed(AccountedFile file) =>
        file is { Account.Kind: AccountKind.Unaccounted, Archived.Claim: string tool } && IsOpen(file)
            ? file with
            {
                Account = file.Account with
                {
                    Kind = AccountKind.ClaimedGenerated,
                    Reason = $"{file.Account.Reason}; it says that it was made by {tool}, which nothing verified",
                },
            }
            : file;

    private static Account Judged(AccountedFile file, Account account, IReadOnlyDictionary<string, string> texts) =>
        CarrierRule.WhyWithdrawn(file.Path, file.Archived!.Content ?? [], account, texts) is not Evidence why ? account
            : file.Account with
            {
                Withdrawn = why,
                Proof =
                [
                    .. file.Account.Proof,
                    new($"an account was withdrawn ({account.Reason}): {why.What}", file.Path), why,
                ],
            };

    private static bool IsOpen(AccountedFile file) =>
        file is { Account.Kind: AccountKind.Modified or AccountKind.Unaccounted, IsDoubtedWithContainer: false }
        && file.Archived is { Type: ArchiveMemberType.File, BlobId: not null } archived
        && !archived.Doubts.Exists(doubt => doubt.Unexplains)
        && file.Tracked is null or { Type: GitEntryType.Blob }
        && (UnixMode.CanBe(archived.Mode, file.Tracked?.IsExecutable ?? false) || IsOwnScript(file, archived));

    // A script that only the archive has may be executable, and ltmain.sh, which is read by a shell, need not be.
    private static bool IsOwnScript(AccountedFile file, ArchivedFile archived) =>
        file.Tracked is null && archived.Role is FileRole.Script or FileRole.ConfigureScript
        && UnixMode.CanBe(archived.Mode, isExecutable: true);
}
