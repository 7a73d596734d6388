namespace Xzact.Audit.Witness;

/// <summary>The end of what a build printed.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 20;

    private readonly Queue<string> _lines = new();

    /// <summary>The lines, not sanitised.</summary>
    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>One more line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
