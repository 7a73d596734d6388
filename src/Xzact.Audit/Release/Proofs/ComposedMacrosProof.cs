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

        Findings found = new();
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

        DateOnly released = DateOnly.FromDateTime(context.Tag.Tag.CommitDate.UtcDateTime);
        string reason = $"{file.Units.Count} statements: " + string.Join(
            ", ", found.Sources.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => $"{s.Value} {s.Key}"));
        return new(AccountKind.ComposedOfKnownParts, reason)
        {
            Carriers = found.Carriers,
            Proof =
            [
                .. found.Units.Where(unit => unit.FirstCommit > released).Select(unit => new Evidence(
                    $"{unit.Part.Name} of {unit.Part.Project} was first committed on {unit.FirstCommit:yyyy-MM-dd}, "
                    + "after the tag", subject.Path)),
            ],
        };
    }

    private bool Accounts(string text, MacroUnit unit, ProofSubject subject, ProofContext context, Findings found)
    {
        ReadOnlySpan<char> statement = text.AsSpan(unit.Start, unit.Length);
        string whole = CanonicalText.Unit(statement, comments: true);
        if (whole.StartsWith(Include, StringComparison.Ordinal))
        {
            // What is explained as data is not explained as macros.
            return whole.EndsWith(".m4])\n", StringComparison.Ordinal)
                && IsExplained(subject.Folder + whole[Include.Length..^3], context) && found.Count("of included files");
        }

        if (collections && context.TagMacros.Holds(whole))
        {
            return found.Count("of the tag");
        }

        if (AclocalFrame.IsStatement(whole))
        {
            return found.Count("of aclocal");
        }

        KnownUnit? part = known().FindUnit(whole);
        if (part is null && known().FindUnit(CanonicalText.Unit(statement, comments: false)) is KnownUnit bare)
        {
            part = bare;
            InnerComments(text, unit, found);
        }

        part ??= known().FindUnit(CanonicalText.WithoutVersions(whole));
        if (part is null)
        {
            return false;
        }

        found.Units.Add(part);
        return found.Count($"of {part.Part.Project}");
    }

    private static bool IsExplained(string path, ProofContext context) =>
        context.AccountOf(path) is { } account && AccountKindInfo.Of(account.Kind).IsExplained;

    private void InnerComments(string text, MacroUnit unit, Findings found)
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

    private void Comment(string text, int start, int length, Findings found)
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

    private sealed class Findings
    {
        public SortedDictionary<string, int> Sources { get; } = new(StringComparer.Ordinal);

        public List<KnownUnit> Units { get; } = [];

        public List<Carrier> Carriers { get; } = [];

        public bool Count(string source)
        {
            Sources[source] = Sources.GetValueOrDefault(source) + 1;
            return true;
        }
    }
}
