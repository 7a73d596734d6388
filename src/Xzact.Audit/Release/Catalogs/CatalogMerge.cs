using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// Whether one catalogue is another after <c>msgmerge</c>: every translation is the older one's, whatever is new is a
/// message of the sources without translation. What is not the older one's byte for byte is in the form that gettext's
/// tools write, or a carrier: comments, references, flags, header fields, line breaks, empty lines, and the order.
/// </summary>
internal sealed class CatalogMerge
{
    // What xgettext writes into every header (GNU gettext manual, "Filling in the Header Entry").
    private static readonly HashSet<string> s_template = new(StringComparer.Ordinal)
    {
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: FULL NAME <EMAIL@ADDRESS>", "Language-Team: LANGUAGE <LL@li.org>", "Language: ",
        "MIME-Version: 1.0", "Content-Type: text/plain; charset=CHARSET", "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit", "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;",
    };

    // The order in which msgmerge writes them; others follow.
    private static readonly string[] s_fields =
    [
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator",
        "Language-Team", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ];

    // Between messages.
    private const string Gap = "\n\n";

    private readonly PoCatalog _before;
    private readonly PoCatalog _archived;
    private readonly CatalogSources _sources;
    private readonly CatalogComments _comments;
    private readonly Dictionary<PoKey, PoMessage> _tracked = [];
    private readonly Dictionary<PoKey, int> _places = [];
    private readonly Dictionary<PoKey, string> _raw = [];
    private readonly Dictionary<string, PoMessage> _byTranslation = new(StringComparer.Ordinal);
    private readonly HashSet<string> _translations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly string[] _header;
    private readonly List<Carrier> _carriers = [];

    /// <param name="tracked">The tag's catalogue.</param>
    /// <param name="archived">The archive's bytes.</param>
    /// <param name="sources">The tracked source text.</param>
    /// <exception cref="FormatException">The archive's is no catalogue.</exception>
    public CatalogMerge(PoCatalog tracked, byte[] archived, CatalogSources sources)
    {
        _before = tracked;
        _archived = PoCatalog.Parse(archived);
        _sources = sources;
        _comments = new(sources);
        int end = 0;
        foreach (PoMessage message in tracked.Messages)
        {
            if (_tracked.TryAdd(message.Key, message))
            {
                _places.Add(message.Key, _places.Count);
                _raw.Add(message.Key, tracked.Text[end..message.End]);
            }

            end = message.End;
            _byTranslation.TryAdd(string.Join('\0', message.Strings), message);
            _translations.UnionWith(message.Strings);
            _ids.UnionWith([message.Id, message.Plural ?? "", message.Context ?? ""]);
        }

        _header = tracked.Messages.FirstOrDefault(m => m.IsHeader)?.Strings.FirstOrDefault("").Split('\n') ?? [];
    }

    /// <summary>What is not covered; complete after <see cref="WhyNot"/>.</summary>
    public IReadOnlyList<Carrier> Carriers => _carriers;

    /// <summary>Why it is no merge, with the offset, or null if it is one.</summary>
    public (string What, long Offset)? WhyNot()
    {
        HashSet<(PoKey, bool)> seen = [];
        bool areLong = CatalogLines.AreLong(_archived.Text);
        int end = 0;
        foreach (PoMessage message in _archived.Messages)
        {
            string? what = (message.IsHeader ? Header(message) : Message(message))
                ?? (seen.Add((message.Key, message.IsObsolete)) ? null : "a message that stands there twice")
                ?? (PreviousTexts(message.Comments).All(_ids.Contains) ? null
                    : "a previous message that the tag's catalogue does not have");
            if (what is not null)
            {
                return (what, message.Offset);
            }

            if (!_archived.Text.AsSpan(end, message.End - end).SequenceEqual(_raw.GetValueOrDefault(message.Key)))
            {
                Form(message, end, areLong);
            }

            end = message.End;
        }

        _carriers.AddRange(CatalogOrder.Odd(_archived.Messages, _places));
        End(end);
        return null;
    }

    // What is not the tag's byte for byte.
    private void Form(PoMessage message, int end, bool areLong)
    {
        int gap = message.Start - end;
        if (gap > 0 && !_archived.Text.AsSpan(end, gap).SequenceEqual(Gap))
        {
            _carriers.Add(new(end, gap, "empty lines"));
        }

        for (int at = _archived.Text.IndexOf(Gap, message.Start, message.End - message.Start, StringComparison.Ordinal);
            at >= 0; at = _archived.Text.IndexOf(Gap, at + 1, message.End - at - 1, StringComparison.Ordinal))
        {
            _carriers.Add(new(at + 1, 1, "an empty line"));
        }

        bool isKnown = _tracked.TryGetValue(message.Key, out PoMessage? tracked);
        PoMessage? from = isKnown ? tracked
            : message.IsTranslated ? _byTranslation.GetValueOrDefault(string.Join('\0', message.Strings)) : null;
        bool isGuess = !isKnown || tracked!.Plural != message.Plural;
        _carriers.AddRange(_comments.Odd(message, from?.Comments ?? [], isGuess));
        _carriers.AddRange(CatalogLines.Odd(_archived.Text, message.Start, message.End, areLong));
    }

    private void End(int end)
    {
        string tail = _archived.Text[end..];
        string before = _before.Text[_before.Messages.Select(m => m.End).LastOrDefault()..];
        if (tail == before || tail is "" or "\n")
        {
            return;
        }

        List<(char, string)> left = [.. _before.Trailing.Select(c => (c.Kind, c.Text))];
        _carriers.AddRange(_archived.Trailing.Where(c => !left.Remove((c.Kind, c.Text)))
            .Select(c => new Carrier(c.Offset, c.Length, "a comment")));
        string between = string.Concat(tail.Split('\n').Where(line => line.Length == 0).Select(_ => '\n'));
        if (_archived.Trailing.Count == 0 || between.Length > Gap.Length + 1)
        {
            _carriers.Add(new(end, Math.Max(1, tail.IndexOf('#', StringComparison.Ordinal)), "empty lines"));
        }
    }

    // Each field once, in the tag's order or in that of msgmerge.
    private string? Header(PoMessage message)
    {
        string[] inOrder =
        [
            .. _header.Select((line, i) => (line, Place: Array.IndexOf(s_fields, line.Split(':')[0]), i))
                .OrderBy(field => field.Place < 0 ? s_fields.Length + field.i : field.Place).Select(f => f.line),
        ];
        string[] lines = [.. message.Strings.FirstOrDefault("").Split('\n').Where(l => l.Length > 0)];
        List<string> odd = new[] { OddFields(lines, _header), OddFields(lines, inOrder) }.MinBy(o => o.Count)!;
        int from = message.Offset;
        foreach (string line in lines)
        {
            int at = _archived.Text.IndexOf(line, from, StringComparison.Ordinal);
            from = at < 0 ? from : at + line.Length;
            bool isOdd = odd.Remove(line);
            if (isOdd && at < 0)
            {
                return "a header field that the tag's catalogue does not have";
            }

            _carriers.AddRange(isOdd ? [new Carrier(at, line.Length, "a header field")] : []);
        }

        return message.Strings.Count == 1 ? null : "a header with plural forms";
    }

    private static List<string> OddFields(string[] lines, string[] tracked)
    {
        int next = 0;
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<string> odd = [];
        foreach (string line in lines)
        {
            int place = Array.IndexOf(tracked, line);
            bool isInPlace = place >= next || (place < 0 && (s_template.Contains(line) || IsCreationDate(line)));
            next = Math.Max(next, place + 1);
            odd.AddRange(isInPlace && seen.Add(line.Split(':')[0]) ? [] : [line]);
        }

        return odd;
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
        return message.References.Select(reference => _sources.StringsOf(CatalogSources.Split(reference).Path))
            .Any(strings => Array.TrueForAll(texts, strings.ContainsKey));
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
