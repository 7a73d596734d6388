using System.Globalization;
using System.Text;

namespace Xzact.Audit.Witness;

/// <summary>
/// Reads what <c>strace -f -o</c> writes, line by line: calls, calls that others interrupt (<c>&lt;unfinished
/// ...&gt;</c> and <c>resumed</c>), ends of processes. Lines that it cannot read are counted, never guessed at.
/// </summary>
internal sealed class StraceReader
{
    private const string Unfinished = "<unfinished ...>";
    private const int MaxPending = 1 << 16;
    private const int MaxPendingChars = 1 << 26;

    private readonly Dictionary<int, string> _pending = [];
    private int _pendingChars;

    /// <summary>Calls that were read.</summary>
    public long Calls { get; private set; }

    /// <summary>Lines that could not be read.</summary>
    public long Unread { get; private set; }

    /// <summary>The first of those, for a message; null if there is none.</summary>
    public string? FirstUnread { get; private set; }

    /// <summary>Reads one line.</summary>
    /// <returns>The call that it ends; null if it ends none.</returns>
    public StraceCall? Read(ReadOnlySpan<byte> line)
    {
        string text = Encoding.Latin1.GetString(line).TrimEnd();
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits == 0 || !int.TryParse(text.AsSpan(0, digits), CultureInfo.InvariantCulture, out int process))
        {
            return Fail(text);
        }

        string rest = text[digits..].TrimStart();
        if (rest.StartsWith("---", StringComparison.Ordinal))
        {
            return null;
        }

        if (rest.StartsWith("+++", StringComparison.Ordinal))
        {
            return End(process, rest) ?? Fail(text);
        }

        if (rest.StartsWith("<...", StringComparison.Ordinal))
        {
            return Resume(process, rest) is string whole && whole.Length > 0
                ? Call(process, whole) ?? Fail(text)
                : Fail(text);
        }

        if (rest.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            return Keep(process, rest[..^Unfinished.Length]) ? null : Fail(text);
        }

        return Call(process, rest) ?? Fail(text);
    }

    private bool Keep(int process, string text)
    {
        Drop(process);
        if (_pending.Count >= MaxPending || _pendingChars + text.Length > MaxPendingChars)
        {
            return false;
        }

        _pending[process] = text;
        _pendingChars += text.Length;
        return true;
    }

    private string Drop(int process)
    {
        if (!_pending.Remove(process, out string? text))
        {
            return "";
        }

        _pendingChars -= text.Length;
        return text;
    }

    // "<... openat resumed>) = 3": the name must be that of the call that was begun.
    private string? Resume(int process, string rest)
    {
        const string Mark = " resumed>";
        int end = rest.IndexOf(Mark, StringComparison.Ordinal);
        string begun = Drop(process);
        string name = end < 0 ? "" : rest[4..end].Trim();
        return name.Length > 0 && begun.StartsWith(name + "(", StringComparison.Ordinal)
            ? begun + rest[(end + Mark.Length)..]
            : null;
    }

    private StraceCall? Call(int process, string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !text.AsSpan(0, open).ContainsOnlyNameCharacters())
        {
            return null;
        }

        List<string> arguments = [];
        int end = StraceText.Split(text[(open + 1)..], arguments);
        if (end < 0)
        {
            return null;
        }

        string result = text[(open + 1 + end + 1)..].TrimStart();
        if (result is not ['=', ..])
        {
            return null;
        }

        Calls++;
        return new(process, text[..open], arguments, result[1..].Trim());
    }

    private StraceCall? End(int process, string rest)
    {
        Drop(process);
        string[] words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["+++", "exited", "with", var code, ..] => new(process, StraceCall.Exited, [], code),
            ["+++", "killed", "by", var signal, ..] => new(process, StraceCall.Killed, [], signal),
            ["+++", "superseded", "by", "execve", "in", "pid", ..] => new(process, StraceCall.Exited, [], "0"),
            _ => null,
        };
    }

    private StraceCall? Fail(string text)
    {
        Unread++;
        FirstUnread ??= text[..Math.Min(text.Length, 200)];
        return null;
    }
}

/// <summary>What names of system calls are made of.</summary>
internal static class CallNames
{
    /// <summary>Whether there are only letters, digits and underscores.</summary>
    public static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
