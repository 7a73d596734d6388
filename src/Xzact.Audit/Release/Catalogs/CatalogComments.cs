using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// The comments that gettext's tools write in front of a message: the translator's, those of the source, references,
/// flags, and what the message was before, in this order. What is not as they write it is a carrier.
/// </summary>
/// <param name="sources">The tracked source text.</param>
internal sealed class CatalogComments(CatalogSources sources)
{
    // GNU gettext manual, "The Format of PO Files".
    private static readonly string[] s_languages =
    [
        "c", "objc", "c++", "python", "python-brace", "java", "java-printf", "csharp", "javascript", "scheme", "lisp",
        "elisp", "librep", "rust", "go", "ruby", "sh", "sh-printf", "awk", "lua", "object-pascal", "modula2", "d",
        "ocaml", "smalltalk", "qt", "qt-plural", "kde", "kde-kuit", "boost", "tcl", "perl", "perl-brace", "php",
        "gcc-internal", "gfc-internal", "ycp",
    ];

    private static readonly HashSet<string> s_formats =
        [.. s_languages.SelectMany(name => (string[])[$"{name}-format", $"no-{name}-format"])];

    // What xgettext writes above every header; only the empty line of it stands twice.
    private static readonly string[] s_template =
    [
        "#", "#", "# SOME DESCRIPTIVE TITLE.", "# Copyright (C) YEAR THE PACKAGE'S COPYRIGHT HOLDER",
        "# This file is distributed under the same license as the PACKAGE package.",
        "# This file is put in the public domain.", "# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.",
    ];

    private const int Width = 79;
    private const string Order = " .:,|";

    // Which file's places come before which, as the first message has it that names both.
    private readonly HashSet<(string, string)> _before = [];

    /// <summary>The carriers among the comments of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="tracked">The comments that the tag's catalogue has for it, each as often as there.</param>
    /// <param name="isGuess">Whether the tag's catalogue may have it with another text only.</param>
    public IEnumerable<Carrier> Odd(PoMessage message, IReadOnlyList<PoComment> tracked, bool isGuess)
    {
        List<string> left =
            [.. tracked.Select(Line), .. message.IsHeader ? s_template : []];
        bool areTracked = message.Comments.Where(c => c.Kind == ':').Select(Line).SequenceEqual(
            tracked.Where(c => c.Kind == ':').Select(Line));
        bool areReferences = areTracked || AreReferences(message);
        int kind = 0;
        string? previous = null; // "msgid" and the like
        foreach (PoComment comment in message.Comments)
        {
            bool isInOrder = Order.IndexOf(comment.Kind, StringComparison.Ordinal) >= kind;
            kind = Math.Max(kind, Order.IndexOf(comment.Kind, StringComparison.Ordinal));
            bool isTracked = left.Remove(Line(comment));
            bool isCovered = comment.Kind switch
            {
                ':' => areReferences,
                ',' => isTracked || AreFlags(comment, message, tracked, isGuess),
                '|' => isTracked || (isGuess && message.IsFuzzy && IsNext(comment.Text, ref previous)),
                '.' => isTracked || sources.HasComment(message.References, comment.Text),
                _ => isTracked,
            };
            if (!isCovered || !isInOrder)
            {
                yield return new(comment.Offset, comment.Length, "a comment");
            }
        }
    }

    private static string Line(PoComment comment) => comment.Kind == ' ' ? "#" + comment.Text
        : $"#{comment.Kind}{comment.Text}";

    // Each where the message stands, once, lines upward within a file, and files always in the same order.
    private bool AreReferences(PoMessage message)
    {
        string[] references = [.. message.References];
        (string Path, int? Line)[] places = [.. references.Select(CatalogSources.Split)];
        bool isForward = true;
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < places.Length; i++)
        {
            bool isSame = i > 0 && places[i].Path == places[i - 1].Path;
            isForward &= isSame ? places[i].Line > places[i - 1].Line : seen.Add(places[i].Path);
            if (i > 0 && !isSame)
            {
                isForward &= !_before.Contains((places[i].Path, places[i - 1].Path));
                _before.Add((places[i - 1].Path, places[i].Path));
            }
        }

        return isForward && Array.TrueForAll(references, r => sources.Holds(r, message))
            && Wrapped(references).SequenceEqual(message.Comments.Where(c => c.Kind == ':').Select(Line));
    }

    private static IEnumerable<string> Wrapped(string[] references)
    {
        StringBuilder line = new("#:");
        foreach (string reference in references)
        {
            if (line.Length > 2 && line.Length + 1 + reference.Length > Width)
            {
                yield return line.ToString();
                line.Clear().Append("#:");
            }

            line.Append(' ').Append(reference);
        }

        yield return line.ToString();
    }

    // "#, fuzzy, c-format": one line; fuzzy is what is new, or was in the tag; a format where there is something to
    // format.
    private bool AreFlags(
        PoComment comment, PoMessage message, IReadOnlyList<PoComment> tracked, bool isGuess)
    {
        string[] flags = comment.Text.Length > 1 && comment.Text[0] == ' ' ? comment.Text[1..].Split(", ") : [""];
        HashSet<string> had = [.. tracked.Where(c => c.Kind == ',')
            .SelectMany(c => c.Text.Split(',', StringSplitOptions.TrimEntries))];
        bool isFormat = message.Id.AsSpan().IndexOfAny("%{~$") >= 0 || sources.AreFormatted(message.References);
        return message.Comments.First(c => c.Kind == ',') == comment && flags.Distinct().Count() == flags.Length
            && Array.TrueForAll(flags, flag => had.Contains(flag)
                || (flag == "fuzzy" && isGuess && Array.IndexOf(flags, flag) == 0)
                || (s_formats.Contains(flag) && isFormat));
    }

    // "#| msgid" and the lines that continue it, each keyword once.
    private static bool IsNext(string text, ref string? previous)
    {
        string keyword = text.Split('"', 2)[0];
        bool isNext = keyword == " " ? previous is not null
            : (keyword, previous) is (" msgctxt ", null) or (" msgid ", null or " msgctxt ")
                or (" msgid_plural ", " msgid ");
        previous = keyword == " " ? previous : keyword;
        return isNext;
    }
}
