using System.Text;

namespace Xzact.Audit.Shell;

/// <summary>Text to be parsed, which knows where in the file each of its characters stands.</summary>
/// <remarks>The text of backquotes, and of here-documents without their tabs, is not what the file holds.</remarks>
internal sealed class SourceText
{
    private readonly int _first;
    private readonly int[]? _offsets;

    /// <summary>A part of the file that stands there as it is.</summary>
    public SourceText(string text, int first)
    {
        Text = text;
        _first = first;
    }

    private SourceText(string text, int[] offsets)
    {
        Text = text;
        _offsets = offsets;
    }

    /// <summary>One character a byte.</summary>
    public string Text { get; }

    /// <summary>The offset in the file of the character at <paramref name="index"/>, or of the end.</summary>
    public int At(int index) => _offsets is null ? _first + index : _offsets[Math.Min(index, _offsets.Length - 1)];

    /// <summary>The part from <paramref name="start"/> to <paramref name="end"/> as a text of its own.</summary>
    public SourceText Slice(int start, int end) =>
        _offsets is null
            ? new(Text[start..end], _first + start)
            : new(Text[start..end], _offsets[start..Math.Min(end + 1, _offsets.Length)]);

    /// <summary>The same, or with an end of line where the last one has none.</summary>
    public SourceText WithEndOfLine()
    {
        string text = Text.Length == 0 || Text[^1] == '\n' ? Text : Text + "\n";
        return _offsets is null ? new(text, _first) : new(text, _offsets);
    }

    /// <summary>Makes a text of characters of another.</summary>
    public sealed class Builder(SourceText from, int end)
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _offsets = [];

        /// <summary>Takes the characters from <paramref name="start"/> to <paramref name="stop"/>.</summary>
        public void Take(int start, int stop)
        {
            _text.Append(from.Text, start, stop - start);
            for (int i = start; i < stop; i++)
            {
                _offsets.Add(from.At(i));
            }
        }

        public SourceText Build() => new(_text.ToString(), [.. _offsets, from.At(end)]);
    }
}
