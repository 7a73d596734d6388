using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A macro file of which every statement was published by an upstream project or is one that aclocal copies from the
/// tag's acinclude.m4: aclocal.m4, and macros that differ from published ones in comments, white space or a version.
/// Comments that no project published are carriers. A statement that includes a file counts as what the file is.
/// </summary>
/// <param name="known">The known parts.</param>
/// <param name="collections">Whether to explain aclocal.m4, which includes others, or the others.</param>
internal sealed class ComposedMacrosProof(Func<KnownPartsIndex> known, bool collections) : IFileProof
{
    private const string Include = "m4_include([";

    private readonly List<KnownLine> _found = [];

    public bool Wants(string path) => false; // macros are build text, which is kept

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (subject.File is not { Role: FileRole.Macro, Content: byte[] content } || subject.Tracked is not null
            || (subject.Name == "aclocal.m4") != collections
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

        foreach (MacroUnit comment in file.Comments)
        {
            Comment(text, comment.Start, comment.Length, found);
        }

        return found.ToAccount("statements", subject, context);
    }

    private bool Accounts(string text, MacroUnit unit, ProofSubject subject, ProofContext context, ComposedParts found)
    {
        ReadOnlySpan<char> statement = text.AsSpan(unit.Start, unit.Length);
        string whole = CanonicalText.Unit(statement, comments: true);
        if (whole.StartsWith(Include, StringComparison.Ordinal))
        {
            // What is explained as data is not explained as macros.
            return whole.EndsWith(".m4])\n", StringComparison.Ordinal)
                && IsExplained(subject.Folder + whole[Include.Length..^3], context) && found.Add("of included files");
        }

        if (collections && context.TagMacros.Holds(whole))
        {
            return found.Add("of the tag");
        }

        if (AclocalFrame.IsStatement(whole))
        {
            return found.Add("of aclocal");
        }

        KnownUnit? part = known().FindUnit(whole);
        if (part is null && known().FindUnit(CanonicalText.Unit(statement, comments: false)) is KnownUnit bare)
        {
            part = bare;
            InnerComments(text, unit, found);
        }

        part ??= known().FindUnit(CanonicalText.WithoutVersions(whole));
        return part is not null && found.Add(part);
    }

    private static bool IsExplained(string path, ProofContext context) =>
        context.AccountOf(path) is { } account && AccountKindInfo.Of(account.Kind).IsExplained;

    private void InnerComments(string text, MacroUnit unit, ComposedParts found)
    {
        int at = unit.Start;
        foreach (string line in text.Substring(unit.Start, unit.Length).Split('\n'))
        {
            if (line.AsSpan().Trim() is { IsEmpty: false } trimmed && CanonicalText.IsPlainComment(trimmed))
            {
                Comment(text, at, line.Length, found);
            }

            at += line.Length + 1;
        }
    }

    private void Comment(string text, int start, int length, ComposedParts found)
    {
        string line = CanonicalText.Line(text.AsSpan(start, length).TrimEnd('\n'));
        _found.Clear();
        if (line.Length > 0 && PartSources.IsTelling(line) && !AclocalFrame.IsComment(line))
        {
            known().Find(line, _ => false, _found);
            if (_found.Count == 0)
            {
                int bytes = text.AsSpan(start, length).TrimEnd('\n').Length;
                found.Carriers.Add(new(start, bytes, "a comment that no project published"));
            }
        }
    }
}
