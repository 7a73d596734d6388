using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// Whether one catalogue is another after <c>msgmerge</c>: every translation is the older one's, whatever is new is a
/// message of the sources without translation. Comments and header fields that are in neither are carriers.
/// </summary>
internal sealed class CatalogMerge
{
    // What xgettext writes into every header (GNU gettext manual, "Filling in the Header Entry").
    private static readonly HashSet<string> s_template = new(StringComparer.Ordinal)
    {
        "#", "# SOME DESCRIPTIVE TITLE.", "# Copyright (C) YEAR THE PACKAGE'S COPYRIGHT HOLDER",
        "# This file is distributed under the same license as the PACKAGE package.", "# This file is put in the public"
            + " domain.", "# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.", "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: FULL NAME <EMAIL@ADDRESS>", "Language-Team: LANGUAGE <LL@li.org>", "Language: ",
        "MIME-Version: 1.0", "Content-Type: text/plain; charset=CHARSET", "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit", "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;",
    };

    private const int MaxFlags = 200;

    private readonly PoCatalog _archived;
    private readonly string _archivedText;
    private readonly Dictionary<PoKey, PoMessage> _tracked = [];
    private readonly HashSet<string> _translations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _comments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _header;
    private readonly Func<string, bool> _isPath;
    private readonly Func<string, IReadOnlySet<string>> _stringsOf;
    private readonly Func<string, string, bool> _hasLine;
    private readonly List<Carrier> _carriers = [];

    /// <param name="tracked">The tag's catalogue.</param>
    /// <param name="archived">The archive's bytes.</param>
    /// <param name="isPath">Whether the tag or the archive has a file that a reference may name.</param>
    /// <param name="stringsOf">The string literals of a tracked source file; empty if there is none.</param>
    /// <param name="hasLine">Whether a line of a tracked source file holds a text.</param>
    public CatalogMerge(
        PoCatalog tracked, byte[] archived, Func<string, bool> isPath, Func<string, IReadOnlySet<string>> stringsOf,
        Func<string, string, bool> hasLine)
    {
        _archived = PoCatalog.Parse(archived);
        _archivedText = Encoding.Latin1.GetString(archived);
        (_isPath, _stringsOf, _hasLine) = (isPath, stringsOf, hasLine);
        foreach (PoMessage message in tracked.Messages)
        {
            _tracked.TryAdd(message.Key, message);
            _translations.UnionWith(message.Strings);
            _ids.UnionWith([message.Id, message.Plural ?? "", message.Context ?? ""]);
        }

        _comments.UnionWith(tracked.Messages.SelectMany(m => m.Comments).Concat(tracked.Trailing)
            .Select(c => c.Kind + c.Text));
        _header = [.. tracked.Messages.FirstOrDefault(m => m.IsHeader)?.Strings.FirstOrDefault("").Split('\n') ?? []];
    }

    /// <summary>What is not covered; complete after <see cref="WhyNot"/>.</summary>
    public IReadOnlyList<Carrier> Carriers => _carriers;

    /// <summary>Why it is no merge, with the offset, or null if it is one.</summary>
    public (string What, long Offset)? WhyNot()
    {
        foreach (PoMessage message in _archived.Messages)
        {
            string? what = (message.IsHeader ? Header(message) : Message(message))
                ?? Comments(message.Comments, message);
            if (what is not null)
            {
                return (what, message.Offset);
            }
        }

        return Comments(_archived.Trailing, null) is string last ? (last, _archivedText.Length) : null;
    }

    private string? Header(PoMessage message)
    {
        long from = message.Offset;
        foreach (string line in message.Strings.FirstOrDefault("").Split('\n')
            .Where(l => l.Length > 0 && !_header.Contains(l) && !s_template.Contains(l)))
        {
            int at = _archivedText.IndexOf(line, (int)from, StringComparison.Ordinal);
            if (!IsCreationDate(line))
            {
                if (at < 0)
                {
                    return "a header field that the tag's catalogue does not have";
                }

                _carriers.Add(new(at, line.Length, "a header field"));
            }
        }

        return message.Strings.Count == 1 ? null : "a header with plural forms";
    }

    private string? Message(PoMessage message)
    {
        bool isKnown = _tracked.TryGetValue(message.Key, out PoMessage? tracked);
        bool isEmpty = message.Strings.TrueForAll(s => s.Length == 0);
        if (!isKnown || message.Plural != tracked!.Plural)
        {
            if (message.IsObsolete && !isKnown)
            {
                return "an obsolete entry that the tag's catalogue does not have";
            }

            if (!IsInSources(message))
            {
                return "a message that is neither in the tag's catalogue nor in the sources that it names";
            }
        }

        if (isEmpty)
        {
            return null;
        }

        bool isSame = isKnown && message.Strings.SequenceEqual(tracked!.Strings)
            && (message.IsFuzzy || !tracked.IsFuzzy);
        bool isGuess = message.IsFuzzy && message.Strings.TrueForAll(_translations.Contains);
        return isSame || isGuess ? null : "a translation that is not the tag's";
    }

    private bool IsInSources(PoMessage message)
    {
        string[] texts = [.. ((string?[])[message.Context, message.Id, message.Plural]).OfType<string>()];
        return References(message).Any(path => texts.All(_stringsOf(path).Contains));
    }

    private static IEnumerable<string> References(PoMessage message) => message.Comments.Where(c => c.Kind == ':')
        .SelectMany(c => c.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(r => r.LastIndexOf(':') is > 0 and var colon ? r[..colon] : r);

    private string? Comments(IReadOnlyList<PoComment> comments, PoMessage? message)
    {
        foreach (PoComment comment in comments.Where(
            c => !_comments.Contains(c.Kind + c.Text) && !s_template.Contains('#' + c.Text)))
        {
            bool isCovered = comment.Kind switch
            {
                ':' => IsReference(comment.Text),
                ',' => IsFlags(comment.Text),
                '|' => message is not null,
                '.' => message is not null && comment.Text.Length > 1
                    && References(message).Any(path => _hasLine(path, comment.Text.Trim())),
                _ => false,
            };
            if (!isCovered)
            {
                _carriers.Add(new(comment.Offset, comment.Length, "a comment"));
            }
        }

        return PreviousTexts(comments).All(_ids.Contains) ? null
            : "a previous message that the tag's catalogue does not have";
    }

    // "#| msgid" and the lines that continue it: what the message was before it changed.
    private static IEnumerable<string> PreviousTexts(IEnumerable<PoComment> comments)
    {
        StringBuilder? text = null;
        foreach (PoComment comment in comments.Where(c => c.Kind == '|'))
        {
            int quote = comment.Text.IndexOf('"', StringComparison.Ordinal);
            bool isWhole = quote >= 0 && comment.Text.Length > quote + 1 && comment.Text[^1] == '"'
                && comment.Text[..quote] is " " or " msgid " or " msgctxt " or " msgid_plural ";
            if (text is not null && (!isWhole || quote > 1))
            {
                yield return text.ToString();
                text = null;
            }

            (text ??= new()).Append(isWhole ? EscapedText.Decode(comment.Text.AsSpan((quote + 1)..^1)) ?? "\0" : "\0");
        }

        if (text is not null)
        {
            yield return text.ToString();
        }
    }

    // "main.c:12 lib/a.c:3": paths with or without a line.
    private bool IsReference(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(r =>
        _isPath(r.LastIndexOf(':') is > 0 and var colon && IsNumber(r.AsSpan(colon + 1)) ? r[..colon] : r));

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length is > 0 and < 8 && !text.ContainsAnyExceptInRange('0', '9');

    // " fuzzy, c-format": words of small letters.
    private static bool IsFlags(string text) => text.Length is > 1 and < MaxFlags && text[0] == ' '
        && text[1..].Split(", ").All(word => word.Length > 0 && word.All(c => c == '-' || char.IsAsciiLetterLower(c)));

    // "POT-Creation-Date: 2020-01-31 10:20+0100"
    private static bool IsCreationDate(string line)
    {
        const string Form = "POT-Creation-Date: 0000-00-00 00:00+0000";
        return line.Length == Form.Length && line.Zip(Form).All(pair => pair.Second switch
        {
            '0' => char.IsAsciiDigit(pair.First),
            '+' => pair.First is '+' or '-',
            _ => pair.First == pair.Second,
        });
    }
}
