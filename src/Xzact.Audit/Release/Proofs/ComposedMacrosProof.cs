using System.Buffers;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A macro file of which every statement was published by an upstream project or is one that aclocal copies from the
/// tag's acinclude.m4, to the last byte: aclocal.m4, and macros that differ from published ones in what stands between
/// statements, or in a version. Comments and white space are carriers where no published file
/// has them at that place. A statement that includes a file counts as what the file is.
/// </summary>
/// <param name="known">The known parts.</param>
/// <param name="collections">Whether to explain aclocal.m4, which includes others, or the others.</param>
internal sealed class ComposedMacrosProof(Func<KnownPartsIndex> known, bool collections) : IFileProof
{
    private const string Include = "m4_include([";

    // Longer text between statements is not taken apart; published files have less.
    private const int MaxGap = 16 << 10;

    // Places where two files may meet; what ends a file has fewer empty lines.
    private const int MaxJoints = 8;

    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+./~@");

    private static readonly string[] s_commentChanges = ["changecom", "changeword"];

    public bool Wants(string path) => false; // macros are build text, which is kept

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.File is not { Role: FileRole.Macro, Content: byte[] content } || subject.Tracked is not null
            || (subject.Name == "aclocal.m4") != collections
            || (!collections && BuildConventions.IsReadByName(subject.Path)) // acinclude.m4: nobody published a build
            || Shadowing.By(subject.Path, context.ArchivedPaths) is not null)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(content);
        if (MacroFile.Read(text) is not { Units.Count: > 0 } file)
        {
            return null;
        }

        ComposedParts found = new();
        foreach (MacroUnit unit in file.Units)
        {
            if (!Accounts(text, unit, subject, context, found))
            {
                return null;
            }
        }

        foreach (MacroGap gap in MacroGap.Of(text, file.Units).Where(gap => !IsPublished(text, gap, context)))
        {
            found.Carriers.AddRange(CarriersIn(text, gap));
        }

        return found.ToAccount("statements", subject, context);
    }

    private bool Accounts(string text, MacroUnit unit, ProofSubject subject, ProofContext context, ComposedParts found)
    {
        string statement = CanonicalText.Statement(text.AsSpan(unit.Start, unit.Length));
        if (!found.IsNew(statement))
        {
            return false;
        }

        if (statement.StartsWith(Include, StringComparison.Ordinal))
        {
            // What is explained as data is not explained as macros.
            return IncludedPath(statement) is string path && IsExplained(subject.Folder + path, context)
                && IsPlainMacros(subject.Folder + path, subject.Folder, context)
                && found.Add("of included files");
        }

        if (collections && context.TagMacros.Holds(statement))
        {
            return found.Add("of the tag");
        }

        if (AclocalFrame.IsStatement(statement))
        {
            return found.Add("of aclocal");
        }

        KnownUnit? part = Published(statement);
        return part is not null && found.Add(part);
    }

    // Nothing but the call and a plain name.
    private static string? IncludedPath(string statement)
    {
        const string End = ".m4])\n";
        string path = statement.EndsWith(End, StringComparison.Ordinal) ? statement[Include.Length..^3] : "";
        return path.Length > 0 && !path.AsSpan().ContainsAnyExcept(s_plain) ? path : null;
    }

    private static bool IsExplained(string path, ProofContext context) =>
        context.AccountOf(path) is { } account && AccountKindInfo.Of(account.Kind).IsExplained;

    // aclocal includes files of the folders that it is told. One that changes comments or quotes makes other text than
    // is compared here of all that follows, the comments that are carriers among it.
    private static bool IsPlainMacros(string path, string folder, ProofContext context) =>
        context.TagMacros.IsSearched(path, folder)
        && (context.ContentOf(path) ?? context.TrackedContentOf(path)) is byte[] content
        && !ChangesSigns(Encoding.Latin1.GetString(content));

    // Quotes that a macro changes while it is used are its own affair; it is used after all files are read.
    private static bool ChangesSigns(string text) => Array.Exists(s_commentChanges, Has(text))
        || (Has(text)("changequote") && (MacroFile.Read(text) is not MacroFile file || file.Units.Any(unit =>
            text.AsSpan(unit.Start, unit.Length) is var statement && !statement.StartsWith("AC_DEFUN")
                && !statement.StartsWith("AU_") && statement.Contains("changequote", StringComparison.Ordinal))));

    private static Predicate<string> Has(string text) => name => text.Contains(name, StringComparison.Ordinal);

    // Comments and empty lines stand where a published file has them, or the tag's acinclude.m4: in front of the same
    // statement, or at the end behind the same one. aclocal joins files, and writes an empty line between them.
    private bool IsPublished(string text, MacroGap gap, ProofContext context)
    {
        if (IsKnown(gap.In(text), context))
        {
            return true;
        }

        ReadOnlySpan<char> lines = text.AsSpan(gap.Start, gap.Length);
        bool isJoint = collections && lines.Length <= MaxGap;
        for ((int at, int tried) = (0, 0); isJoint && tried < MaxJoints; tried++)
        {
            if (IsEnd(lines[..at], gap, context) && IsBegin(lines[at..], gap, context))
            {
                return true;
            }

            // The next empty line, or the end.
            int next = lines[at..].IndexOf("\n\n");
            isJoint = at < lines.Length;
            at = next < 0 ? lines.Length : at + next + 1;
        }

        return false;
    }

    private bool IsEnd(ReadOnlySpan<char> lines, MacroGap gap, ProofContext context) => lines.IsEmpty
        || (gap.Behind is null ? AclocalFrame.IsHeader(lines) : IsKnown(MacroGap.AtEnd(gap.Behind, lines), context));

    private bool IsBegin(ReadOnlySpan<char> lines, MacroGap gap, ProofContext context)
    {
        ReadOnlySpan<char> rest = lines.StartsWith("\n") ? lines[1..] : lines;
        return rest.IsEmpty || (gap.Before is not null
            && (IsKnown(MacroGap.InFront(gap.Before, rest), context)
                || IsKnown(MacroGap.InFront(gap.Before, lines), context)));
    }

    private bool IsKnown(string gap, ProofContext context) => Published(gap) is not null
        || known().FindUnit(MacroGap.WithoutYear(gap)) is not null || (collections && context.TagMacros.Holds(gap));

    private KnownUnit? Published(string text) => known().FindUnit(text)
        ?? CanonicalText.Unstamped(text).Select(known().FindUnit).FirstOrDefault(unit => unit is not null);

    private static IEnumerable<Carrier> CarriersIn(string text, MacroGap gap)
    {
        int end = gap.Start + gap.Length;
        for (int at = gap.Start; at < end;)
        {
            int feed = text.IndexOf('\n', at, end - at);
            int stop = feed < 0 ? end : feed;
            ReadOnlySpan<char> line = text.AsSpan(at, stop - at);
            while (line.IsEmpty && stop + 1 < end && text[stop + 1] == '\n')
            {
                stop++;
            }

            yield return line.IsEmpty ? new(at, stop + 1 - at, "empty lines")
                : new(at, line.Length, line.IsWhiteSpace() ? "white space" : "a comment that is not published there");
            at = stop + 1;
        }
    }
}
