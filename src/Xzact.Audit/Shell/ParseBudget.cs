namespace Xzact.Audit.Shell;

/// <summary>What parsing may cost, shared by a script's parser and those of the texts inside it.</summary>
internal sealed class ParseBudget(int length)
{
    /// <summary>Nested commands, substitutions and quotes; scripts of the field stay below thirty.</summary>
    public const int MaxDepth = 200;

    // Text may be read again, after an error or where two readings are possible, so often its own length.
    private const int Repeats = 8;
    private const int Free = 1 << 16;

    private long _left = ((long)Repeats * length) + Free;

    /// <summary>How deep the parser stands; who catches an error sets it back.</summary>
    public int Depth { get; set; }

    /// <summary>Whether <paramref name="characters"/> may be read again; they are then counted.</summary>
    public bool TryRepeat(int characters)
    {
        if (characters > _left)
        {
            return false;
        }

        _left -= characters;
        return true;
    }
}
