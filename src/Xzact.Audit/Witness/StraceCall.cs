namespace Xzact.Audit.Witness;

/// <summary>A system call, or the end of a process, as strace printed it.</summary>
/// <param name="Process">The number of the process or thread.</param>
/// <param name="Name">The call; <see cref="Exited"/> or <see cref="Killed"/> for an end.</param>
/// <param name="Arguments">What stands between the brackets, split at commas and not decoded.</param>
/// <param name="Result">What stands behind the equals sign.</param>
internal sealed record StraceCall(int Process, string Name, IReadOnlyList<string> Arguments, string Result)
{
    /// <summary>The name of an end by itself; the result is the exit code.</summary>
    public const string Exited = "+exited";

    /// <summary>The name of an end by a signal, whose name is the result.</summary>
    public const string Killed = "+killed";

    /// <summary>Whether it did what it was asked for.</summary>
    public bool Succeeded => Result.Length > 0 && char.IsAsciiDigit(Result[0]);

    /// <summary>The name of the error; null if there was none.</summary>
    public string? Error
    {
        get
        {
            string[] words = Result.Split(' ', 3);
            return words is ["-1", var name, ..] ? name : null;
        }
    }

    /// <summary>An argument; empty if there are fewer.</summary>
    public string Argument(int index) => index < Arguments.Count ? Arguments[index] : "";
}
