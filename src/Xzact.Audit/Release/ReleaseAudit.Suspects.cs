using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Known;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Release;

/// <summary>The part that gives rules what they may know.</summary>
public static partial class ReleaseAudit
{
    /// <summary>Collects what rules may know of the files that no proof explains. It may be asked by several
    /// threads.</summary>
    private sealed class SuspectCollector
    {
        // Texts that one source text could be made from.
        private const int MaxInputs = 5;

        private readonly IReadOnlyList<AccountedFile> _files;
        private readonly TagInventory _tag;
        private readonly KnownUpstreamIndex _known;
        private readonly CarriedData _carriedData;
        private readonly HeaderSearch _headers;
        private readonly TagRules _rules;
        private readonly ILookup<(string, AccountKind, string?), AccountedFile> _byRow;
        private readonly HashSet<string> _paths;
        private readonly DateOnly _released;
        private readonly Lazy<ILookup<string, GitTreeEntry>> _trackedSources;
        private readonly Lazy<ILookup<string, AccountedFile>> _knownFiles;

        /// <param name="files">All files with their accounts.</param>
        /// <param name="ledger">Their rows.</param>
        /// <param name="tag">The tag.</param>
        /// <param name="known">What upstream projects published.</param>
        /// <param name="headers">Finds headers that are read in place of others.</param>
        /// <param name="carriedData">Finds what could carry data.</param>
        public SuspectCollector(
            IReadOnlyList<AccountedFile> files, Ledger ledger, TagInventory tag, KnownUpstreamIndex known,
            HeaderSearch headers, CarriedData carriedData)
        {
            (_files, _tag, _known, _headers, _carriedData) = (files, tag, known, headers, carriedData);
            _rules = new(tag);
            _byRow = files.ToLookup(f => (f.Path, f.Account.Kind, f.Archived?.Sha256));
            _paths = [.. files.Where(f => f.Archived is not null).Select(f => f.Path)];
            _released = DateOnly.FromDateTime(tag.Tag.CommitDate.UtcDateTime);
            _trackedSources = new(() => tag.Entries
                .Where(e => e.Type == GitEntryType.Blob
                    && FileRoles.Of(e.Path, executable: false, default) == FileRole.Source)
                .ToLookup(e => Stem(e.Path)));
            _knownFiles = new(() => _files.Where(f => f.Account.Kind == AccountKind.KnownUpstream)
                .ToLookup(f => Stem(f.Path)));

            // What is in doubt with its container is said once for all of them in the finding about the archive.
            Entries =
            [
                .. ledger.Entries.Where(e => e.Account
                    is { Kind: AccountKind.Modified or AccountKind.Unaccounted or AccountKind.ClaimedGenerated }
                        or { Kind: AccountKind.KnownUpstream, Proof.Count: > 0 }
                    && !FileOf(e).IsDoubtedWithContainer),
            ];
        }

        /// <summary>The rows of the ledger that rules look at.</summary>
        public IReadOnlyList<LedgerEntry> Entries { get; }

        /// <summary>Everything about one of them.</summary>
        public SuspectFile Read(LedgerEntry entry)
        {
            AccountedFile file = FileOf(entry);
            bool isSource = entry.Role == FileRole.Source && file.Tracked is null;
            bool readable = (entry.Role.IsBuildText() || isSource) && file.Archived?.Content is not null
                && entry.Account.Kind != AccountKind.KnownUpstream;
            (Evidence? carries, Evidence? readBy) =
                entry.Account.Kind == AccountKind.KnownUpstream ? (null, null) : _carriedData.Of(file);
            byte[]? tracked = readable && file.Tracked is { Type: GitEntryType.Blob } t ? _tag.TextOf(t) : null;
            return new(
                entry, readable ? ArchivedFile.Decode(file.Archived!.Content!) : null,
                tracked is null ? null : ArchivedFile.Decode(tracked))
            {
                Against = _tag.InWords,
                WhyUnread = entry.Account.Kind == AccountKind.KnownUpstream ? null : file.Archived?.WhyNotKept,
                Shadows = entry.Account.Kind is AccountKind.Unaccounted or AccountKind.ClaimedGenerated
                    && !(isSource && _tag.IsTag && _rules.Makes(entry.Path))
                    ? Shadowing.By(entry.Path, _paths) ?? (_tag.IsTag ? _headers.By(entry.Path) : null)
                    : null,
                Carries = carries,
                ReadBy = readBy,
                Input = isSource && readable && _tag.IsTag ? InputOf(entry.Path) : null,
                IsChangedInKind = file.Tracked is { } was
                    && (was.ObjectId == file.Archived?.BlobId || file.Archived?.Type != ArchiveMemberType.File),
                Upstream = UpstreamOf(entry),
                ReleaseDate = _released,
            };
        }

        // One archive may hold a path twice; rows of one content tell the same.
        private AccountedFile FileOf(LedgerEntry entry) =>
            _byRow[(entry.Path, entry.Account.Kind, entry.Sha256)].First();

        // parse.y for parse.c, app.js for app.min.js: the source text of the same stem in the same folder, of the tag
        // or of an upstream project.
        private string? InputOf(string path)
        {
            string stem = Stem(path);
            string[] texts =
            [
                .. _trackedSources.Value[stem].Where(e => e.Path != path).Take(MaxInputs).Select(_tag.TextOf)
                    .Concat(_knownFiles.Value[stem].Select(f => f.Archived!.Content))
                    .OfType<byte[]>().Select(ArchivedFile.Decode),
            ];
            return texts.Length == 0 ? null : string.Join('\n', texts);
        }

        private static string Stem(string path)
        {
            int dot = path.IndexOf('.', path.LastIndexOf('/') + 1);
            return dot < 0 ? path : path[..dot];
        }

        private UpstreamFacts UpstreamOf(LedgerEntry entry)
        {
            if (entry.Role != FileRole.Macro)
            {
                return UpstreamFacts.None;
            }

            string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
            return new(
                _known.FilesNamed(name).Any(),
                [.. _known.SerialsOf(name).Select(s => new UpstreamSerial(s.Serial, s.FirstCommit, s.Project))]);
        }
    }
}
