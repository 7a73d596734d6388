namespace Xzact.Audit.Witness;

/// <summary>The end of what a build printed.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 12;
    private const int MaxLine = 400;

    private readonly Queue<string> _lines = new();

    /// <summary>The lines, not sanitised.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>One more line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line[..Math.Min(line.Length, MaxLine)]);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
