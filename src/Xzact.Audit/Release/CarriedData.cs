using System.Buffers;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Release;

/// <summary>
/// Finds in unexplained files that are no build text what could carry data: where a proof was withdrawn, or where
/// honest tools put nothing. It says where a payload could lie, never that one does.
/// </summary>
/// <param name="tag">The tag.</param>
/// <param name="files">All files with their accounts.</param>
/// <param name="texts">The archive's build text by path.</param>
/// <param name="readers">That which no project published.</param>
internal sealed class CarriedData(
    TagInventory tag, IReadOnlyList<AccountedFile> files, IReadOnlyDictionary<string, string> texts,
    IReadOnlyDictionary<string, string> readers)
{
    // Longer than any digest in text; prose and addresses have other characters in between.
    private const int LongWord = 160;

    // Enough readers to say whether one of them runs what it reads.
    private const int MaxUses = 64;

    private static readonly SearchValues<byte> s_encoding = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-"u8);

    private static readonly SearchValues<byte> s_numbers = SearchValues.Create("0123456789.:- \n"u8);

    private static readonly SearchValues<char> s_acting = SearchValues.Create("'\"`$\\;|&<>(){}");

    private readonly HashSet<string> _paths = [.. files.Where(f => f.Archived is not null).Select(f => f.Path)];

    private readonly Lazy<Dictionary<string, string>> _openTexts = new(() => files
        .Where(f => AccountKindInfo.Of(f.Account.Kind).IsOpen && texts.ContainsKey(f.Path))
        .Select(f => f.Path).Distinct().ToDictionary(path => path, path => texts[path], StringComparer.Ordinal));

    /// <summary>Why a file could carry data, and the line that may read it; nulls if nothing says so.</summary>
    public (Evidence? Carries, Evidence? ReadBy) Of(AccountedFile file)
    {
        if (file.Archived is not { Type: ArchiveMemberType.File } archived || archived.Role.IsBuildText())
        {
            return (null, null);
        }

        // A stamp is made to be read by the build; of other files only a reader that nothing explains says more.
        string? acting = file.Tracked is null && VersionStampProof.IsVersionFile(file.Path) ? Acting(archived) : null;
        bool isStamp = acting is not null || (file.Tracked is null && VersionStampProof.IsStamp(file.Path));
        Evidence? carries = file.Account.Withdrawn
            ?? (acting is null ? null : new Evidence(
                "it has the name of a version and holds what ends a quote or begins a command", file.Path,
                Excerpt: acting))
            ?? (isStamp ? new Evidence("it has the name of a stamp and holds something else", file.Path) : null)
            ?? OtherMessages(file.Path)
            ?? Encoded(file, archived)
            ?? OnlyHere(file, archived);
        Evidence? readBy = carries is null ? null
            : DataReaders.First(
                file.Path, isStamp ? texts : _openTexts.Value, anyUse: file.Account.Withdrawn is not null);
        bool isFollowed = !isStamp && !VersionStampProof.IsVersionFile(file.Path)
            && (archived.Role != FileRole.Source || FileRoles.IsInTests(file.Path)
                || (file.Tracked is null && !Shadowing.IsCompiled(file.Path) && !FileRoles.IsHeader(file.Path)));
        return !isFollowed ? (carries, readBy)
            : Followed(file, archived, carries, readBy);
    }

    // What the tag's own build text does with the file: whether that runs what is new in it.
    private (Evidence? Carries, Evidence? ReadBy) Followed(
        AccountedFile file, ArchivedFile archived, Evidence? carries, Evidence? readBy)
    {
        FileUse[] uses = readBy is null && !IsNumber(archived)
            ? [.. DataReaders.Uses(file.Path, readers).Take(MaxUses)] : [];
        Evidence? runs = uses.Select(use => use.Runs).FirstOrDefault(run => run is not null);
        Evidence what = new(
            file.Tracked is null ? "no tag has it, and build text reads it"
                : $"it is not the file of {tag.InWords}, and build text reads it", file.Path);

        // Tests read test data, and what makes and installs pages reads them: that says nothing yet of new ones. Source
        // text among tests is there to be compiled; what reads any other takes it for data.
        bool isAsked = file.Tracked is not null
            ? archived.Role is FileRole.Documentation or FileRole.Translation
            : archived.Role == FileRole.Source && FileRoles.IsInTests(file.Path) && !Shadowing.IsCompiled(file.Path);
        Evidence? reads = isAsked && uses.Length > 0 ? uses[0].Reads
            : file.Tracked is null && archived.Role != FileRole.Source
                ? uses.Select(use => use.Hands).FirstOrDefault(hands => hands is not null)
            : null;
        carries ??= runs is not null ? what : reads;
        return (carries, readBy ?? runs);
    }

    // A year or a number of a build, in a file of its own, is no command.
    private static bool IsNumber(ArchivedFile archived) => archived.Content is byte[] { Length: < 64 } content
        && content.AsSpan().IndexOfAnyExcept(s_numbers) < 0;

    // Makefiles and scripts put a version between quotes, and it is no quote in any form of one.
    private static string? Acting(ArchivedFile archived) => archived.Content is byte[] content
        ? Encoding.Latin1.GetString(content).Split('\n').FirstOrDefault(line => line.AsSpan().IndexOfAny(s_acting) >= 0)
        : null;

    // Where the .po file is there, a compiled catalogue that came out as something else was not made from it.
    private Evidence? OtherMessages(string path)
    {
        string source = path[..(path.LastIndexOf('.') + 1)] + "po";
        return (path.EndsWith(".gmo", StringComparison.Ordinal) || path.EndsWith(".mo", StringComparison.Ordinal))
            && _paths.Contains(source)
            ? new($"its messages, or bytes besides them, are not those of {source} beside it", path)
            : null;
    }

    private Evidence? Encoded(AccountedFile file, ArchivedFile archived)
    {
        if (archived.Content is not byte[] content
            || archived.Role is not (FileRole.Translation or FileRole.Documentation)
            || content.AsSpan().Contains((byte)0))
        {
            return null;
        }

        byte[] tracked = file.Tracked is { } entry ? tag.TextOf(entry) ?? [] : [];
        HashSet<string> known = [.. LongWords(tracked).Select(word => word.Text)];
        foreach ((int offset, string text) in LongWords(content).Where(word => !known.Contains(word.Text)))
        {
            return new(
                $"a word of {text.Length} characters, as encodings have them", file.Path,
                1 + content.AsSpan(0, offset).Count((byte)'\n'), offset, text);
        }

        return null;
    }

    private static IEnumerable<(int Offset, string Text)> LongWords(byte[] content)
    {
        int at = 0;
        while (at < content.Length)
        {
            int length = content.AsSpan(at).IndexOfAnyExcept(s_encoding) is >= 0 and int end ? end
                : content.Length - at;
            if (length >= LongWord)
            {
                yield return (at, Encoding.Latin1.GetString(content, at, length));
            }

            at += length + 1;
        }
    }

    private static Evidence? OnlyHere(AccountedFile file, ArchivedFile archived) => file.Tracked is not null ? null
        : archived.IsObjectCode ? new("object code that no tag has", file.Path)
        : archived.Role == FileRole.TestData ? new("a test file that no tag has", file.Path)
        : null;
}
